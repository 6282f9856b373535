import type { AttemptView } from "@/lib/core/attempt-view";
import type { Disposition, Sentiment } from "@/lib/core/call";
import { reasonText } from "@/lib/core/reasons";
import { DISPOSITION_WORDS, endedWord, OUTCOME_WORDS, SENTIMENT_WORDS, wordOf } from "@/lib/core/spoken-words";
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

/** How a call ended, or where it stands. */
export function endedLabel({ state, disposition }: Pick<AttemptView, "state" | "disposition">): {
  label: string;
  tone: Tone;
  live?: true;
} {
  const label = endedWord({ state, disposition });
  if (state === "dispatched" || state === "reserved") return { label, tone: "accent", live: true };
  return { label, tone: disposition ? DISPOSITION_LABEL[disposition].tone : "neutral" };
}

const EVENT: Record<string, string> = {
  reserved: "Chosen to be called next",
  begun: "Call requested",
  dispatched: "The phone provider took the call",
  queued: "Waiting at the phone provider",
  ringing: "Ringing",
  in_progress: "Picked up",
  forwarding: "Being transferred to a person",
  ended: "Call ended",
  line_closed: "Line closed",
  doubt: "The phone provider did not answer; asking it what became of the call",
  unknown: "Nobody could say what became of the call",
  not_recorded: "What came of the call could not be written down; trying again every hour",
  released: "Not placed",
  second_contact: "The phone provider reports a second call in its place",
  record_opt_out: "Asked not to be contacted again",
  book_appointment: "Booked an appointment",
  request_callback: "Asked to be called back",
  outcome_corrected: "Outcome corrected by hand",
};

const textOf = (detail: unknown, name: string): string | null => {
  const found: unknown = typeof detail === "object" && detail !== null ? Reflect.get(detail, name) : null;
  return typeof found === "string" && found !== "" ? found : null;
};

/** What happened, in words. An event that is new to this page is shown by its name rather than hidden. */
export function eventText(kind: string, detail: unknown): string {
  const text = EVENT[kind] ?? kind.replaceAll("_", " ");
  if (kind === "released") {
    const why = reasonText(textOf(detail, "why"));
    return why ? `${text}: ${why}` : text;
  }
  if (kind !== "outcome_corrected") return text;
  const [from, to, note] = ["from", "to", "note"].map((name) => textOf(detail, name));
  const change = `${from ? `from “${wordOf(OUTCOME_WORDS, from)}” ` : ""}to “${wordOf(OUTCOME_WORDS, to ?? null)}”`;
  return `${text} ${change}${note ? `: ${note}` : ""}`;
}

/** What happened, for a list of many calls: the end of a call by how it ended and what came of it. */
export function activityText(kind: string, detail: unknown): string {
  if (kind === "ended") {
    const ended = [
      wordOf(DISPOSITION_WORDS, textOf(detail, "disposition")),
      wordOf(OUTCOME_WORDS, textOf(detail, "outcome")),
    ];
    return ended.filter((word) => word !== "").join(", ") || "Call ended";
  }
  if (kind === "dispatched") return "Being called";
  return eventText(kind, detail);
}
