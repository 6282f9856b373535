"use client";

import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { type OverridableRule, ruleTitle } from "@/lib/core/override-views";
import { api } from "../api";
import { showRefusal } from "../form-refusal";
import { tell } from "../toast";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { FormEnd } from "../ui/form-end";
import { Input, Textarea } from "../ui/input";
import { Notice } from "../ui/notice";

const FIELDS = ["reason", "days"] as const;

/** Asks why and for how long, after saying what it means, and makes one exception. */
export function ExceptionDialog({ rule, onClose }: { rule: OverridableRule; onClose: () => void }) {
  const router = useRouter();
  const form = useForm({ defaultValues: { reason: "", days: "30" } });
  const { errors, isSubmitting } = form.formState;

  async function make({ reason, days }: { reason: string; days: string }) {
    const key = { rule: rule.rule, jurisdiction: rule.jurisdiction, channel: rule.channel };
    try {
      const body = { ...key, reason, days: Number(days) };
      await api("/api/overrides", z.object({ id: z.string() }), { method: "POST", body });
      tell("success", "The exception is in force.", "Campaigns say so wherever it counts.");
      router.refresh();
      onClose();
    } catch (error) {
      showRefusal(form, error, FIELDS);
    }
  }

  return (
    <Dialog title={`Exception from “${ruleTitle(rule)}”`} onClose={onClose}>
      <form noValidate onSubmit={form.handleSubmit(make)} className="grid gap-4">
        <Notice kind="warning" title="Campaigns will do what this rule forbids">
          This can be against the law and be fined. Rekindle can’t tell whether you may: that is what your reason is
          for.
        </Notice>
        <Field
          label="Why you may"
          error={errors.reason?.message}
          hint="20 to 500 characters. It is kept for good, with your name and the time."
        >
          {(control) => <Textarea {...control} maxLength={500} {...form.register("reason")} />}
        </Field>
        <Field label="For how many days" error={errors.days?.message} hint="1 to 90. You can end it sooner.">
          {(control) => (
            <Input
              {...control}
              {...form.register("days")}
              type="number"
              inputMode="numeric"
              min={1}
              max={90}
              className="tabular-nums"
            />
          )}
        </Field>
        <FormEnd
          error={errors.root?.message}
          cancel="Keep the rule"
          onCancel={onClose}
          look="danger"
          busy={isSubmitting}
        >
          Make the exception
        </FormEnd>
      </form>
    </Dialog>
  );
}
