"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { usedVariables } from "@/lib/core/content";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { CAMPAIGN_VARIABLES, type CampaignVariable, type ContentValues, type StepValues } from "./content-values";
import { VARIABLE_TEXT } from "./variables";

const FIELD: Record<CampaignVariable, { hint: string; maxLength: number; type?: "url" }> = {
  promotion: { hint: "As it is said, such as “twenty percent off this month”.", maxLength: 300 },
  service_type: { hint: "The same for everybody. Empty: what each customer came for the last time.", maxLength: 120 },
  offer_code: { hint: "Short, and easy to spell on the phone.", maxLength: 60 },
  booking_link: { hint: "Empty: the booking link in your settings.", maxLength: 500, type: "url" },
};

const textsOf = (step: StepValues): string[] =>
  [step, ...step.variants].flatMap(({ subject, preview_text, body, voicemail }) => [
    ...[subject, preview_text, body, voicemail],
  ]);

/** Values that are the same for every customer. Those that the texts use are asked for; others can be added. */
export function VariableFields({ form }: { form: UseFormReturn<ContentValues> }) {
  const [added, setAdded] = useState<CampaignVariable[]>([]);
  const { steps, variables } = form.watch();
  const used = usedVariables(steps.flatMap(textsOf).join("\n"));
  const isShown = (name: CampaignVariable) =>
    used.includes(name) || added.includes(name) || variables[name].trim() !== "";
  const shown = CAMPAIGN_VARIABLES.filter(isShown);
  const others = CAMPAIGN_VARIABLES.filter((name) => !isShown(name));
  const add = (name: CampaignVariable) => {
    setAdded((before) => [...before, name]);
    requestAnimationFrame(() => form.setFocus(`variables.${name}`));
  };
  return (
    <div className="grid gap-4">
      {shown.length > 0 && (
        <div className="grid gap-4 sm:grid-cols-2">
          {shown.map((name) => (
            <Field
              key={name}
              label={VARIABLE_TEXT[name].label}
              hint={FIELD[name].hint}
              error={form.formState.errors.variables?.[name]?.message}
            >
              {(control) => (
                <Input
                  {...control}
                  {...form.register(`variables.${name}`)}
                  maxLength={FIELD[name].maxLength}
                  autoComplete="off"
                  {...(FIELD[name].type === "url" ? { inputMode: "url" as const, dir: "ltr" } : { dir: "auto" })}
                />
              )}
            </Field>
          ))}
        </div>
      )}
      {others.length > 0 && (
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="sr-only">Add a value that is the same for every customer</legend>
          {others.map((name) => (
            <Button key={name} size="sm" look="quiet" onClick={() => add(name)}>
              <Plus aria-hidden />
              Add {VARIABLE_TEXT[name].label.toLowerCase()}
            </Button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
