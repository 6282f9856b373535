"use client";

import { useForm } from "react-hook-form";
import { LiftedOptOut, type OptOutView } from "@/lib/core/opt-out-views";
import { api } from "../api";
import { contactText } from "../customers/contact-text";
import { useRenewPeople } from "../customers/use-people";
import { showRefusal } from "../form-refusal";
import { tell } from "../toast";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { FormEnd } from "../ui/form-end";
import { Textarea } from "../ui/input";
import { Notice } from "../ui/notice";

const FIELDS = ["reason"] as const;

/** Asks why, after saying what it means, and lifts one opt-out. */
export function LiftDialog({ optOut, onClose }: { optOut: OptOutView; onClose: () => void }) {
  const renew = useRenewPeople();
  const form = useForm({ defaultValues: { reason: "" } });
  const { errors, isSubmitting } = form.formState;

  async function lift(body: { reason: string }) {
    try {
      const { still_held } = await api(`/api/opt-outs/${optOut.id}/lift`, LiftedOptOut, { method: "POST", body });
      const others = still_held === 1 ? "One other opt-out" : `${still_held} other opt-outs`;
      tell(
        "success",
        "The opt-out is lifted.",
        still_held > 0 ? `${others} of this person still ${still_held === 1 ? "holds" : "hold"}.` : undefined,
      );
      renew();
      onClose();
    } catch (error) {
      showRefusal(form, error, FIELDS);
    }
  }

  return (
    <Dialog title={`Lift the opt-out of ${contactText(optOut.contact)}?`} onClose={onClose}>
      <form noValidate onSubmit={form.handleSubmit(lift)} className="grid gap-4">
        <Notice kind="warning" title="From now on campaigns may contact this person again">
          To contact somebody who asked you not to can be against the law and be fined. Lift it only when they asked you
          to, or when it was a mistake. What they agreed to before an opt-out does not come back: ask them again, or
          write their agreement down anew. For a month after an opt-out nobody contacts them all the same.
        </Notice>
        <Field
          label="Why"
          error={errors.reason?.message}
          hint="At least 10 characters. It stays in the list with your name and the time."
        >
          {(control) => <Textarea {...control} maxLength={500} {...form.register("reason")} />}
        </Field>
        <FormEnd error={errors.root?.message} cancel="Keep it" onCancel={onClose} look="danger" busy={isSubmitting}>
          Lift the opt-out
        </FormEnd>
      </form>
    </Dialog>
  );
}
