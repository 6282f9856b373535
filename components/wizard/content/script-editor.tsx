"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useRef } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { MAX_SPOKEN } from "@/lib/core/call-content";
import { checkContent } from "@/lib/core/content";
import { spokenLength, spokenSeconds } from "@/lib/core/spoken-length";
import { offerUndo, tell } from "../../toast";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { Field } from "../../ui/field";
import { untilLoaded } from "../../until-loaded";
import { Highlight, SAME_TEXT } from "./highlight";
import { insertText, replaceText } from "./insert-text";
import { ScriptProblems } from "./script-problems";
import { VariableChips } from "./variable-chips";

const loadExamples = () => import("./examples-menu").then((module) => module.ExamplesMenu);
const ExamplesMenu = dynamic(() => untilLoaded(loadExamples), {
  ssr: false,
  loading: () => (
    <Button size="sm" look="quiet" disabled>
      Examples
    </Button>
  ),
});

export interface ScriptEditorProps {
  label: string;
  optional?: boolean;
  /** What is written now. */
  value: string;
  error: string | undefined;
  field: UseFormRegisterReturn;
  maxLength: number;
  /** Seconds beyond which it is long to listen to, and what that means. */
  long: { seconds: number; text: string };
  examples: { title: string; text: string }[];
  /** Whether the text is nobody's own work yet, so that an example takes its place without a way back. */
  isExample: (text: string) => boolean;
  hint?: ReactNode;
}

/** A text with variables. The field itself is a plain one, so that typing, undoing, dictating and reading out work as everywhere;
 *  what it says is marked on a layer behind it, and told in words below it. */
export function ScriptEditor(props: ScriptEditorProps) {
  const { label, optional = false, value, error, field, maxLength, examples, isExample, hint } = props;
  const area = useRef<HTMLTextAreaElement | null>(null);
  const wasFocused = useRef(false);

  const insert = (text: string) => {
    const target = area.current;
    if (!target) return;
    // Nobody has put the cursor anywhere yet: the end is where one goes on.
    if (!wasFocused.current) target.setSelectionRange(target.value.length, target.value.length);
    if (!insertText(target, text)) tell("error", "There is no room for it. Shorten the text first.");
  };
  const replace = (from: string, to: string) => {
    const at = value.indexOf(from);
    if (!area.current || at < 0) return;
    area.current.setSelectionRange(at, at + from.length);
    insertText(area.current, to);
  };
  const useExample = (text: string) => {
    const target = area.current;
    if (!target || text === target.value) return;
    const before = target.value;
    replaceText(target, text);
    if (before.trim() && !isExample(before))
      offerUndo("Your own text gave way to the example.", () => target.isConnected && replaceText(target, before));
  };

  return (
    <Field
      label={label}
      optional={optional}
      error={error}
      hint={<Below {...props} onReplace={replace} />}
      className="min-w-0 grid-cols-[minmax(0,1fr)]"
    >
      {(control) => (
        <>
          <div className="relative">
            <VariableChips label={label} onInsert={insert} />
            <div className="absolute right-0 bottom-full mb-0.5">
              <ExamplesMenu label={label} examples={examples} onChoose={useExample} />
            </div>
          </div>
          <div
            className={cn(
              "max-h-[26rem] overflow-y-auto rounded-md border border-line-strong bg-surface transition-colors",
              "hover:border-ink-muted has-aria-invalid:border-danger has-disabled:opacity-60",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
            )}
          >
            <div className="grid grid-cols-[minmax(0,1fr)]">
              <Highlight text={value} />
              <textarea
                {...control}
                {...field}
                ref={(element) => {
                  area.current = element;
                  field.ref(element);
                }}
                dir="auto"
                maxLength={maxLength}
                onFocus={() => {
                  wasFocused.current = true;
                }}
                className={cn(
                  SAME_TEXT,
                  "block h-full resize-none overflow-hidden bg-transparent text-ink outline-none",
                )}
              />
            </div>
          </div>
          {hint}
        </>
      )}
    </Field>
  );
}

function Below({ value, long, onReplace }: ScriptEditorProps & { onReplace: (from: string, to: string) => void }) {
  const { length } = checkContent(value);
  const seconds = spokenSeconds(value);
  const isLong = seconds > long.seconds;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
      <div aria-live="polite" className="min-w-0 flex-1 basis-64">
        <ScriptProblems text={value} onReplace={onReplace} />
        {isLong && <p className="text-warning">{long.text}</p>}
      </div>
      <p className="ml-auto shrink-0 tabular-nums">
        {seconds > 0 && <>{spokenLength(seconds)} · </>}
        <span className={cn(length > MAX_SPOKEN && "font-medium text-danger")}>
          {length} / {MAX_SPOKEN}
        </span>
      </p>
    </div>
  );
}
