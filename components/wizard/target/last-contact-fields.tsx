"use client";

import type { UseFormReturn } from "react-hook-form";
import { Field } from "../../ui/field";
import { Input, Select } from "../../ui/input";
import { LAST_CONTACT, type LastContact, type TargetValues } from "./target-values";

const LABEL: Record<LastContact, string> = {
  any: "At any time, or never",
  days: "More than some days ago",
  before: "Before a date",
  between: "Between two dates",
};

/** When the customer was last in touch, in one of four ways of saying it. */
export function LastContactFields({ form }: { form: UseFormReturn<TargetValues> }) {
  const { errors } = form.formState;
  const kind = form.watch("last_contact");
  const date = (name: "before" | "from" | "until", label: string, optional = false) => (
    <Field label={label} optional={optional} error={errors[name]?.message}>
      {(control) => <Input {...control} type="date" {...form.register(name)} />}
    </Field>
  );
  return (
    <div className="grid items-start gap-4 sm:grid-cols-3">
      <Field label="Last contact" error={errors.last_contact?.message}>
        {(control) => (
          <Select {...control} className="w-full" {...form.register("last_contact")}>
            {LAST_CONTACT.map((one) => (
              <option key={one} value={one}>
                {LABEL[one]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {kind === "days" && (
        <Field label="Days" error={errors.days?.message} hint={yearsHint(form.watch("days"))}>
          {(control) => (
            <Input {...control} type="number" inputMode="numeric" min={0} max={3650} {...form.register("days")} />
          )}
        </Field>
      )}
      {kind === "before" && date("before", "Before")}
      {kind === "between" && (
        <>
          {date("from", "First day")}
          {date("until", "Last day", true)}
        </>
      )}
    </div>
  );
}

/** Days are hard to picture. */
function yearsHint(days: string): string | undefined {
  const months = Math.round(Number(days) / 30.4);
  if (!(months >= 2)) return undefined;
  return months < 24 ? `About ${months} months.` : `About ${Math.round(months / 12)} years.`;
}
