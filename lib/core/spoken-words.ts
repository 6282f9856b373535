import type { CALL_CONSENTS, FieldOperator } from "./criteria";
import type { Channel, DISPOSITIONS, InboundKind, OUTCOMES, RecipientStatus, SENTIMENTS, Weekday } from "./words";

/** What a person reads in place of the codes, on pages and in files. */

export const RECIPIENT_STATUS_WORDS: Record<RecipientStatus, string> = {
  pending: "Waiting",
  queued: "Next",
  sent: "In progress",
  delivered: "Delivered",
  answered: "Answered",
  failed: "Not reached",
  opted_out: "Opted out",
  skipped: "Skipped",
};

export const OUTCOME_WORDS: Record<(typeof OUTCOMES)[number], string> = {
  interested: "Interested",
  booked: "Booked",
  callback: "Wants a call back",
  not_interested: "Not interested",
  opt_out: "Opted out",
  wrong_number: "Wrong number",
  no_decision: "No decision",
};

export const DISPOSITION_WORDS: Record<(typeof DISPOSITIONS)[number], string> = {
  conversed: "Spoken to",
  voicemail: "Voicemail",
  no_answer: "No answer",
  busy: "Busy",
  silent: "Silence",
  transferred: "Transferred",
  transfer_failed: "Transfer failed",
  invalid_number: "Invalid number",
  capacity: "No free line",
  provider_failed: "Provider failed",
  billing: "Out of credit",
  cancelled: "Not placed",
  unknown: "Unknown",
  delivered: "Delivered",
  sent: "Sent, no receipt",
  undelivered: "Not delivered",
  bounced: "Bounced",
  blocked: "Refused",
  filtered: "Filtered as spam",
  landline: "Landline, no texts",
  opted_out: "Had opted out",
};

export const CHANNEL_WORDS: Record<Channel, { one: string; many: string }> = {
  call: { one: "call", many: "calls" },
  email: { one: "email", many: "emails" },
  sms: { one: "text message", many: "text messages" },
};

/** What a customer wrote, in a word. */
export const INBOUND_WORDS: Record<InboundKind, string> = {
  stop: "Asked to stop",
  opt_out: "Asked to stop, in their own words",
  start: "Wants messages again",
  help: "Asked for help",
  reply: "Wrote back",
};

export const SENTIMENT_WORDS: Record<(typeof SENTIMENTS)[number], string> = {
  positive: "Positive",
  neutral: "Neutral",
  negative: "Negative",
};

export const WEEKDAY_WORDS: Record<Weekday, string> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};

/** How a detail of the latest lead is compared. */
export const OPERATOR_WORDS: Record<FieldOperator, string> = {
  is: "is",
  is_not: "is not",
  contains: "contains",
  at_least: "is at least",
  at_most: "is at most",
  known: "is known",
  unknown: "is not known",
};

export const CALL_CONSENT_WORDS: Record<(typeof CALL_CONSENTS)[number], string> = {
  missing: "Have not agreed in writing to calls",
  given: "Agreed in writing to calls",
};

/** How an attempt ended, or where it stands. */
export function endedWord({
  state,
  disposition,
  channel = "call",
}: {
  state: string;
  disposition: string | null;
  channel?: string;
}): string {
  if (channel !== "call" && state === "dispatched") return "On its way";
  if (channel !== "call" && state === "reserved") return "Being sent";
  if (channel !== "call" && disposition === "cancelled") return "Not sent";
  if (state === "dispatched") return "In progress";
  if (state === "reserved") return "Being placed";
  return wordOf(DISPOSITION_WORDS, disposition) || "Ended";
}

/** "Email": a word that begins a sentence or a heading. */
export const capital = (word: string): string => word.replace(/^./, (first) => first.toUpperCase());

/** The word for a code; a code that is new stands as it is. */
export const wordOf = (words: Record<string, string>, code: string | null): string =>
  code === null ? "" : (words[code] ?? code);
