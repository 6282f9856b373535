import { z } from "zod";
import { day, limit, offset, search } from "./page";
import { CALL_VIEWS, CHANNELS, DISPOSITIONS, OUTCOMES, SENTIMENTS } from "./words";

/** `GET /api/calls`: contacts over every channel; unless told, the calls alone, and of those that need somebody all. */
export const CallQuery = z.strictObject({
  view: z.enum(CALL_VIEWS).optional(),
  channel: z.enum([...CHANNELS, "all"]).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  disposition: z.enum(DISPOSITIONS).optional(),
  sentiment: z.enum(SENTIMENTS).optional(),
  agent_id: z.uuid().optional(),
  campaign_id: z.uuid().optional(),
  /** Days in the account's time zone, both included. */
  from: day,
  to: day,
  search,
  limit,
  offset,
});
export type CallQuery = z.infer<typeof CallQuery>;

/** `POST /api/calls/review`: clears calls from what needs the owner, or puts them back. */
export const ReviewCalls = z.strictObject({ ids: z.array(z.uuid()).min(1).max(100), reviewed: z.boolean() });
export type ReviewCalls = z.infer<typeof ReviewCalls>;
