"use client";

import type { TestCallView } from "@/lib/core/content-views";
import type { CALL_DISPOSITIONS } from "@/lib/core/words";
import { Transcript } from "../../attempts/transcript";
import { formatSeconds } from "../../format";
import { Badge, type Tone } from "../../ui/badge";
import { Button } from "../../ui/button";

const ENDED: Record<(typeof CALL_DISPOSITIONS)[number], { label: string; tone: Tone; text?: string }> = {
  conversed: { label: "answered", tone: "success" },
  transferred: { label: "answered, and transferred", tone: "success" },
  transfer_failed: { label: "answered", tone: "warning", text: "The transfer to a person failed." },
  silent: { label: "answered, nobody spoke", tone: "neutral" },
  voicemail: { label: "your voicemail answered", tone: "info" },
  no_answer: { label: "not answered", tone: "neutral" },
  busy: { label: "the line was busy", tone: "neutral" },
  invalid_number: {
    label: "the number does not work",
    tone: "danger",
    text: "The phone provider does not know this number. Check it.",
  },
  capacity: {
    label: "no free line",
    tone: "warning",
    text: "All lines of the phone provider are in use. Try again in a few minutes.",
  },
  provider_failed: {
    label: "the call failed",
    tone: "danger",
    text: "The phone provider could not place the call. Try again; if it stays, check the agent and the provider.",
  },
  billing: {
    label: "the call failed",
    tone: "danger",
    text: "The phone provider’s account is out of credit. Top it up, then call again.",
  },
  cancelled: { label: "the call was cancelled", tone: "neutral" },
  unknown: {
    label: "nobody can say how",
    tone: "warning",
    text: "The phone provider knows of no such call. If your phone did not ring, call again.",
  },
};

export interface CallMeStatusProps {
  call: TestCallView;
  /** The state could not be asked for just now. */
  isLost: boolean;
  onAgain: () => void;
  onClose: () => void;
}

/** How the call goes, as it goes. */
export function CallMeStatus({ call, isLost, onAgain, onClose }: CallMeStatusProps) {
  const isOver = call.status === "ended";
  const { badge, tone, text } = wordsOf(call);
  return (
    <div className="grid gap-4">
      <div role="status" className="grid justify-items-start gap-2">
        <Badge tone={tone} live={!isOver && call.status !== "unknown"}>
          {badge}
        </Badge>
        {text && <p className="text-pretty">{text}</p>}
        {isLost && !isOver && <p className="text-warning">The connection is lost. The call goes on.</p>}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={onClose}>
          {isOver ? "Done" : "Close"}
        </Button>
        {isOver && <Button onClick={onAgain}>Call again</Button>}
      </div>
      {call.turns.length > 0 && (
        <section aria-label="Transcript" className="border-t border-line pt-4">
          <Transcript turns={call.turns} text={null} agentName="Agent" customerName="You" />
        </section>
      )}
    </div>
  );
}

function wordsOf(call: TestCallView): { badge: string; tone: Tone; text?: string } {
  const last = `the number ending in ${call.phone_last4}`;
  switch (call.status) {
    case "calling":
      return {
        badge: "Calling your phone…",
        tone: "accent",
        text: `Pick up ${last}. You may close this; the call goes on.`,
      };
    case "in_progress":
      return { badge: "In progress", tone: "success", text: "Talk to your agent as a customer would." };
    case "unknown":
      return {
        badge: "Not confirmed",
        tone: "warning",
        text: `The phone provider did not answer in time. Your phone may still ring; the call is not repeated by itself.`,
      };
    case "ended": {
      const { label, tone, text } = ENDED[call.disposition ?? "unknown"];
      const seconds = call.duration_seconds ? `, ${formatSeconds(call.duration_seconds)}` : "";
      return { badge: `Ended: ${label}${seconds}`, tone, ...(text ? { text } : {}) };
    }
  }
}
