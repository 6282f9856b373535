"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { focusAgain, OVERLAY } from "./overlay";

export interface DialogProps {
  /** Called once it is closed, whichever way; take it off the page then. */
  onClose: () => void;
  title: ReactNode;
  /** Read out after the title. */
  description?: ReactNode;
  children: ReactNode;
  /** Beside the button that closes. */
  actions?: ReactNode;
  /** Where the focus goes on closing; where it came from unless told, or where this is not on the page any more. */
  returnTo?: () => Element | null;
  /** `drawer` stands at the right edge from top to bottom, for reading beside a list; `dialog` in the middle, for a form. */
  kind?: "dialog" | "drawer";
  className?: string;
}

const PLACE = {
  dialog:
    "top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-lg border",
  drawer: "inset-y-0 right-0 w-[min(44rem,100vw)] border-l",
} as const;

/** Something to do or to read before going on. Focus stays inside and returns to where it came from. Load it with
 *  `next/dynamic`, `ssr: false`: a page does not need it to stand. */
export function Dialog(props: DialogProps) {
  const { onClose, title, description, children, actions, returnTo, kind = "dialog", className } = props;
  const opener = useRef<Element | null>(null);
  const isTyped = useRef(false);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={OVERLAY} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onInput={() => {
            isTyped.current = true;
          }}
          // A press beside it, or on a message at the edge, is no wish to lose what was typed.
          onInteractOutside={(event) => isTyped.current && event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            focusAgain(returnTo?.() ?? opener.current);
          }}
          className={cn("fixed z-50 flex flex-col border-line bg-surface shadow-overlay", PLACE[kind], className)}
        >
          <div className="flex items-start gap-3 border-b border-line px-4 py-3 sm:px-5">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-base font-semibold break-words">{title}</Radix.Title>
              {description && (
                <Radix.Description asChild>
                  <div className="mt-0.5 text-ink-muted text-pretty">{description}</div>
                </Radix.Description>
              )}
            </div>
            {actions}
            <Radix.Close asChild>
              <Button size="icon" look="quiet" aria-label="Close" title="Close">
                <X aria-hidden />
              </Button>
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-4 sm:p-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
