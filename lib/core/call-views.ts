import * as z from "zod/mini";
import { CHANNELS, DISPOSITIONS, OUTCOMES, SENTIMENTS } from "./words";

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
  channel: z.enum(CHANNELS),
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
  /** Of a message: what was sent, as far as a list shows it. */
  subject: text,
  body: text,
  /** A to E, where the step has several. */
  variant: text,
  segments: z.nullable(z.number()),
  /** By a person, not by a scanner. */
  opened_at: text,
  clicked_at: text,
  replied_at: text,
  /** The last that the customer wrote back. */
  reply: text,
  /** Where the words looked for were said; see lib/core/hit-parts.ts. */
  hit: text,
});
export type CallRow = z.infer<typeof CallRow>;

/** `more`: there are more than `total`. */
export const CallPage = z.object({
  rows: z.array(CallRow),
  total: z.int(),
  more: z.optional(z.boolean()),
  needs_you: z.int(),
});
export type CallPage = z.infer<typeof CallPage>;

/** What clearing calls answers: how many there were. */
export const Reviewed = z.object({ changed: z.int() });
export type Reviewed = z.infer<typeof Reviewed>;

/** How many calls need the owner: 100 stands for more, too. */
export const NeedsYou = z.object({ count: z.int() });
export type NeedsYou = z.infer<typeof NeedsYou>;

/** A page that was not counted. */
export const CallRows = z.object({ rows: z.array(CallRow) });
