import type { UseFormReturn } from "react-hook-form";
import { CONDITIONS, type Condition } from "@/lib/core/words";
import { Field } from "../../ui/field";
import { Input, Select } from "../../ui/input";
import { errorAt } from "./content-errors";
import { type ContentValues, UNIT_MINUTES, type WaitUnit } from "./content-values";
import { CONDITION_TEXT } from "./sequence-text";

const isUnit = (text: string): text is WaitUnit => Object.hasOwn(UNIT_MINUTES, text);
const isCondition = (text: string): text is Condition => CONDITIONS.some((one) => one === text);

/** When a later touch comes, and for whom. */
export function WhenFields({ form, index }: { form: UseFormReturn<ContentValues>; index: number }) {
  const step = form.watch(`steps.${index}`);
  const { condition, unit } = step;
  const units = unit === "minutes" ? ["minutes", "hours", "days"] : ["hours", "days"];
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field
        label={condition === "clicked" ? "Wait for a click, at most" : "Wait after the touch before"}
        error={errorAt(form, `steps.${index}.wait`)}
        hint="Calls and texts then wait for the next open hours."
      >
        {(control) => (
          <span className="flex gap-2">
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              className="w-24"
              {...form.register(`steps.${index}.wait`)}
            />
            <Select
              aria-label="Unit of the wait"
              value={unit}
              onChange={({ target }) =>
                isUnit(target.value) && form.setValue(`steps.${index}.unit`, target.value, { shouldDirty: true })
              }
            >
              {units.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </Select>
          </span>
        )}
      </Field>
      <Field
        label="For whom"
        error={errorAt(form, `steps.${index}.condition`)}
        hint={`${CONDITION_TEXT[condition].hint} Never for those who booked, decided or opted out.`}
      >
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={condition}
            onChange={({ target }) =>
              isCondition(target.value) &&
              form.setValue(`steps.${index}.condition`, target.value, { shouldDirty: true })
            }
          >
            {CONDITIONS.map((one) => (
              <option key={one} value={one}>
                {CONDITION_TEXT[one].label}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
