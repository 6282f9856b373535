"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import { exampleStep, sequenceExamples } from "@/lib/core/sequence-examples";
import { MAX_STEPS } from "@/lib/core/steps";
import type { CampaignType, Channel } from "@/lib/core/words";
import { offerUndo } from "../../toast";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { AddTouch } from "./add-touch";
import { type ContentValues, type StepValues, stepValues, toStep } from "./content-values";
import { ReadyMade } from "./ready-made";
import { CHANNEL_TEXT, whenText } from "./sequence-text";
import type { ContentPlace } from "./use-content-place";

export interface SequenceEditorProps {
  form: UseFormReturn<ContentValues>;
  place: ContentPlace;
  campaignType: CampaignType;
  /** While a campaign is paused the words may change, not the touches. */
  fixed: boolean;
  /** Of the touch that is open, within its place in the list. */
  children: ReactNode;
}

/** The touches of a sequence from the first to the last; the one that is worked on is open in its place. */
export function SequenceEditor({ form, place, campaignType, fixed, children }: SequenceEditorProps) {
  const { fields, append, remove, swap, replace } = useFieldArray({ control: form.control, name: "steps" });
  const steps = form.watch("steps");
  const list = useRef<HTMLOListElement>(null);
  const focus = (selector: string) =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(selector)?.focus());

  const add = (channel: Channel) => {
    const wait = steps.length === 0 ? {} : { wait_minutes: 2880, condition: "no_response" as const };
    append(stepValues({ ...exampleStep(campaignType, channel), ...wait }), { shouldFocus: false });
    place.toTouch(steps.length);
    focus(`[data-touch="${steps.length}"]`);
  };
  const move = (at: number, by: 1 | -1) => {
    swap(at, at + by);
    place.toTouch(place.touch === at ? at + by : place.touch === at + by ? at : place.touch);
    // At the end of the list the button that was pressed is no more.
    const again = list.current?.querySelector(`[data-move="${at + by}:${by}"]:not(:disabled)`);
    focus(again ? `[data-move="${at + by}:${by}"]` : `[data-touch="${at + by}"]`);
  };
  const drop = (at: number) => {
    const before = structuredClone(form.getValues("steps"));
    remove(at);
    place.toTouch(Math.max(0, place.touch > at || place.touch === before.length - 1 ? place.touch - 1 : place.touch));
    focus(before.length > 1 ? `[data-touch="${Math.max(0, at - 1)}"]` : "[data-add]");
    offerUndo(`Touch ${at + 1} was removed.`, () => replace(before));
  };
  const start = (ready: StepValues[]) => {
    replace(ready);
    place.toTouch(0);
  };

  if (fields.length === 0)
    return (
      <ReadyMade
        examples={sequenceExamples(campaignType)}
        onChoose={(example) => start(example.steps.map(stepValues))}
        onAdd={add}
      />
    );
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3">
      <ol ref={list} aria-label="Touches" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {fields.map(({ id }, at) => {
          const step = steps[at];
          if (!step) return null;
          const isOpen = at === place.touch;
          return (
            <li key={id} className="relative min-w-0 pl-9 sm:pl-10">
              <Rail at={at} channel={step.channel} last={at === fields.length - 1} open={isOpen} />
              <div className={cn("rounded-lg border bg-surface", isOpen ? "border-accent" : "border-line")}>
                <div className="flex items-center gap-1 p-1.5">
                  <button
                    type="button"
                    data-touch={at}
                    aria-expanded={isOpen}
                    onClick={() => place.toTouch(at)}
                    className="min-h-9 min-w-0 flex-1 rounded-md px-2 py-1 text-left hover:bg-sunken"
                  >
                    <span className="block font-medium">
                      <span className="sr-only">Touch {at + 1}: </span>
                      {CHANNEL_TEXT[step.channel].label}
                      {step.variants.length > 0 && (
                        <span className="font-normal text-ink-muted"> · {step.variants.length + 1} variants</span>
                      )}
                    </span>
                    <span className="block text-[0.8125rem] text-ink-muted">{whenText(at, toStep(step, at))}</span>
                    {!isOpen && (
                      <span className="mt-0.5 block truncate text-[0.8125rem]">
                        {step.subject || step.body || "Nothing is written yet."}
                      </span>
                    )}
                  </button>
                  {!fixed && (
                    <TouchTools at={at} last={at === fields.length - 1} onMove={move} onRemove={() => drop(at)} />
                  )}
                </div>
                {isOpen && (
                  <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-5 border-t border-line p-3 sm:p-4">
                    {children}
                  </div>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {!fixed && fields.length < MAX_STEPS && (
        <div className="pl-9 sm:pl-10">
          <AddTouch onAdd={add} />
        </div>
      )}
      {!fixed && fields.length >= MAX_STEPS && (
        <p className="pl-10 text-ink-muted">A sequence has {MAX_STEPS} touches at most.</p>
      )}
    </div>
  );
}

function Rail({ at, channel, last, open }: { at: number; channel: Channel; last: boolean; open: boolean }) {
  const Icon = CHANNEL_TEXT[channel].icon;
  return (
    <span aria-hidden className="absolute inset-y-0 left-0 flex w-7 flex-col items-center pt-2">
      <span
        data-nth={at + 1}
        className={cn(
          "grid size-7 shrink-0 place-items-center rounded-full border",
          open ? "border-accent bg-accent text-on-accent" : "border-line-strong bg-surface text-ink-muted",
        )}
      >
        <Icon className="size-3.5" />
      </span>
      {!last && <span className="-mb-5 w-px flex-1 bg-line-strong" />}
    </span>
  );
}

interface TouchToolsProps {
  at: number;
  last: boolean;
  onMove: (at: number, by: 1 | -1) => void;
  onRemove: () => void;
}

function TouchTools({ at, last, onMove, onRemove }: TouchToolsProps) {
  const name = `touch ${at + 1}`;
  return (
    <span className="flex shrink-0">
      <Button
        size="icon"
        look="quiet"
        data-move={`${at}:-1`}
        disabled={at === 0}
        aria-label={`Move ${name} up`}
        onClick={() => onMove(at, -1)}
      >
        <ArrowUp aria-hidden />
      </Button>
      <Button
        size="icon"
        look="quiet"
        data-move={`${at}:1`}
        disabled={last}
        aria-label={`Move ${name} down`}
        onClick={() => onMove(at, 1)}
      >
        <ArrowDown aria-hidden />
      </Button>
      <Button size="icon" look="quiet" aria-label={`Remove ${name}`} onClick={onRemove}>
        <Trash2 aria-hidden />
      </Button>
    </span>
  );
}
