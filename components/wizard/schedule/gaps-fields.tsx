"use client";

import { useId } from "react";
import type { UseFormReturn } from "react-hook-form";
import { RETRYABLE, type Retryable } from "@/lib/core/retry";
import { Select } from "../../ui/input";
import { durationChoices, durationText } from "../durations";
import { ENDED_LABEL } from "./ended-label";
import type { ScheduleValues } from "./schedule-values";

const ORDINAL = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/** How long to wait before each further call, by how the last one ended. */
export function GapsFields({ form, maxAttempts }: { form: UseFormReturn<ScheduleValues>; maxAttempts: number }) {
  const note = useId();
  const gaps = form.watch("gaps");
  const calls = ORDINAL.slice(0, Math.max(0, maxAttempts - 1));
  if (calls.length === 0) return <p className="text-ink-muted">Everybody is called once, whatever comes of it.</p>;
  const set = (disposition: Retryable, index: number, value: string) => {
    const kept = gaps[disposition].slice(0, index);
    const later = gaps[disposition].slice(index + 1);
    form.setValue(`gaps.${disposition}`, value === "" ? kept : [...kept, value, ...later], { shouldDirty: true });
  };
  return (
    <div className="grid gap-2">
      <p id={note} className="text-[0.8125rem] text-ink-muted">
        How long after a call that reached nobody the next one is made.
      </p>
      <div className="overflow-x-auto">
        <table aria-labelledby={note} className="w-full text-left">
          <thead className="text-[0.8125rem] text-ink-muted">
            <tr>
              <th scope="col" className="py-1 pr-3 font-medium">
                When
              </th>
              {calls.map((call) => (
                <th key={call} scope="col" className="py-1 pr-3 font-medium whitespace-nowrap">
                  {call[0]?.toUpperCase() + call.slice(1)} call
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {RETRYABLE.map((disposition) => (
              <tr key={disposition}>
                <th scope="row" className="min-w-36 py-1 pr-3 font-normal">
                  {ENDED_LABEL[disposition]}
                </th>
                {calls.map((call, index) => {
                  const value = gaps[disposition][index] ?? "";
                  return (
                    <td key={call} className="py-1 pr-3">
                      <Select
                        aria-label={`${ENDED_LABEL[disposition]}: before the ${call} call`}
                        value={value}
                        disabled={index > gaps[disposition].length}
                        onChange={(event) => set(disposition, index, event.target.value)}
                        className="w-40"
                      >
                        <option value="">Not again</option>
                        {durationChoices(value).map((minutes) => (
                          <option key={minutes} value={minutes}>
                            {Number(minutes) === 0 ? "At once" : `After ${durationText(Number(minutes))}`}
                          </option>
                        ))}
                      </Select>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
