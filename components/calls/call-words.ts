import type { CallRow } from "@/lib/core/call-views";
import { DISPOSITION_LABEL, SENTIMENT_LABEL } from "../attempts/labels";
import { OUTCOME_LABEL } from "../recipients/labels";
import type { Tone } from "../ui/badge";

/** How a call ended, or where it stands. */
export function endedLabel({ state, disposition }: Pick<CallRow, "state" | "disposition">): {
  label: string;
  tone: Tone;
  live?: true;
} {
  if (state === "dispatched") return { label: "In progress", tone: "accent", live: true };
  if (state === "reserved") return { label: "Being placed", tone: "accent", live: true };
  return disposition ? DISPOSITION_LABEL[disposition] : { label: "Ended", tone: "neutral" };
}

/** What a file of calls says in place of codes. @param timeZone IANA name, in which its times are told */
export function callWords(timeZone: string) {
  // As a spreadsheet sorts it: 2026-11-21 14:05:09.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return {
    ended: (call: CallRow) => endedLabel(call).label,
    outcome: ({ outcome }: CallRow) => (outcome ? OUTCOME_LABEL[outcome].label : ""),
    sentiment: ({ sentiment }: CallRow) => (sentiment ? SENTIMENT_LABEL[sentiment].label : ""),
    moment: (at: string) => format.format(new Date(at)),
  };
}
