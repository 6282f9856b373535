import * as z from "zod/mini";
import { PlaceHours } from "./place-hours";
import { CHANNELS } from "./words";

const count = z.int();
const text = z.nullable(z.string());
const byReason = z.record(z.string(), count);

const reach = {
  callable: count,
  skipped: byReason,
  waiting: byReason,
  /** Whose law it is that refuses or closes, the largest first. */
  places: z.optional(
    z.array(
      z.object({
        decision: z.enum(["skip", "postpone"]),
        reason: z.string(),
        /** ISO country, or `US-FL`. */
        place: z.string(),
        people: count,
        opens_at: text,
        /** Of those that are closed now. */
        hours: z.optional(PlaceHours),
      }),
    ),
  ),
};
/** Who can be reached over one way. */
export const Reach = z.object(reach);
export type Reach = z.infer<typeof Reach>;

/** Counts of customers. `skipped` and `waiting` are by reason (lib/core/reasons.ts): who would never be contacted, and who not just
 *  now. `callable` is everybody who is not skipped, whether at once or later. The sample begins with who was here last. */
export const AudiencePreview = z.object({
  matching: count,
  ...reach,
  /** Of a sequence, whose touches each reach whom they may: its ways, each counted by itself; null where that took too long. The
   *  numbers above are then of the way that reaches the most, so that at least so many are reached. */
  channels: z.optional(z.array(z.object({ channel: z.enum(CHANNELS), reach: z.nullable(Reach) }))),
  /** ISO 8601: when it was counted. */
  at: z.optional(z.string()),
  sample: z.array(
    z.object({
      customer_id: z.string(),
      name: text,
      phone: text,
      email: text,
      last_contact_at: text,
      lead_count: count,
    }),
  ),
});
export type AudiencePreview = z.infer<typeof AudiencePreview>;

const values = z.array(z.object({ value: z.string(), count }));

/** `GET /api/audience/options`: what the account's customers have, most frequent first. `tags` and `regions` count customers;
 *  `statuses` and `fields` (the details that leads carry, with their usual values) look at the latest 2,000 leads. */
export const AudienceOptions = z.object({
  tags: values,
  regions: values,
  statuses: values,
  fields: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
});
export type AudienceOptions = z.infer<typeof AudienceOptions>;
