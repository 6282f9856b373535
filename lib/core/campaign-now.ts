import * as z from "zod/mini";
import { Waiting } from "./waiting";
import { CHANNELS } from "./words";

/** One thing that happened in a campaign. */
export const Activity = z.object({
  id: z.int(),
  at: z.string(),
  kind: z.string(),
  detail: z.object({
    disposition: z.optional(z.string()),
    outcome: z.optional(z.string()),
    why: z.optional(z.string()),
    to: z.optional(z.string()),
    channel: z.optional(z.string()),
    method: z.optional(z.string()),
  }),
  attempt_id: z.string(),
  channel: z.enum(CHANNELS),
  recipient_id: z.string(),
  name: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  email: z.nullable(z.string()),
});
export type Activity = z.infer<typeof Activity>;

/** What goes on in a campaign besides its counts: `GET /api/campaigns/:id/now`. */
export const CampaignNow = z.object({
  /** The engine's time, ISO 8601. */
  now: z.string(),
  /** Null while nobody is being called. */
  waiting: z.nullable(Waiting),
  activity: z.array(Activity),
});
export type CampaignNow = z.infer<typeof CampaignNow>;
