"use client";

import { Check } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

export interface CheckboxProps extends Omit<ComponentProps<"input">, "onChange" | "type" | "value"> {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Checkbox({ label, hint, className, checked, onChange, ...props }: CheckboxProps) {
  const id = useId();
  return (
    <div className={cn("flex items-start gap-2.5", className)}>
      <span className="relative mt-0.5 size-4.5 shrink-0">
        <input
          id={id}
          type="checkbox"
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className={
            "peer absolute inset-0 size-full cursor-pointer appearance-none rounded-sm border border-line-strong bg-surface hover:border-ink-muted " +
            "checked:border-accent checked:bg-accent disabled:cursor-not-allowed disabled:opacity-60"
          }
          {...props}
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute top-0.5 left-0.5 hidden size-3.5 text-on-accent peer-checked:block"
        />
      </span>
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint && (
          <div id={`${id}-hint`} className="text-[0.8125rem] text-ink-muted">
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}
