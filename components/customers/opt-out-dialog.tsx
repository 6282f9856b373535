"use client";

import { useForm } from "react-hook-form";
import type { CustomerDetailView } from "@/lib/core/customer-views";
import { AddedOptOuts } from "@/lib/core/opt-out-views";
import { CONTACT_CHANNELS, GIVEN_REASONS } from "@/lib/core/words";
import { api } from "../api";
import { showRefusal } from "../form-refusal";
import { nameOf } from "../name-of";
import { tell } from "../toast";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Select, Textarea } from "../ui/input";
import { Notice } from "../ui/notice";
import { CHANNEL_LABEL, REASON_LABEL } from "./labels";
import { useRenewPeople } from "./use-people";

const FIELDS = ["channel", "reason", "note"] as const;

/** Writes down that this customer is not to be contacted: in force at once. */
export function OptOutDialog({ customer, onClose }: { customer: CustomerDetailView; onClose: () => void }) {
  const renew = useRenewPeople();
  const form = useForm({ defaultValues: { channel: "all", reason: "opt_out", note: "" } });
  const { errors, isSubmitting } = form.formState;

  async function save(values: { channel: string; reason: string; note: string }) {
    try {
      const body = { ...values, note: values.note || null };
      const { added } = await api(`/api/customers/${customer.id}/opt-out`, AddedOptOuts, { method: "POST", body });
      tell("success", added > 0 ? "Opted out. No campaign contacts them any more." : "This was written down before.");
      renew();
      onClose();
    } catch (error) {
      showRefusal(form, error, FIELDS);
    }
  }

  return (
    <Dialog
      title={`Opt ${nameOf(customer)} out`}
      description="No campaign contacts them from now on, on any number or address you have of them."
      onClose={onClose}
    >
      <form noValidate onSubmit={form.handleSubmit(save)} className="grid gap-4">
        <Field label="From what">
          {(control) => (
            <Select {...control} {...form.register("channel")}>
              {CONTACT_CHANNELS.map((channel) => (
                <option key={channel} value={channel}>
                  {CHANNEL_LABEL[channel]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Why">
          {(control) => (
            <Select {...control} {...form.register("reason")}>
              {GIVEN_REASONS.map((reason) => (
                <option key={reason} value={reason}>
                  {REASON_LABEL[reason].label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="What happened"
          optional
          error={errors.note?.message}
          hint="Kept as evidence: who told you, when and how."
        >
          {(control) => <Textarea {...control} maxLength={500} {...form.register("note")} />}
        </Field>
        {errors.root && <Notice kind="danger" role="alert" title={errors.root.message ?? ""} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" type="submit" busy={isSubmitting}>
            Opt them out
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
