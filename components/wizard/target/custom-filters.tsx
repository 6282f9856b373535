"use client";

import { Plus, X } from "lucide-react";
import { useId } from "react";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import type { AudienceOptions } from "@/lib/core/audience-views";
import { FIELD_OPERATORS } from "@/lib/core/criteria";
import { OPERATOR_WORDS } from "@/lib/core/spoken-words";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Input, Select } from "../../ui/input";
import { type TargetValues, WITHOUT_VALUE } from "./target-values";

const MOST = 10;

/** Questions about what the latest lead noted, such as the service that was asked for. */
export function CustomFilters({
  form,
  fields,
}: {
  form: UseFormReturn<TargetValues>;
  fields: AudienceOptions["fields"];
}) {
  const rows = useFieldArray({ control: form.control, name: "custom" });
  const id = useId();
  const filters = form.watch("custom");
  const errors = form.formState.errors.custom;
  const listError = errors?.message ?? errors?.root?.message;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-medium">
        Details of the latest lead <span className="font-normal text-ink-muted">(optional)</span>
      </legend>
      {rows.fields.map((row, index) => {
        const filter = filters[index];
        const known = fields.find(({ name }) => name === filter?.field)?.values ?? [];
        const without = WITHOUT_VALUE.includes(filter?.op ?? "");
        return (
          <div key={row.id} className="grid grid-cols-[1fr_2rem] items-start gap-2 sm:grid-cols-[1fr_9rem_1fr_2rem]">
            <Field label="Detail" error={errors?.[index]?.field?.message} className="max-sm:col-start-1">
              {(control) => (
                <Input
                  {...control}
                  {...form.register(`custom.${index}.field`)}
                  list={`${id}-fields`}
                  maxLength={60}
                  placeholder="such as service"
                  autoComplete="off"
                />
              )}
            </Field>
            <Field label="Comparison" className="max-sm:col-start-1">
              {(control) => (
                <Select {...control} className="w-full" {...form.register(`custom.${index}.op`)}>
                  {FIELD_OPERATORS.map((op) => (
                    <option key={op} value={op}>
                      {OPERATOR_WORDS[op]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field
              label="Value"
              error={errors?.[index]?.value?.message}
              className={without ? "invisible max-sm:hidden" : "max-sm:col-start-1"}
            >
              {(control) => (
                <>
                  <Input
                    {...control}
                    {...form.register(`custom.${index}.value`)}
                    list={`${id}-values-${index}`}
                    maxLength={200}
                    autoComplete="off"
                  />
                  <Options id={`${id}-values-${index}`} values={known} />
                </>
              )}
            </Field>
            <Button
              size="icon"
              look="quiet"
              aria-label={`Remove filter ${index + 1}`}
              title="Remove"
              onClick={() => rows.remove(index)}
              className="mt-7 max-sm:col-start-2 max-sm:row-start-1"
            >
              <X aria-hidden />
            </Button>
          </div>
        );
      })}
      <Options id={`${id}-fields`} values={fields.map(({ name }) => name)} />
      {listError && <p className="text-[0.8125rem] text-danger">{listError}</p>}
      {rows.fields.length < MOST && (
        <Button
          size="sm"
          className="justify-self-start"
          onClick={() => rows.append({ field: "", op: "is", value: "" })}
        >
          <Plus aria-hidden />
          Add a filter
        </Button>
      )}
    </fieldset>
  );
}

const Options = ({ id, values }: { id: string; values: string[] }) => (
  <datalist id={id}>
    {values.map((value) => (
      <option key={value} value={value} />
    ))}
  </datalist>
);
