"use client";

import { ChevronDown, ChevronUp, Maximize2 } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import type { RecipientView } from "@/lib/core/views";
import { nameOf } from "../name-of";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Skeleton } from "../ui/skeleton";
import { ErrorState } from "../ui/states";
import { RecipientBody } from "./recipient-body";
import { recipientLinkId } from "./recipient-link";
import { useRecipient } from "./use-recipient";

export interface RecipientDrawerProps {
  campaignId: string;
  recipientId: string;
  /** As the list knows them, until more is loaded. */
  known: RecipientView | undefined;
  timeZone: string;
  /** Undefined where there is nobody before or after. */
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onClose: () => void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

/** One person of the list beside it: J and K, or the buttons, go on to the next and the previous one. */
export function RecipientDrawer(props: RecipientDrawerProps) {
  const { campaignId, recipientId, known, timeZone, onPrevious, onNext, onClose } = props;
  const { data, error, refetch } = useRecipient(campaignId, recipientId);
  // The row of whoever is shown when it closes, not of whom it was opened from.
  const shown = useRef(recipientId);
  shown.current = recipientId;
  useEffect(() => {
    const step = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const go = event.key === "j" ? onNext : event.key === "k" ? onPrevious : undefined;
      if (go) go();
    };
    document.addEventListener("keydown", step);
    return () => document.removeEventListener("keydown", step);
  }, [onNext, onPrevious]);
  const recipient = data?.recipient ?? known;
  return (
    <Dialog
      kind="drawer"
      onClose={onClose}
      title={recipient ? nameOf(recipient) : error ? "Nobody to show" : "Loading"}
      returnTo={() => document.getElementById(recipientLinkId(shown.current))}
      actions={
        <div className="flex items-center gap-1">
          <StepButton name="Previous recipient" shortcut="K" icon={ChevronUp} onClick={onPrevious} />
          <StepButton name="Next recipient" shortcut="J" icon={ChevronDown} onClick={onNext} />
          <Button asChild size="icon" look="quiet">
            <Link
              href={`/campaigns/${campaignId}/recipients/${recipientId}`}
              aria-label="Open as a page"
              title="Open as a page"
            >
              <Maximize2 aria-hidden />
            </Link>
          </Button>
        </div>
      }
    >
      {data ? (
        <RecipientBody key={recipientId} detail={data} timeZone={timeZone} />
      ) : error ? (
        <Trouble
          gone={error.status === 404 || error.status === 400}
          message={error.message}
          onRetry={() => void refetch()}
        />
      ) : (
        <Loading />
      )}
    </Dialog>
  );
}

function StepButton({
  name,
  shortcut,
  icon: Icon,
  onClick,
}: {
  name: string;
  shortcut: string;
  icon: typeof ChevronUp;
  onClick: (() => void) | undefined;
}) {
  return (
    <Button
      size="icon"
      look="quiet"
      // Stays focusable at the end of the list, so that the focus is not lost there.
      aria-disabled={onClick ? undefined : true}
      aria-label={name}
      aria-keyshortcuts={shortcut}
      title={`${name} (${shortcut})`}
      onClick={onClick}
    >
      <Icon aria-hidden />
    </Button>
  );
}

function Loading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading the calls
      </p>
      <div aria-hidden className="grid gap-3">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-5 w-64 max-w-full" />
        <Skeleton className="h-80" />
      </div>
    </>
  );
}

function Trouble({ gone, message, onRetry }: { gone: boolean; message: string; onRetry: () => void }) {
  if (!gone) return <ErrorState message={message} onRetry={onRetry} heading="h3" />;
  return (
    <ErrorState
      heading="h3"
      title="This person is not here any more"
      message="They may have been taken out of the campaign. Close this and look in the list."
    />
  );
}
