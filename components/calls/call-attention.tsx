"use client";

import { Check, CircleCheck, TriangleAlert, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { attentionText } from "@/lib/core/attention";
import { formatZonedMoment } from "../format";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { isTaken, Key } from "./call-steps";
import { useReview } from "./use-review";

export interface CallAttentionProps {
  callId: string;
  attention: string;
  reviewedAt: string | null;
  timeZone: string;
}

/** Why this call needs the owner, what to do, and the way to say that it is done: by button or by E. */
export function CallAttention({ callId, attention, reviewedAt, timeZone }: CallAttentionProps) {
  const router = useRouter();
  const [cleared, setCleared] = useState(reviewedAt !== null);
  const { mutate } = useReview(({ reviewed }) => {
    setCleared(reviewed);
    router.refresh();
  });
  const change = useCallback(
    (reviewed: boolean) => {
      setCleared(reviewed);
      mutate({ ids: [callId], reviewed }, { onError: () => setCleared(!reviewed) });
    },
    [callId, mutate],
  );
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "e" || event.repeat || cleared || isTaken(event)) return;
      event.preventDefault();
      change(true);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [cleared, change]);

  const { label, todo } = attentionText(attention);
  const Icon = cleared ? CircleCheck : TriangleAlert;
  return (
    <section
      aria-label="Needs you"
      className={cn("flex flex-wrap items-start gap-3 rounded-lg px-4 py-3", cleared ? "bg-sunken" : "bg-warning-soft")}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", cleared ? "text-ink-muted" : "text-warning")} />
      <div className="min-w-0 flex-1 basis-60">
        <p className={cn("font-medium", cleared ? "text-ink" : "text-warning")}>{label}</p>
        <p role="status" className="mt-0.5 text-ink text-pretty">
          {cleared
            ? `${attention === "reply" ? "Read" : "Cleared"}${reviewedAt ? ` ${formatZonedMoment(reviewedAt, timeZone)}` : ""}.`
            : todo}
        </p>
      </div>
      {cleared ? (
        <Button size="sm" onClick={() => change(false)}>
          <Undo2 aria-hidden />
          Not done yet
        </Button>
      ) : (
        <Button size="sm" aria-keyshortcuts="E" onClick={() => change(true)}>
          <Check aria-hidden />
          {attention === "reply" ? "Mark as read" : "Clear"}
          <Key name="E" />
        </Button>
      )}
    </section>
  );
}
