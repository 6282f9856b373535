"use client";

import { Select } from "./input";

export interface FilterSelectProps<Value extends string> {
  /** Read out as what is filtered by. */
  label: string;
  /** The choice that filters nothing: "All statuses". */
  all: string;
  value: Value | undefined;
  values: readonly Value[];
  labelOf: (value: Value) => string;
  /** @param value empty for all */
  onChange: (value: string) => void;
}

/** One filter of a list. What is chosen stays among the choices, whatever else is offered. */
export function FilterSelect<Value extends string>(props: FilterSelectProps<Value>) {
  const { label, all, value, values, labelOf, onChange } = props;
  const offered = value === undefined || values.includes(value) ? values : [...values, value];
  return (
    <Select
      aria-label={label}
      // On a phone two stand in a row: a third would leave none of them its words.
      className="min-w-0 flex-[1_1_8.5rem] sm:flex-none"
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{all}</option>
      {offered.map((one) => (
        <option key={one} value={one}>
          {labelOf(one)}
        </option>
      ))}
    </Select>
  );
}
