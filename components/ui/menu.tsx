"use client";

import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** Further things to do, behind one button. @param trigger the button; give it a name when it shows only an icon */
export function Menu({ trigger, label, children }: { trigger: ReactNode; label: string; children: ReactNode }) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-44 rounded-md border border-line bg-surface p-1 shadow-overlay"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({ className, danger, ...props }: ComponentProps<typeof Radix.Item> & { danger?: boolean }) {
  return (
    <Radix.Item
      className={cn(
        "flex h-9 items-center gap-2 rounded-sm px-2.5 text-sm outline-none select-none data-highlighted:bg-sunken [&_svg]:size-4",
        danger && "text-danger",
        "data-disabled:opacity-50",
        className,
      )}
      {...props}
    />
  );
}

export const MenuSeparator = () => <Radix.Separator className="my-1 h-px bg-line" />;
