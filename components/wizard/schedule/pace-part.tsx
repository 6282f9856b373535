"use client";

import type { UseFormReturn } from "react-hook-form";
import type { Channel } from "@/lib/core/words";
import { Card, CardTitle } from "../../ui/card";
import { Field } from "../../ui/field";
import { Input, Select } from "../../ui/input";
import { durationChoices, durationText, secondsText } from "../durations";
import { GapsFields } from "./gaps-fields";
import type { ScheduleValues } from "./schedule-values";

const CALL_SECONDS = [60, 120, 180, 300, 600, 900, 1800];

/** How fast, how often and for how much. */
export function PacePart({
  form,
  lines,
  channels,
}: {
  form: UseFormReturn<ScheduleValues>;
  lines: number;
  channels: Channel[];
}) {
  const calls = channels.includes("call");
  const only = calls && channels.length === 1;
  const { errors } = form.formState;
  const attempts = Number(form.watch("max_attempts"));
  const minGap = form.watch("min_gap");
  const longest = Number(form.watch("max_call_seconds"));
  const lengths = [...new Set([...CALL_SECONDS, longest])].sort((a, b) => a - b);
  return (
    <>
      <Card className="grid gap-5 p-4 sm:p-5">
        <CardTitle>How fast</CardTitle>
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <Field
            label={only ? "Calls a minute, at most" : `${calls ? "Contacts" : "Messages"} a minute, at most`}
            error={errors.rate?.message}
          >
            {(control) => <Input {...control} type="number" inputMode="numeric" min={1} {...form.register("rate")} />}
          </Field>
          {calls && (
            <Field
              label="Calls at the same time"
              optional
              error={errors.concurrency?.message}
              hint={`Your business has ${lines === 1 ? "1 line" : `${lines} lines`} for campaigns.`}
            >
              {(control) => (
                <Input {...control} type="number" inputMode="numeric" min={1} {...form.register("concurrency")} />
              )}
            </Field>
          )}
          {calls && (
            <Field label="A call lasts at most" error={errors.max_call_seconds?.message}>
              {(control) => (
                <Select {...control} className="w-full" {...form.register("max_call_seconds")}>
                  {lengths.map((seconds) => (
                    <option key={seconds} value={seconds}>
                      {secondsText(seconds)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
        </div>
      </Card>
      <Card className="grid gap-5 p-4 sm:p-5">
        <CardTitle>How often</CardTitle>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field
            label={only ? "Calls to one customer, at most" : "Attempts for each touch, at most"}
            error={errors.max_attempts?.message}
          >
            {(control) => (
              <Select {...control} className="w-full" {...form.register("max_attempts")}>
                {Array.from({ length: 10 }, (_, index) => index + 1).map((count) => (
                  <option key={count} value={count}>
                    {only
                      ? count === 1
                        ? "1 call"
                        : `${count} calls`
                      : count === 1
                        ? "1 attempt"
                        : `${count} attempts`}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label="Time between two contacts, at least"
            error={errors.min_gap?.message}
            hint="Also when another campaign made the first."
          >
            {(control) => (
              <Select {...control} className="w-full" {...form.register("min_gap")}>
                <option value="">As in your settings</option>
                {durationChoices(minGap).map((minutes) => (
                  <option key={minutes} value={minutes}>
                    {Number(minutes) === 0 ? "None" : durationText(Number(minutes))}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        {calls && <GapsFields form={form} maxAttempts={attempts} />}
      </Card>
      <Card className="grid gap-5 p-4 sm:p-5">
        <CardTitle>For how much</CardTitle>
        <Field
          label="Budget in dollars"
          optional
          error={errors.budget?.message}
          hint="When it is used up, the campaign pauses and tells you."
          className="max-w-60"
        >
          {(control) => <Input {...control} inputMode="decimal" autoComplete="off" {...form.register("budget")} />}
        </Field>
      </Card>
    </>
  );
}
