"use client";

import dynamic from "next/dynamic";
import { Controller, type UseFormReturn } from "react-hook-form";
import type { SettingsView } from "@/lib/core/settings";
import { formatCount } from "../format";
import { Card, CardTitle } from "../ui/card";
import { type Choice, ChoiceCards } from "../ui/choice-cards";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { untilLoaded } from "../until-loaded";
import { NumberField } from "./number-field";
import { SaveBar } from "./save-bar";
import { CALLING_FIELDS, type SettingsValues } from "./settings-form-values";
import { useSettingsForm } from "./use-settings-form";

const RECORDING: readonly Choice<string>[] = [
  {
    value: "announced",
    title: "Record calls and say so",
    text: "Every call says that it may be recorded. Where the law asks for everybody’s agreement, or the state is not known, the agent asks; whoever does not agree has neither recording nor transcript kept.",
  },
  {
    value: "off",
    title: "Do not record",
    text: "No audio is kept. Transcripts are, but for states in which everybody would have to agree.",
  },
];

const HoursEditor = dynamic(
  () => untilLoaded(() => import("../ui/hours-editor").then((module) => module.HoursEditor)),
  {
    ssr: false,
    loading: () => <Skeleton className="h-[40.75rem] sm:h-[23.25rem]" />,
  },
);

/** When customers may be called, how often, over how many lines and for how much. */
export function CallingForm({ settings }: { settings: SettingsView }) {
  const { form, save, isAlive, ...state } = useSettingsForm(settings, CALLING_FIELDS);
  const part = { form };
  return (
    <Card className="p-4 sm:p-5">
      <form noValidate onSubmit={save} className="grid gap-6">
        <fieldset disabled={!isAlive} className="settling contents">
          <section className="grid gap-3">
            <CardTitle id="hours-heading">Calling hours</CardTitle>
            <p className="text-ink-muted text-pretty">
              By the customer’s own clock. The law of where they live may be stricter, and then counts: in most of the
              United States nobody is called before 8 AM or after 9 PM.
            </p>
            <Controller
              control={form.control}
              name="calling_hours"
              render={({ field, fieldState }) => (
                <HoursEditor
                  labelledBy="hours-heading"
                  value={field.value}
                  onChange={field.onChange}
                  error={fieldState.error?.message}
                />
              )}
            />
            <Field
              label="Countries that are called"
              hint="Codes such as US CA. Outside the United States other laws count: turn a country on when you know them."
              error={form.formState.errors.countries?.message}
            >
              {(control) => (
                <Input {...control} {...form.register("countries")} maxLength={200} className="sm:max-w-80" />
              )}
            </Field>
          </section>
          <section className="grid gap-3">
            <CardTitle>How often one customer is contacted</CardTitle>
            <div className="grid gap-4 sm:grid-cols-3">
              <NumberField
                {...part}
                name="max_contacts_per_24h"
                label="In 24 hours"
                hint="3 at most, the law’s limit."
              />
              <NumberField {...part} name="max_contacts_per_30d" label="In 30 days" hint="30 at most." />
              <NumberField
                {...part}
                name="min_gap_minutes"
                label="Minutes in between"
                hint="At the least."
                step="any"
              />
            </div>
          </section>
          <section className="grid gap-3">
            <CardTitle>Lines</CardTitle>
            <div className="grid gap-4 sm:grid-cols-3">
              <NumberField
                {...part}
                name="call_concurrency"
                label="Calls at once, in all"
                hint="As many as your Vapi plan has; 10 by default."
              />
              <NumberField
                {...part}
                name="inbound_lines"
                label="Kept free for callers"
                hint="Campaigns leave these alone."
              />
            </div>
            <LinesInWords form={form} />
          </section>
          <section className="grid gap-3">
            <CardTitle>Cost</CardTitle>
            <div className="grid gap-4 sm:grid-cols-3">
              <NumberField
                {...part}
                name="monthly_budget"
                label="Budget for a month, US dollars"
                hint="Empty: no limit. No call begins that it does not cover."
                step="0.01"
              />
              <NumberField
                {...part}
                name="estimated_call_cost"
                label="Expected cost of a call, US dollars"
                hint="Counts against budgets until the real cost is known."
                step="any"
              />
            </div>
          </section>
          <section className="grid gap-3">
            <CardTitle>Recording</CardTitle>
            <Controller
              control={form.control}
              name="recording"
              render={({ field }) => (
                <ChoiceCards label="Recording" value={field.value} choices={RECORDING} onChange={field.onChange} />
              )}
            />
          </section>
          <SaveBar {...state} />
        </fieldset>
      </form>
    </Card>
  );
}

function LinesInWords({ form }: { form: UseFormReturn<SettingsValues> }) {
  const all = Number(form.watch("call_concurrency"));
  const kept = Number(form.watch("inbound_lines"));
  if (!Number.isInteger(all) || !Number.isInteger(kept) || all < 0 || kept < 0) return null;
  const free = all - kept;
  if (free <= 0)
    return (
      <Notice kind="warning" role="status" title="No line is left for campaigns">
        No campaign can call until there are more calls at once than lines kept free.
      </Notice>
    );
  return (
    <p role="status" className="text-ink-muted">
      Campaigns make up to {formatCount(free)} {free === 1 ? "call" : "calls"} at once;{" "}
      {kept === 0 ? "no line is" : kept === 1 ? "1 line is" : `${formatCount(kept)} lines are`} kept free for callers.
    </p>
  );
}
