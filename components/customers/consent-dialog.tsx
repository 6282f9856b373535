"use client";

import { useForm } from "react-hook-form";
import type { CustomerDetailView } from "@/lib/core/customer-views";
import { Saved } from "@/lib/core/views";
import { CONSENT_BASES, CONSENT_PURPOSES, CONTACT_CHANNELS } from "@/lib/core/words";
import { api } from "../api";
import { showRefusal } from "../form-refusal";
import { nameOf } from "../name-of";
import { tell } from "../toast";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { FormEnd } from "../ui/form-end";
import { Input, Select, Textarea } from "../ui/input";
import { BASIS_LABEL, CHANNEL_LABEL, PURPOSE_LABEL } from "./labels";
import { useRenewPeople } from "./use-people";

const EMPTY = {
  ...{ channel: "call", basis: "express_written", purpose: "marketing" },
  ...{ wording: "", wording_version: "", source: "", obtained_at: "" },
};
type Values = typeof EMPTY;
const FIELDS = ["channel", "basis", "purpose", "wording", "wording_version", "source", "obtained_at"] as const;

/** Writes down a consent with what proves it. It can be revoked later, never changed. */
export function ConsentDialog({ customer, onClose }: { customer: CustomerDetailView; onClose: () => void }) {
  const renew = useRenewPeople();
  const form = useForm<Values>({ defaultValues: EMPTY });
  const { errors, isSubmitting } = form.formState;
  const choices = <Value extends string>(
    name: "channel" | "basis" | "purpose",
    label: string,
    values: readonly Value[],
    labels: Record<Value, string>,
  ) => (
    <Field label={label} error={errors[name]?.message}>
      {(control) => (
        <Select {...control} {...form.register(name)}>
          {values.map((value) => (
            <option key={value} value={value}>
              {labels[value]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );

  async function save({ obtained_at, wording, wording_version, ...values }: Values) {
    const words = { wording: wording || null, wording_version: wording_version || null };
    // The day begins at noon where nobody says when it was: no zone makes another day of it.
    const body = { ...values, ...words, obtained_at: obtained_at && `${obtained_at}T12:00:00Z` };
    try {
      await api(`/api/customers/${customer.id}/consents`, Saved, { method: "POST", body });
      tell("success", "The consent is written down.");
      renew();
      onClose();
    } catch (error) {
      showRefusal(form, error, FIELDS);
    }
  }

  return (
    <Dialog title={`A consent of ${nameOf(customer)}`} onClose={onClose}>
      <form noValidate onSubmit={form.handleSubmit(save)} className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          {choices("channel", "To what", CONTACT_CHANNELS, CHANNEL_LABEL)}
          {choices("purpose", "For what", CONSENT_PURPOSES, PURPOSE_LABEL)}
          {choices("basis", "How it was given", CONSENT_BASES, BASIS_LABEL)}
          <Field label="On which day" error={errors.obtained_at?.message}>
            {(control) => <Input {...control} type="date" {...form.register("obtained_at")} />}
          </Field>
        </div>
        <Field label="Where" error={errors.source?.message} hint="Such as “booking form on our website”.">
          {(control) => <Input {...control} maxLength={120} {...form.register("source")} />}
        </Field>
        <Field
          label="The words they agreed to"
          optional={form.watch("basis") !== "express_written"}
          error={errors.wording?.message}
        >
          {/* No limit here: what is pasted must not be cut without a word, since it is the proof. */}
          {(control) => <Textarea {...control} {...form.register("wording")} />}
        </Field>
        <Field label="Version of the words" optional error={errors.wording_version?.message}>
          {(control) => <Input {...control} maxLength={60} {...form.register("wording_version")} />}
        </Field>
        <FormEnd error={errors.root?.message} onCancel={onClose} busy={isSubmitting}>
          Write it down
        </FormEnd>
      </form>
    </Dialog>
  );
}
