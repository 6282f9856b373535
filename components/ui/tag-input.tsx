"use client";

import { X } from "lucide-react";
import { useId, useState } from "react";
import type { FieldControl } from "./field";
import { Input } from "./input";

export interface TagInputProps {
  control: FieldControl;
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** Offered while typing. */
  suggestions?: readonly string[];
  placeholder?: string;
  maxLength?: number;
  /** Turns what was typed into what is kept; null keeps nothing. */
  clean?: (typed: string) => string | null;
  /** What a person reads of a value. */
  labelOf?: (value: string) => string;
}

const trimmed = (typed: string) => typed.trim() || null;

/** Several short words: Enter or a comma adds one, Backspace in an empty box takes the last one out. */
export function TagInput(props: TagInputProps) {
  const { control, values, onChange, suggestions = [], placeholder, maxLength = 60, clean = trimmed } = props;
  const { labelOf = (value: string) => value } = props;
  const [typed, setTyped] = useState("");
  const list = useId();
  const add = (words: string) => {
    const value = clean(words);
    setTyped("");
    if (value && !values.includes(value)) onChange([...values, value]);
  };
  return (
    <div className="grid gap-2">
      <Input
        {...control}
        value={typed}
        list={list}
        placeholder={placeholder}
        maxLength={maxLength}
        autoComplete="off"
        onChange={(event) => {
          const next = event.target.value;
          if (next.endsWith(",") || suggestions.includes(next)) add(next.replace(/,$/, ""));
          else setTyped(next);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && typed) {
            event.preventDefault();
            add(typed);
          }
          if (event.key === "Backspace" && !typed && values.length > 0) onChange(values.slice(0, -1));
        }}
        onBlur={() => typed && add(typed)}
      />
      <datalist id={list}>
        {suggestions
          .filter((suggestion) => !values.includes(suggestion))
          .map((suggestion) => (
            <option key={suggestion} value={suggestion}>
              {labelOf(suggestion)}
            </option>
          ))}
      </datalist>
      {values.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {values.map((value) => (
            <li
              key={value}
              className="flex h-7 max-w-full items-center gap-1 rounded-full bg-sunken pr-1 pl-2.5 text-[0.8125rem]"
            >
              <span className="truncate">{labelOf(value)}</span>
              <button
                type="button"
                aria-label={`Remove ${labelOf(value)}`}
                onClick={() => onChange(values.filter((other) => other !== value))}
                className="grid size-6 place-items-center rounded-full text-ink-muted hover:bg-line hover:text-ink"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
