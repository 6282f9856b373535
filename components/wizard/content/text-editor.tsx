"use client";

import { type ReactNode, useEffect, useRef } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { offerUndo, tell } from "../../toast";
import { cn } from "../../ui/cn";
import { Field } from "../../ui/field";
import { Highlight, SAME_TEXT } from "./highlight";
import { insertText, replaceText } from "./insert-text";

/** What can be done to the field from outside, as if the person had typed it. */
export interface TextHandle {
  /** At the cursor. */
  insert(text: string): void;
  /** The first `from` becomes `to`. */
  replace(from: string, to: string): void;
  /** At the end. */
  append(text: string): void;
  /** In place of everything, with a way back unless the text is nobody's own. */
  use(text: string): void;
}

export interface TextEditorProps {
  label: string;
  optional?: boolean;
  /** What is written now. */
  value: string;
  error: string | undefined;
  field: UseFormRegisterReturn;
  maxLength: number;
  /** A subject: as a line, which may break on the page. */
  oneLine?: boolean;
  /** Whether the text is nobody's own work yet, so that another takes its place without a way back. */
  isExample?: (text: string) => boolean;
  above?: (handle: TextHandle) => ReactNode;
  below: (handle: TextHandle) => ReactNode;
  hint?: ReactNode;
  /** Called when the field gets the focus, and once at first with the handle to use until then. */
  onHandle?: (handle: TextHandle, isFocus: boolean) => void;
}

/** A text with variables. The field itself is a plain one, so that typing, undoing, dictating and reading out work as everywhere;
 *  what it says is marked on a layer behind it, and told in words below it. */
export function TextEditor(props: TextEditorProps) {
  const { label, optional = false, value, error, field, maxLength, oneLine = false, isExample, hint } = props;
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
    const at = area.current?.value.indexOf(from) ?? -1;
    if (!area.current || at < 0) return;
    area.current.setSelectionRange(at, at + from.length);
    insertText(area.current, to);
  };
  const append = (text: string) => {
    const end = area.current?.value.length ?? 0;
    area.current?.setSelectionRange(end, end);
    wasFocused.current = true;
    insert(text);
  };
  const use = (text: string) => {
    const target = area.current;
    if (!target || text === target.value) return;
    const before = target.value;
    replaceText(target, text);
    if (before.trim() && !isExample?.(before))
      offerUndo("Your own text gave way to the example.", () => target.isConnected && replaceText(target, before));
  };
  const handle = { insert, replace, append, use };
  const latest = useRef({ handle, tell: props.onHandle });
  latest.current = { handle, tell: props.onHandle };
  useEffect(() => latest.current.tell?.(latest.current.handle, false), []);

  return (
    <Field
      label={label}
      optional={optional}
      error={error}
      hint={props.below(handle)}
      className="min-w-0 grid-cols-[minmax(0,1fr)]"
    >
      {(control) => (
        <>
          {props.above?.(handle)}
          <div
            className={cn(
              "max-h-[26rem] overflow-y-auto rounded-md border border-line-strong bg-surface transition-colors",
              "hover:border-ink-muted has-aria-invalid:border-danger has-disabled:opacity-60",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
            )}
          >
            <div className="grid grid-cols-[minmax(0,1fr)]">
              <Highlight text={value} oneLine={oneLine} />
              <textarea
                {...control}
                {...field}
                ref={(element) => {
                  area.current = element;
                  field.ref(element);
                }}
                dir="auto"
                maxLength={maxLength}
                rows={oneLine ? 1 : 4}
                onKeyDown={(event) => {
                  if (oneLine && event.key === "Enter") event.preventDefault();
                }}
                onFocus={() => {
                  wasFocused.current = true;
                  props.onHandle?.(handle, true);
                }}
                className={cn(
                  SAME_TEXT,
                  oneLine && "min-h-0",
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
