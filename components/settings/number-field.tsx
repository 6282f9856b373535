import type { UseFormReturn } from "react-hook-form";
import { SETTINGS_LIMITS } from "@/lib/core/settings";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import type { SettingsValues } from "./settings-form-values";

interface NumberFieldProps {
  form: UseFormReturn<SettingsValues>;
  name: keyof typeof SETTINGS_LIMITS;
  label: string;
  hint: string;
  step?: string;
}

/** A setting that is a number. */
export function NumberField({ form, name, label, hint, step = "1" }: NumberFieldProps) {
  const [min, max] = SETTINGS_LIMITS[name];
  return (
    <Field label={label} hint={hint} error={form.formState.errors[name]?.message}>
      {(control) => (
        <Input
          {...control}
          {...form.register(name)}
          type="number"
          inputMode="decimal"
          min={min}
          max={max}
          step={step}
          className="tabular-nums"
        />
      )}
    </Field>
  );
}
