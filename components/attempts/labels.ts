import type { AttemptView } from "@/lib/core/attempt-view";
import type { Disposition, Sentiment } from "@/lib/core/call";
import { DISPOSITION_WORDS, endedWord, SENTIMENT_WORDS } from "@/lib/core/spoken-words";
import type { Tone } from "../ui/badge";

export const DISPOSITION_LABEL: Record<Disposition, { label: string; tone: Tone }> = {
  conversed: { label: DISPOSITION_WORDS.conversed, tone: "success" },
  voicemail: { label: DISPOSITION_WORDS.voicemail, tone: "info" },
  no_answer: { label: DISPOSITION_WORDS.no_answer, tone: "neutral" },
  busy: { label: DISPOSITION_WORDS.busy, tone: "neutral" },
  silent: { label: DISPOSITION_WORDS.silent, tone: "neutral" },
  transferred: { label: DISPOSITION_WORDS.transferred, tone: "success" },
  transfer_failed: { label: DISPOSITION_WORDS.transfer_failed, tone: "danger" },
  invalid_number: { label: DISPOSITION_WORDS.invalid_number, tone: "danger" },
  capacity: { label: DISPOSITION_WORDS.capacity, tone: "neutral" },
  provider_failed: { label: DISPOSITION_WORDS.provider_failed, tone: "danger" },
  billing: { label: DISPOSITION_WORDS.billing, tone: "danger" },
  cancelled: { label: DISPOSITION_WORDS.cancelled, tone: "neutral" },
  unknown: { label: DISPOSITION_WORDS.unknown, tone: "warning" },
  delivered: { label: DISPOSITION_WORDS.delivered, tone: "success" },
  sent: { label: DISPOSITION_WORDS.sent, tone: "info" },
  undelivered: { label: DISPOSITION_WORDS.undelivered, tone: "warning" },
  bounced: { label: DISPOSITION_WORDS.bounced, tone: "danger" },
  blocked: { label: DISPOSITION_WORDS.blocked, tone: "danger" },
  filtered: { label: DISPOSITION_WORDS.filtered, tone: "danger" },
  landline: { label: DISPOSITION_WORDS.landline, tone: "neutral" },
  opted_out: { label: DISPOSITION_WORDS.opted_out, tone: "neutral" },
};

export const SENTIMENT_LABEL: Record<Sentiment, { label: string; tone: Tone }> = {
  positive: { label: SENTIMENT_WORDS.positive, tone: "success" },
  neutral: { label: SENTIMENT_WORDS.neutral, tone: "neutral" },
  negative: { label: SENTIMENT_WORDS.negative, tone: "danger" },
};

/** How a contact ended, or where it stands. */
export function endedLabel({ state, disposition, channel }: Pick<AttemptView, "state" | "disposition" | "channel">): {
  label: string;
  tone: Tone;
  live?: true;
} {
  const label = endedWord({ state, disposition, channel });
  if (state === "dispatched" || state === "reserved") return { label, tone: "accent", live: true };
  return { label, tone: disposition ? DISPOSITION_LABEL[disposition].tone : "neutral" };
}
