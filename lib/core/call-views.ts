import * as z from "zod/mini";
import { DISPOSITIONS, OUTCOMES, SENTIMENTS } from "./words";

/** Why a call needs the owner, and what to do about it. The codes come from the database, which also says when
 *  (outreach_attempts.attention). */
export const ATTENTION = {
  callback: {
    label: "Asked to be called back",
    todo: "Call them yourself, when it suits them.",
  },
  wrong_number: {
    label: "Wrong number",
    todo: "Look for another number. This one is not called again.",
  },
  transfer_failed: {
    label: "Wanted a person, and the transfer failed",
    todo: "Call them back yourself, soon.",
  },
  unknown: {
    label: "Nobody knows what became of the call",
    todo: "Ask the customer, or look at the phone provider. It is not repeated by itself.",
  },
  not_recorded: {
    label: "The result could not be written down",
    todo: "Ask the customer what was agreed. We try again every hour.",
  },
} as const;
export type Attention = keyof typeof ATTENTION;

const isAttention = (code: string): code is Attention => Object.hasOwn(ATTENTION, code);

/** @param code also one that this page does not know yet: it is shown by its name rather than hidden */
export function attentionText(code: string): { label: string; todo: string } {
  if (isAttention(code)) return ATTENTION[code];
  return { label: code.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase()), todo: "Open the call." };
}

const text = z.nullable(z.string());

/** One attempt in the list of calls. */
export const CallRow = z.object({
  id: z.string(),
  reserved_at: z.string(),
  /** When it was picked up, else asked for, else planned. */
  at: z.string(),
  campaign_id: z.string(),
  campaign_name: z.string(),
  agent_name: text,
  recipient_id: z.string(),
  customer_id: text,
  name: text,
  phone: text,
  email: text,
  state: z.enum(["reserved", "dispatched", "ended", "unknown"]),
  disposition: z.nullable(z.enum(DISPOSITIONS)),
  outcome: z.nullable(z.enum(OUTCOMES)),
  sentiment: z.nullable(z.enum(SENTIMENTS)),
  duration_seconds: z.nullable(z.number()),
  /** US dollars. */
  cost: z.nullable(z.number()),
  summary: text,
  attention: text,
  reviewed_at: text,
  /** Where the words looked for were said; see `hitParts`. */
  hit: text,
});
export type CallRow = z.infer<typeof CallRow>;

export const CallPage = z.object({ rows: z.array(CallRow), total: z.int(), needs_you: z.int() });
export type CallPage = z.infer<typeof CallPage>;

/** A page that was not counted. */
export const CallRows = z.object({ rows: z.array(CallRow) });

const MARK_ON = "\ue000";
const MARK_OFF = "\ue001";

/** A hit as pieces of plain text, those that were found marked. Nothing of what a caller said is ever taken for HTML. */
export function hitParts(hit: string): { text: string; found: boolean }[] {
  const parts: { text: string; found: boolean }[] = [];
  for (const [index, piece] of hit.split(MARK_ON).entries()) {
    const [inside = "", ...rest] = piece.split(MARK_OFF);
    if (index === 0) parts.push({ text: piece.replaceAll(MARK_OFF, ""), found: false });
    else parts.push({ text: inside, found: true }, { text: rest.join(""), found: false });
  }
  return parts.filter((part) => part.text !== "");
}
