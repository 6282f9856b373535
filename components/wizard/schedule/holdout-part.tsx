import type { UseFormReturn } from "react-hook-form";
import { formatCount } from "../../format";
import { Card, CardTitle } from "../../ui/card";
import { Field } from "../../ui/field";
import { Select } from "../../ui/input";
import type { ScheduleValues } from "./schedule-values";

const SHARES = [0, 5, 10, 15, 20, 30, 50];

export interface HoldoutPartProps {
  form: UseFormReturn<ScheduleValues>;
  /** Who could be contacted; undefined while that is not known. */
  people: number | undefined;
  /** Who is left out was chosen with the others, when the campaign started. */
  fixed: boolean;
}

/** A share of people who are contacted by nobody, to see what would have happened anyway. */
export function HoldoutPart({ form, people, fixed }: HoldoutPartProps) {
  const chosen = Number(form.watch("holdout"));
  const shares = [...new Set([...SHARES, chosen])].filter(Number.isFinite).sort((a, b) => a - b);
  const left = people === undefined ? null : Math.round((people * chosen) / 100);
  return (
    <Card className="grid gap-5 p-4 sm:p-5">
      <CardTitle>What it really brings about</CardTitle>
      <Field
        label="Leave out, to compare with"
        error={form.formState.errors.holdout?.message}
        hint={
          fixed
            ? "Who is left out was chosen when the campaign started."
            : `Some customers come back by themselves. Those who are left out show how many.${left ? ` About ${formatCount(left)} people would not be contacted.` : ""}`
        }
        className="max-w-xl"
      >
        {(control) => (
          <Select {...control} className="w-60" disabled={fixed} {...form.register("holdout")}>
            {shares.map((share) => (
              <option key={share} value={share}>
                {share === 0 ? "Nobody" : `${share} % of the customers`}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </Card>
  );
}
