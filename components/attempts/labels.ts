import type { Disposition, Sentiment } from "@/lib/core/call";
import { reasonText } from "@/lib/core/reasons";
import type { Tone } from "../ui/badge";

export const DISPOSITION_LABEL: Record<Disposition, { label: string; tone: Tone }> = {
  conversed: { label: "Spoken to", tone: "success" },
  voicemail: { label: "Voicemail", tone: "info" },
  no_answer: { label: "No answer", tone: "neutral" },
  busy: { label: "Busy", tone: "neutral" },
  silent: { label: "Silence", tone: "neutral" },
  transferred: { label: "Transferred", tone: "success" },
  transfer_failed: { label: "Transfer failed", tone: "danger" },
  invalid_number: { label: "Invalid number", tone: "danger" },
  capacity: { label: "No free line", tone: "neutral" },
  provider_failed: { label: "Provider failed", tone: "danger" },
  billing: { label: "Out of credit", tone: "danger" },
  cancelled: { label: "Not placed", tone: "neutral" },
  unknown: { label: "Unknown", tone: "warning" },
};

export const SENTIMENT_LABEL: Record<Sentiment, { label: string; tone: Tone }> = {
  positive: { label: "Positive", tone: "success" },
  neutral: { label: "Neutral", tone: "neutral" },
  negative: { label: "Negative", tone: "danger" },
};

const EVENT: Record<string, string> = {
  reserved: "Chosen to be called next",
  begun: "Call requested",
  dispatched: "The phone provider took the call",
  queued: "In the provider's queue",
  ringing: "Ringing",
  in_progress: "Picked up",
  forwarding: "Being transferred to a person",
  ended: "Call ended",
  line_closed: "Line closed",
  doubt: "The phone provider did not answer; asking it what became of the call",
  unknown: "Nobody could say what became of the call",
  not_recorded: "What came of the call could not be written down; trying again every hour",
  released: "Not placed",
  second_contact: "The provider reports a second call for this attempt",
  record_opt_out: "Asked not to be contacted again",
  book_appointment: "Booked an appointment",
  request_callback: "Asked to be called back",
};

/** What happened, in words. An event that is new to this page is shown by its name rather than hidden. */
export function eventText(kind: string, detail: unknown): string {
  const text = EVENT[kind] ?? kind.replaceAll("_", " ");
  if (kind !== "released" || typeof detail !== "object" || detail === null || !("why" in detail)) return text;
  const why = typeof detail.why === "string" ? reasonText(detail.why) : null;
  return why ? `${text}: ${why}` : text;
}
