"use client";

import type { LucideIcon } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export interface Choice<Value extends string> {
  value: Value;
  title: string;
  text?: ReactNode;
  icon?: LucideIcon;
  disabled?: boolean;
}

/** One of a few, each with its explanation. Arrow keys move between them. */
export function ChoiceCards<Value extends string>({
  label,
  value,
  choices,
  onChange,
  className,
}: {
  /** Read out as the name of the group. */
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
  className?: string;
}) {
  const id = useId();
  return (
    <div role="radiogroup" aria-label={label} className={cn("grid gap-3 sm:grid-cols-2", className)}>
      {choices.map(({ value: one, title, text, icon: Icon, disabled }) => (
        <div
          key={one}
          className={cn(
            "relative flex items-start gap-3 rounded-lg border border-line-strong bg-surface p-4 transition-colors hover:border-ink-muted",
            "has-checked:border-accent has-checked:bg-accent-soft has-checked:ring-1 has-checked:ring-accent",
            "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
            "has-disabled:not-has-checked:bg-sunken has-disabled:hover:border-line-strong",
          )}
        >
          {/* It covers the card: wherever one presses, it is chosen. */}
          <input
            type="radio"
            name={id}
            value={one}
            checked={one === value}
            disabled={disabled ?? false}
            onChange={() => onChange(one)}
            aria-labelledby={`${id}-${one}`}
            aria-describedby={text ? `${id}-${one}-text` : undefined}
            className="absolute inset-0 size-full cursor-pointer opacity-0 disabled:cursor-not-allowed"
          />
          {Icon && <Icon aria-hidden className="mt-0.5 size-4.5 shrink-0 text-ink-muted" />}
          <span className="min-w-0">
            <span id={`${id}-${one}`} className="block font-medium">
              {title}
            </span>
            {text && (
              <span id={`${id}-${one}-text`} className="mt-0.5 block text-[0.8125rem] text-ink-muted text-pretty">
                {text}
              </span>
            )}
          </span>
        </div>
      ))}
    </div>
  );
}
