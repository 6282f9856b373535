"use client";

import { TriangleAlert } from "lucide-react";
import { useRef } from "react";
import { checkContent } from "@/lib/core/content";
import { Field } from "../ui/field";
import { Textarea } from "../ui/input";
import { FORM_VARIABLES } from "./variable-help";

export interface ScriptFieldProps {
  label: string;
  optional?: boolean;
  rows: number;
  maxLength: number;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
  register: (element: HTMLTextAreaElement | null) => void;
}

/** A text with variables: they are put in at the cursor, and one that is unknown is told while typing. */
export function ScriptField({ label, optional, rows, maxLength, value, error, onChange, register }: ScriptFieldProps) {
  const area = useRef<HTMLTextAreaElement | null>(null);
  const insert = (variable: string) => {
    const { selectionStart = value.length, selectionEnd = value.length } = area.current ?? {};
    const text = `{${variable}}`;
    onChange(value.slice(0, selectionStart) + text + value.slice(selectionEnd));
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(selectionStart + text.length, selectionStart + text.length);
    });
  };
  return (
    <Field
      label={label}
      optional={optional ?? false}
      error={error}
      hint={<ContentHint text={value} maxLength={maxLength} />}
    >
      {(control) => (
        <>
          <Textarea
            {...control}
            ref={(element) => {
              area.current = element;
              register(element);
            }}
            rows={rows}
            maxLength={maxLength}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <fieldset className="flex flex-wrap gap-1.5">
            <legend className="sr-only">Insert into the {label.toLowerCase()}</legend>
            {FORM_VARIABLES.map(({ name }) => (
              <button
                key={name}
                type="button"
                onClick={() => insert(name)}
                className="rounded-full border border-line bg-sunken px-2.5 py-1 text-xs text-ink-muted transition-colors hover:border-line-strong hover:text-ink"
              >
                {`{${name}}`}
              </button>
            ))}
          </fieldset>
        </>
      )}
    </Field>
  );
}

function ContentHint({ text, maxLength }: { text: string; maxLength: number }) {
  const { unknown, strayBrace } = checkContent(text);
  const problems = [
    ...unknown.map((name) => `${name} is not a known variable. It would stop the campaign from starting.`),
    ...(strayBrace ? ["There is a brace that belongs to no variable."] : []),
  ];
  return (
    <div className="flex justify-between gap-4">
      <div aria-live="polite">
        {problems.map((problem) => (
          <p key={problem} className="flex items-start gap-1.5 text-warning">
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            {problem}
          </p>
        ))}
      </div>
      <span className="ml-auto shrink-0 tabular-nums">
        {text.length} / {maxLength}
      </span>
    </div>
  );
}
