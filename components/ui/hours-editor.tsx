"use client";

import { CircleAlert, Copy, Plus } from "lucide-react";
import { useId, useState } from "react";
import type { Hours } from "@/lib/core/hours";
import { addWindow, copyDay, MAX_WINDOWS, openDay, WORKDAYS, windowsOf, withDay } from "@/lib/core/hours-edit";
import { WEEKDAY_WORDS } from "@/lib/core/spoken-words";
import { WEEKDAYS, type Weekday } from "@/lib/core/words";
import { Button } from "./button";
import { Checkbox } from "./checkbox";
import { HoursWindowRow } from "./hours-window-row";
import { Menu, MenuItem } from "./menu";

export interface HoursEditorProps {
  value: Hours;
  onChange: (hours: Hours) => void;
  /** Id of the heading or label that names the whole. */
  labelledBy?: string;
  /** Said of the hours as a whole; what is wrong with one window stands beside it. */
  error?: string | undefined;
  disabled?: boolean;
}

/** The opening windows of a week: closed days, several windows a day, and one day copied to others. What can't be used yet
 *  is handed on as it is typed, so that nothing is lost; `usableHours` and the schema `Hours` refuse it. */
export function HoursEditor({ value, onChange, labelledBy, error, disabled = false }: HoursEditorProps) {
  const id = useId();
  const [said, setSaid] = useState("");
  const copy = (from: Weekday, to: readonly Weekday[], words: string) => {
    onChange(copyDay(value, from, to));
    setSaid(`${WEEKDAY_WORDS[from]}’s hours now hold ${words}.`);
  };
  return (
    <fieldset
      aria-labelledby={labelledBy}
      aria-describedby={error ? `${id}-error` : undefined}
      className="grid min-w-0 gap-1.5"
    >
      <ul className="divide-y divide-line rounded-md border border-line">
        {WEEKDAYS.map((day) => (
          <Day key={day} day={day} hours={value} disabled={disabled} onChange={onChange} onCopy={copy} />
        ))}
      </ul>
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-[0.8125rem] text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {error}
        </p>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </fieldset>
  );
}

interface DayProps {
  day: Weekday;
  hours: Hours;
  disabled: boolean;
  onChange: (hours: Hours) => void;
  onCopy: (from: Weekday, to: readonly Weekday[], words: string) => void;
}

function Day({ day, hours, disabled, onChange, onCopy }: DayProps) {
  const windows = windowsOf(hours, day);
  const name = WEEKDAY_WORDS[day];
  const isOpen = windows.length > 0;
  const set = (next: typeof windows) => onChange(withDay(hours, day, next));
  return (
    <li className="grid grid-cols-[1fr_auto] items-start gap-x-2 gap-y-1 px-3 py-2 sm:grid-cols-[8rem_1fr_auto]">
      <Checkbox
        className="h-9 items-center [&>button]:mt-0"
        label={name}
        checked={isOpen}
        disabled={disabled}
        onChange={(open) => onChange(open ? openDay(hours, day) : withDay(hours, day, []))}
      />
      <div className="col-span-2 row-start-2 grid gap-1.5 empty:hidden sm:col-span-1 sm:row-start-auto">
        {windows.map((_, index) => (
          <HoursWindowRow
            // Windows have no identity of their own; their place is it.
            key={index}
            day={name}
            windows={windows}
            index={index}
            disabled={disabled}
            onChange={(next) => set(windows.map((one, at) => (at === index ? next : one)))}
            onRemove={() => set(windows.filter((_, at) => at !== index))}
          />
        ))}
      </div>
      <div className="col-start-2 row-start-1 flex h-9 items-center gap-1 sm:col-start-3">
        {!isOpen && <span className="px-2.5 text-ink-muted">Closed</span>}
        {isOpen && windows.length < MAX_WINDOWS && (
          <Button
            size="icon"
            look="quiet"
            disabled={disabled}
            aria-label={`More hours on ${name}`}
            title="More hours on this day"
            onClick={() => onChange(addWindow(hours, day))}
          >
            <Plus aria-hidden />
          </Button>
        )}
        {isOpen && <CopyMenu day={day} disabled={disabled} onCopy={onCopy} />}
      </div>
    </li>
  );
}

function CopyMenu({ day, disabled, onCopy }: Pick<DayProps, "day" | "disabled" | "onCopy">) {
  return (
    <Menu
      label={`Copy ${WEEKDAY_WORDS[day]}’s hours`}
      trigger={
        <Button
          size="icon"
          look="quiet"
          disabled={disabled}
          aria-label={`Copy ${WEEKDAY_WORDS[day]}’s hours to other days`}
          title="Copy to other days"
        >
          <Copy aria-hidden />
        </Button>
      }
    >
      <MenuItem onSelect={() => onCopy(day, WORKDAYS, "from Monday to Friday")}>To Monday to Friday</MenuItem>
      <MenuItem onSelect={() => onCopy(day, WEEKDAYS, "every day")}>To every day</MenuItem>
    </Menu>
  );
}
