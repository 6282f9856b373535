import * as z from "zod/mini";
import { CAMPAIGN_STATUSES, CAMPAIGN_TYPES, OUTCOMES, OUTREACH_METHODS, RECIPIENT_STATUSES } from "./words";

/** What the pages read of the API's answers. Everything else in an answer is dropped before it reaches a browser. */

const count = z.int();
const moment = z.nullable(z.string());

export const Figures = z.object({
  selected: count,
  pending: count,
  queued: count,
  sent: count,
  delivered: count,
  answered: count,
  failed: count,
  opted_out: count,
  skipped: count,
  contacted: count,
  reached: count,
  converted: count,
  attempts: count,
  /** With whom a message arrived, who opened one, and who followed a link in one. */
  arrived: count,
  opened: count,
  clicked: count,
  /** US dollars. */
  cost: z.number(),
  updated_at: z.string(),
});
export type Figures = z.infer<typeof Figures>;

export const CampaignView = z.object({
  id: z.string(),
  name: z.string(),
  description: z.nullable(z.string()),
  campaign_type: z.enum(CAMPAIGN_TYPES),
  outreach_method: z.enum(OUTREACH_METHODS),
  status: z.enum(CAMPAIGN_STATUSES),
  pause_reason: z.nullable(z.string()),
  scheduled_at: moment,
  started_at: moment,
  completed_at: moment,
  updated_at: z.string(),
  /** US dollars. */
  budget: z.nullable(z.number()),
  /** Where the wizard was left. */
  draft_step: z.optional(z.nullable(z.string())),
  /** When something happens next; in the list alone. */
  next_at: z.optional(moment),
  results: z.nullable(Figures),
});
export type CampaignView = z.infer<typeof CampaignView>;

export const RecipientView = z.object({
  id: z.string(),
  name: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  email: z.nullable(z.string()),
  status: z.enum(RECIPIENT_STATUSES),
  reason: z.nullable(z.string()),
  /** What the gate said last of somebody who waits or was skipped; lib/core/decision.ts reads it. */
  decision: z.optional(z.unknown()),
  outcome: z.nullable(z.enum(OUTCOMES)),
  attempts: count,
  last_attempt_at: moment,
  next_attempt_at: moment,
  converted_at: moment,
});
export type RecipientView = z.infer<typeof RecipientView>;

/** `more` says that there are more than `total`, as far as a search is counted. */
export const page = <T extends z.core.$ZodType>(row: T) =>
  z.object({ rows: z.array(row), total: count, more: z.optional(z.literal(true)) });
export const CampaignPage = page(CampaignView);
export type CampaignPage = z.infer<typeof CampaignPage>;
export const RecipientPage = page(RecipientView);
export type RecipientPage = z.infer<typeof RecipientPage>;

/** Who is signed in. */
export const SessionView = z.object({ email: z.string() });

/** What adding or changing something answers, of which a page needs no more. */
export const Saved = z.object({ id: z.string() });
export type Saved = z.infer<typeof Saved>;

/** What a campaign's start, pause, stop or deletion answers. */
export const ActionAnswer = z.nullish(
  z.object({ id: z.optional(z.string()), status: z.optional(z.string()), selected: z.optional(z.number()) }),
);
export type ActionAnswer = z.infer<typeof ActionAnswer>;
