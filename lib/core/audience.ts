import { z } from "zod";
import * as mini from "zod/mini";
import { Criteria } from "./criteria";
import { OUTREACH_METHODS } from "./words";

/** `POST /api/audience/preview`: who a campaign would reach by this method. `sample` says how many of them are shown. */
export const AudienceQuery = z.strictObject({
  target_criteria: Criteria,
  outreach_method: z.enum(OUTREACH_METHODS).default("call"),
  sample: z.int().min(1).max(50).default(10),
});
export type AudienceQuery = z.infer<typeof AudienceQuery>;

const count = mini.int();
const text = mini.nullable(mini.string());
const byReason = mini.record(mini.string(), count);

/** Counts of customers. `skipped` and `waiting` are by reason (lib/core/reasons.ts): who would never be contacted, and who not just
 *  now. `callable` is everybody who is not skipped, whether at once or later. The sample begins with who was here last. */
export const AudiencePreview = mini.object({
  matching: count,
  callable: count,
  skipped: byReason,
  waiting: byReason,
  sample: mini.array(
    mini.object({
      customer_id: mini.string(),
      name: text,
      phone: text,
      email: text,
      last_contact_at: text,
      lead_count: count,
    }),
  ),
});
export type AudiencePreview = mini.infer<typeof AudiencePreview>;

const values = mini.array(mini.object({ value: mini.string(), count }));

/** `GET /api/audience/options`: what the account's customers have, most frequent first. `tags` and `regions` count customers;
 *  `statuses` and `fields` (the details that leads carry, with their usual values) look at the latest 2,000 leads. */
export const AudienceOptions = mini.object({
  tags: values,
  regions: values,
  statuses: values,
  fields: mini.array(mini.object({ name: mini.string(), values: mini.array(mini.string()) })),
});
export type AudienceOptions = mini.infer<typeof AudienceOptions>;
