"use client";

import { AlertDialog } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { Button } from "./button";
import { focusAgain, OVERLAY } from "./overlay";

export interface ConfirmDialogProps {
  /** Called once it is closed, whichever way; take it off the page then. */
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Says what the button does: "Stop the campaign", never "OK". */
  confirm: string;
  cancel: string;
  busy?: boolean;
  onConfirm: () => void;
}

/** Asks before something that can't be undone. Focus starts on the way out and returns to where it came from. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { onClose, title, children, confirm, cancel, busy, onConfirm } = props;
  const opener = useRef<Element | null>(null);
  const remember = () => {
    opener.current = document.activeElement;
  };
  const goBack = (event: Event) => {
    event.preventDefault();
    focusAgain(opener.current);
  };
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={OVERLAY} />
        <AlertDialog.Content
          onOpenAutoFocus={remember}
          onCloseAutoFocus={goBack}
          className="fixed top-1/2 left-1/2 z-50 w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-lg border border-line bg-surface p-6 shadow-overlay"
        >
          <AlertDialog.Title className="text-base font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-2 grid gap-2 text-ink-muted text-pretty">{children}</div>
          </AlertDialog.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{cancel}</Button>
            </AlertDialog.Cancel>
            {/* The second press of a double click comes before anybody knows that the first is under way. */}
            <Button look="danger" busy={busy ?? false} onClick={({ detail }) => detail <= 1 && onConfirm()}>
              {confirm}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
