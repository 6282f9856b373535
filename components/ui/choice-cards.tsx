"use client";

import type { LucideIcon } from "lucide-react";
import { RadioGroup as Radix } from "radix-ui";
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
  const choose = (chosen: string) => {
    const choice = choices.find((one) => one.value === chosen);
    if (choice) onChange(choice.value);
  };
  return (
    <Radix.Root
      aria-label={label}
      value={value}
      onValueChange={choose}
      className={cn("grid gap-3 sm:grid-cols-2", className)}
    >
      {choices.map(({ value: one, title, text, icon: Icon, disabled }) => (
        <Radix.Item
          key={one}
          value={one}
          disabled={disabled ?? false}
          aria-labelledby={`${id}-${one}`}
          aria-describedby={text ? `${id}-${one}-text` : undefined}
          className={cn(
            "flex items-start gap-3 rounded-lg border border-line-strong bg-surface p-4 text-left transition-colors hover:border-ink-muted",
            "data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:ring-1 data-[state=checked]:ring-accent",
            "disabled:cursor-not-allowed disabled:opacity-60",
          )}
        >
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
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
