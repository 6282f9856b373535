"use client";

import { useForm } from "react-hook-form";
import { AddedOptOuts } from "@/lib/core/opt-out-views";
import { CONTACT_CHANNELS, GIVEN_REASONS } from "@/lib/core/words";
import { api } from "../api";
import { CHANNEL_LABEL, REASON_LABEL } from "../customers/labels";
import { useRenewPeople } from "../customers/use-people";
import { showRefusal } from "../form-refusal";
import { tell } from "../toast";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input, Select, Textarea } from "../ui/input";
import { Notice } from "../ui/notice";

const EMPTY = { contact: "", channel: "all", reason: "opt_out", note: "" };
const FIELDS = ["contact", "channel", "reason", "note"] as const;

/** Adds one number or address, known as a customer or not. */
export function AddDialog({ onClose }: { onClose: () => void }) {
  const renew = useRenewPeople();
  const form = useForm({ defaultValues: EMPTY });
  const { errors, isSubmitting } = form.formState;

  async function save(values: typeof EMPTY) {
    try {
      const body = { ...values, note: values.note || null };
      const { added } = await api("/api/opt-outs", AddedOptOuts, { method: "POST", body });
      tell(
        "success",
        added > 0 ? "Added. No campaign contacts them any more." : "This contact was in the list already.",
      );
      renew();
      onClose();
    } catch (error) {
      showRefusal(form, error, FIELDS);
    }
  }

  return (
    <Dialog
      title="Add an opt-out"
      description="In force at once, for every campaign, also for somebody who becomes a customer later."
      onClose={onClose}
    >
      <form noValidate onSubmit={form.handleSubmit(save)} className="grid gap-4">
        <Field label="Phone number or email" error={errors.contact?.message} hint="In any spelling.">
          {(control) => <Input {...control} autoComplete="off" maxLength={320} {...form.register("contact")} />}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
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
        </div>
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
          <Button look="primary" type="submit" busy={isSubmitting}>
            Add it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
