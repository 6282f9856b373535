import * as z from "zod/mini";
import { DISPOSITIONS, OUTCOMES, SENTIMENTS } from "./words";

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
  /** Where the words looked for were said; see lib/core/hit-parts.ts. */
  hit: text,
});
export type CallRow = z.infer<typeof CallRow>;

export const CallPage = z.object({ rows: z.array(CallRow), total: z.int(), needs_you: z.int() });
export type CallPage = z.infer<typeof CallPage>;

/** What clearing calls answers: how many there were. */
export const Reviewed = z.object({ changed: z.int() });
export type Reviewed = z.infer<typeof Reviewed>;

/** How many calls need the owner: 100 stands for more, too. */
export const NeedsYou = z.object({ count: z.int() });
export type NeedsYou = z.infer<typeof NeedsYou>;

/** A page that was not counted. */
export const CallRows = z.object({ rows: z.array(CallRow) });
