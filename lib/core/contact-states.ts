import * as z from "zod/mini";
import type { ContactState } from "./customer-views";
import { type Decision, readDecision } from "./decision";
import { explain } from "./explain";
import { listBit } from "./list-age";
import type { Wish } from "./opt-out-words";
import { CHANNELS } from "./words";

/** What the gate says of contacting somebody over a channel. */
export const ContactVerdict = z.object({
  channel: z.enum(CHANNELS),
  decision: z.enum(["allow", "postpone", "skip"]),
  /** ISO 8601: when they may be contacted; null: now, or not at all. */
  until: z.nullable(z.string()),
  /** A code of lib/core/reasons.ts. */
  reason: z.nullable(z.string()),
  /** As `readDecision` takes it. */
  detail: z.unknown(),
});
export type ContactVerdict = z.infer<typeof ContactVerdict>;

const STATE = { allow: "now", postpone: "later", skip: "no" } as const;

interface Known {
  /** IANA, for moments of those whose own zone is not known. */
  timeZone: string;
  /** The customer's opt-outs, the lifted ones too. */
  wishes: readonly (Wish & { id: string; lifted_at: string | null })[];
  /** `customers.list_stops`: the kinds of lists that their number stands on. */
  listStops: number;
  /** The public holiday on which it was decided. */
  holiday: string | null;
}

/** Whether somebody may be contacted now, and if not, why and when, as they would read it of a campaign. */
export function contactState(verdict: ContactVerdict, { timeZone, wishes, listStops, holiday }: Known): ContactState {
  const { channel, decision: found, reason, until: next } = verdict;
  const decision = ofTheirLists(readDecision(verdict.detail), listStops);
  const wish = wishes.find(({ id }) => id === decision?.suppression_id) ?? null;
  const text = found === "allow" ? null : explain({ reason, next, decision, channel, timeZone, wish, holiday });
  return { channel, state: STATE[found], text };
}

/** With those of the lists only that are of a kind that the number stands on, so that one list can be named. Of a list that is too old
 *  the number may stand on none. */
function ofTheirLists(decision: Decision | null, stops: number): Decision | null {
  if (stops === 0 || !decision?.lists) return decision;
  return { ...decision, lists: decision.lists.filter(({ kind }) => (listBit(kind) & stops) !== 0) };
}
