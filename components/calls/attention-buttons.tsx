"use client";

import { Check, MessageCircleReply } from "lucide-react";
import type { CallRow } from "@/lib/core/call-views";
import { nameOf } from "../name-of";
import { Button } from "../ui/button";

interface Props {
  call: CallRow;
  onClear: (button: Element) => void;
  onJudge: () => void;
}

/** What can be done about a row that needs somebody. */
export function AttentionButtons({ call, onClear, onJudge }: Props) {
  if (call.attention !== "reply")
    return (
      <Button size="sm" aria-label={`Clear ${nameOf(call)}`} onClick={({ currentTarget }) => onClear(currentTarget)}>
        <Check aria-hidden />
        Clear
      </Button>
    );
  return (
    <span className="flex flex-col items-stretch gap-1 sm:flex-row">
      <Button size="sm" look="primary" aria-label={`Decide what ${nameOf(call)} wants`} onClick={onJudge}>
        <MessageCircleReply aria-hidden />
        Decide
      </Button>
      <Button
        size="sm"
        aria-label={`Mark as read: ${nameOf(call)}`}
        onClick={({ currentTarget }) => onClear(currentTarget)}
      >
        <Check aria-hidden />
        Read
      </Button>
    </span>
  );
}
