"use client";

import { type ComponentProps, useEffect, useState } from "react";
import { Input } from "./input";

export interface DayInputProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "type"> {
  /** `2026-11-21`, in whatever zone the days are meant. */
  value: string | undefined;
  /** Told of a whole day, or with an empty text of none. */
  onDay: (day: string) => void;
}

/** A day to filter by. While it is being typed nothing is told: a year passes through 2, 20 and 202. */
export function DayInput({ value = "", onDay, ...props }: DayInputProps) {
  const [day, setDay] = useState(value);
  useEffect(() => setDay(value), [value]);
  return (
    <Input
      {...props}
      type="date"
      min="2000-01-01"
      max="2099-12-31"
      value={day}
      onChange={({ target }) => {
        setDay(target.value);
        if (target.validity.valid) onDay(target.value);
      }}
    />
  );
}
