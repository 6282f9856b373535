"use client";

import { Plus, X } from "lucide-react";
import { WEEKDAYS } from "@/lib/core/hours";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { Input } from "../../ui/input";
import type { TimeWindow, Weekday } from "./schedule-values";

export const DAY_LABEL: Record<Weekday, string> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};
const WORKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];
const MOST = 6;
const USUAL: TimeWindow = { from: "09:00", to: "18:00" };

export interface HoursEditorProps {
  value: Record<Weekday, TimeWindow[]>;
  onChange: (value: Record<Weekday, TimeWindow[]>) => void;
  /** What is wrong with a window of a day. */
  errorOf: (day: Weekday, index: number) => string | undefined;
}

/** When calls may be made, day by day, in several windows a day if need be. */
export function HoursEditor({ value, onChange, errorOf }: HoursEditorProps) {
  const set = (day: Weekday, windows: TimeWindow[]) => onChange({ ...value, [day]: windows });
  const copy = (windows: TimeWindow[]) =>
    onChange({ ...value, ...Object.fromEntries(WORKDAYS.map((day) => [day, windows.map((one) => ({ ...one }))])) });
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {WEEKDAYS.map((day) => {
        const windows = value[day];
        return (
          <li key={day} className="grid items-start gap-2 p-3 sm:grid-cols-[9rem_1fr_auto]">
            <Checkbox
              label={DAY_LABEL[day]}
              checked={windows.length > 0}
              onChange={(open) => set(day, open ? [USUAL] : [])}
              className="sm:mt-1.5"
            />
            {windows.length === 0 ? (
              <p className="text-ink-muted sm:mt-1.5">No calls</p>
            ) : (
              <div className="grid gap-2">
                {windows.map((window, index) => (
                  <WindowRow
                    // Its place is all that tells a window from another.
                    // biome-ignore lint/suspicious/noArrayIndexKey: windows have no identity of their own
                    key={index}
                    day={day}
                    window={window}
                    error={errorOf(day, index)}
                    onChange={(next) => set(day, windows.toSpliced(index, 1, next))}
                    onRemove={() => set(day, windows.toSpliced(index, 1))}
                  />
                ))}
              </div>
            )}
            {windows.length > 0 && (
              <div className="flex flex-wrap gap-1">
                {windows.length < MOST && (
                  <Button
                    size="sm"
                    look="quiet"
                    aria-label={`Add hours on ${DAY_LABEL[day]}`}
                    onClick={() => set(day, [...windows, { from: windows.at(-1)?.to ?? "09:00", to: "" }])}
                  >
                    <Plus aria-hidden />
                    Hours
                  </Button>
                )}
                {day === "mon" && (
                  <Button size="sm" look="quiet" onClick={() => copy(windows)}>
                    Copy to all weekdays
                  </Button>
                )}
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function WindowRow({
  day,
  window: { from, to },
  error,
  onChange,
  onRemove,
}: {
  day: Weekday;
  window: TimeWindow;
  error: string | undefined;
  onChange: (window: TimeWindow) => void;
  onRemove: () => void;
}) {
  const invalid = error ? { "aria-invalid": true as const } : {};
  const clock = "w-32 max-[400px]:w-28";
  return (
    <div>
      <div className="flex items-center gap-2">
        <Input
          type="time"
          aria-label={`${DAY_LABEL[day]} from`}
          value={from}
          className={clock}
          onChange={(event) => onChange({ from: event.target.value, to })}
          {...invalid}
        />
        <span aria-hidden>–</span>
        <Input
          type="time"
          aria-label={`${DAY_LABEL[day]} until`}
          value={to}
          className={clock}
          onChange={(event) => onChange({ from, to: event.target.value })}
          {...invalid}
        />
        <Button size="icon" look="quiet" aria-label={`Remove ${from} to ${to} on ${DAY_LABEL[day]}`} onClick={onRemove}>
          <X aria-hidden />
        </Button>
      </div>
      {error && <p className="mt-1 text-[0.8125rem] text-danger">{error}</p>}
    </div>
  );
}
