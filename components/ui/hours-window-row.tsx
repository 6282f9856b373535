"use client";

import { X } from "lucide-react";
import { useId } from "react";
import { type HoursWindow, overlapNote, windowProblem } from "@/lib/core/hours-edit";
import { Button } from "./button";
import { Input } from "./input";

export interface HoursWindowRowProps {
  /** "Monday". */
  day: string;
  windows: readonly HoursWindow[];
  index: number;
  disabled: boolean;
  onChange: (window: HoursWindow) => void;
  onRemove: () => void;
}

/** From when to when. A time field has no 24:00; as an end 00:00 is the midnight that ends the day. */
export function HoursWindowRow({ day, windows, index, disabled, onChange, onRemove }: HoursWindowRowProps) {
  const id = useId();
  const [from, to] = windows[index] ?? ["", ""];
  const problem = windowProblem(windows, index);
  const note = overlapNote(windows, index);
  const which = windows.length > 1 ? `, ${index + 1}` : "";
  const control = {
    type: "time",
    disabled,
    className: "w-[7.25rem] px-2 tabular-nums",
    "aria-invalid": problem ? (true as const) : undefined,
    "aria-describedby": problem || note ? `${id}-problem` : undefined,
  };
  return (
    <div>
      <div className="flex items-center gap-1">
        <Input
          {...control}
          aria-label={`${day} from${which}`}
          value={from}
          onChange={(event) => onChange([event.target.value, to])}
        />
        <span aria-hidden className="text-ink-muted">
          –
        </span>
        <Input
          {...control}
          aria-label={`${day} to${which}`}
          value={to === "24:00" ? "00:00" : to}
          onChange={(event) => onChange([from, event.target.value === "00:00" ? "24:00" : event.target.value])}
        />
        {windows.length > 1 && (
          <Button
            size="icon"
            look="quiet"
            disabled={disabled}
            aria-label={`Remove ${day} from ${from || "?"} to ${to || "?"}`}
            title="Remove"
            onClick={onRemove}
          >
            <X aria-hidden />
          </Button>
        )}
      </div>
      {(problem ?? note) && (
        <p
          id={`${id}-problem`}
          className={problem ? "mt-1 text-[0.8125rem] text-danger" : "mt-1 text-[0.8125rem] text-warning"}
        >
          {problem ?? note}
        </p>
      )}
    </div>
  );
}
