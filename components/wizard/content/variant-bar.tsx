"use client";

import { Plus, Trash2 } from "lucide-react";
import type { UseFormReturn } from "react-hook-form";
import { sharesOf } from "@/lib/core/steps";
import { VARIANT_NAMES } from "@/lib/core/words";
import { offerUndo } from "../../toast";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { Input } from "../../ui/input";
import { errorAt } from "./content-errors";
import type { ContentValues, WordsPath } from "./content-values";

export interface VariantBarProps {
  form: UseFormReturn<ContentValues>;
  /** Of the touch. */
  index: number;
  /** The variant that is shown; null is A. */
  shown: number | null;
  /** B to E; null is A. */
  onShow: (name: string | null) => void;
}

/** Other words for the same touch, of which each customer gets one, always the same. */
export function VariantBar({ form, index, shown, onShow }: VariantBarProps) {
  const { variants, weight, ...step } = form.watch(`steps.${index}`);
  const names = ["A", ...variants.map(({ name }) => name)];
  const shares = sharesOf([weight, ...variants.map((one) => one.weight)].map((one) => Math.max(0, Number(one) || 0)));
  const free = VARIANT_NAMES.find((name) => !names.includes(name));
  const path: WordsPath = shown === null ? `steps.${index}` : `steps.${index}.variants.${shown}`;
  const set = (list: typeof variants) => form.setValue(`steps.${index}.variants`, list, { shouldDirty: true });

  const add = () => {
    if (!free) return;
    const { subject, preview_text, body, voicemail } = step;
    // In the order of their names, which are what they are known by.
    const list = [...variants, { name: free, weight, subject, preview_text, body, voicemail }];
    set(list.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
    onShow(free);
  };
  const remove = () => {
    const before = structuredClone(variants);
    set(variants.filter((_, at) => at !== shown));
    onShow(null);
    offerUndo(`Variant ${before[shown ?? 0]?.name} was removed.`, () => set(before));
  };
  const adding = (
    <Button size="sm" look="quiet" onClick={add} disabled={!free || step.body.trim() === ""}>
      <Plus aria-hidden />
      Add a variant
    </Button>
  );
  if (variants.length === 0)
    return (
      <div className="flex flex-wrap items-center gap-x-2">
        {adding}
        <span className="text-[0.8125rem] text-ink-muted">Try other words on some of the customers.</span>
      </div>
    );
  const error = errorAt(form, `${path}.weight`);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <fieldset className="flex flex-wrap gap-1 rounded-lg bg-sunken p-1">
          <legend className="sr-only">Variant</legend>
          {names.map((name, at) => {
            const isShown = at === (shown === null ? 0 : shown + 1);
            return (
              <button
                key={name}
                type="button"
                aria-pressed={isShown}
                onClick={() => onShow(at === 0 ? null : name)}
                className={cn(
                  "h-7 rounded-md px-2.5 text-[0.8125rem] font-medium tabular-nums",
                  isShown ? "bg-surface text-ink shadow-raised" : "text-ink-muted hover:text-ink",
                )}
              >
                <span className="sr-only">Variant </span>
                {name} <span className="font-normal">{shares[at]} %</span>
              </button>
            );
          })}
        </fieldset>
        {adding}
      </div>
      <div className="flex flex-wrap items-center gap-2 text-[0.8125rem] text-ink-muted">
        <label htmlFor={`weight-${path}`} className="flex items-center gap-2">
          Weight of variant {shown === null ? "A" : variants[shown]?.name}
          <Input
            id={`weight-${path}`}
            type="number"
            inputMode="numeric"
            min={1}
            max={100}
            aria-invalid={error ? true : undefined}
            className="h-8 w-20"
            key={path}
            {...form.register(`${path}.weight`)}
          />
        </label>
        {shown !== null && (
          <Button size="sm" look="quiet" onClick={remove}>
            <Trash2 aria-hidden />
            Remove variant {variants[shown]?.name}
          </Button>
        )}
        {error && (
          <span role="alert" className="text-danger">
            {error}
          </span>
        )}
      </div>
    </div>
  );
}
