"use client";

import { useForm } from "react-hook-form";
import type { CustomerDetailView } from "@/lib/core/customer-views";
import { AddedOptOuts } from "@/lib/core/opt-out-views";
import { CONTACT_CHANNELS, GIVEN_REASONS } from "@/lib/core/words";
import { api } from "../api";
import { CHANNEL_LABEL, REASON_LABEL } from "../customers/labels";
import { useRenewPeople } from "../customers/use-people";
import { showRefusal } from "../form-refusal";
import { nameOf } from "../name-of";
import { tell } from "../toast";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { FormEnd } from "../ui/form-end";
import { Input, Select, Textarea } from "../ui/input";

const EMPTY = { contact: "", channel: "all", reason: "opt_out", note: "" };
const FIELDS = ["contact", "channel", "reason", "note"] as const;

const OF_A_CUSTOMER = {
  description: "No campaign contacts them from now on, on any number or address you have of them.",
  done: "Opted out.",
  known: "This was written down before.",
  button: "Opt them out",
};
const OF_A_CONTACT = {
  description: "In force at once, for every campaign, also for somebody who becomes a customer later.",
  done: "Added.",
  known: "This contact was in the list already.",
  button: "Add it",
};

const OF_ONE_WAY =
  "No campaign contacts them in this way from now on. Where they asked for it, the other ways rest for a while too.";

const heldBack = (channel: string): string =>
  channel === "all" ? "No campaign contacts them any more." : "No campaign contacts them in this way any more.";

/** Writes down who is not to be contacted, in force at once: a customer on all that is known of them, else one number or
 *  address, known or not. */
export function OptOutDialog({ customer, onClose }: { customer?: CustomerDetailView; onClose: () => void }) {
  const renew = useRenewPeople();
  const form = useForm({ defaultValues: EMPTY });
  const { errors, isSubmitting } = form.formState;
  const text = customer ? OF_A_CUSTOMER : OF_A_CONTACT;
  const isOfAll = form.watch("channel") === "all";

  async function save({ contact, ...wish }: typeof EMPTY) {
    const body = { ...wish, note: wish.note || null, ...(customer ? {} : { contact }) };
    const path = customer ? `/api/customers/${customer.id}/opt-out` : "/api/opt-outs";
    try {
      const { added } = await api(path, AddedOptOuts, { method: "POST", body });
      tell("success", added > 0 ? `${text.done} ${heldBack(wish.channel)}` : text.known);
      renew();
      onClose();
    } catch (error) {
      showRefusal(form, error, FIELDS);
    }
  }

  return (
    <Dialog
      title={customer ? `Opt ${nameOf(customer)} out` : "Add an opt-out"}
      description={isOfAll ? text.description : OF_ONE_WAY}
      onClose={onClose}
    >
      <form noValidate onSubmit={form.handleSubmit(save)} className="grid gap-4">
        {!customer && (
          <Field label="Phone number or email" error={errors.contact?.message} hint="In any spelling.">
            {(control) => <Input {...control} autoComplete="off" maxLength={320} {...form.register("contact")} />}
          </Field>
        )}
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
        <FormEnd
          error={errors.root?.message}
          onCancel={onClose}
          look={customer ? "danger" : "primary"}
          busy={isSubmitting}
        >
          {text.button}
        </FormEnd>
      </form>
    </Dialog>
  );
}
