import { z } from "zod";

export const LEAD_STATUSES = ["New", "Contacted", "Closed"] as const;

/** Who a campaign is for. The one reading of it in SQL is `private.matching_customers`; a new field belongs in both.
 *  `last_contact_days` and `last_contact_before` look at the customer's latest contact of any kind; `status` and `agent_id`
 *  at the customer's latest lead; `tags` and `regions` match when any of them does. */
export const Criteria = z
  .strictObject({
    last_contact_days: z.int().min(0).max(3650).optional(),
    last_contact_before: z.iso.datetime({ offset: true }).optional(),
    last_contact_after: z.iso.datetime({ offset: true }).optional(),
    status: z.enum(LEAD_STATUSES).optional(),
    agent_id: z.uuid().optional(),
    min_leads: z.int().min(0).max(100_000).optional(),
    tags: z.array(z.string().trim().min(1).max(60)).min(1).max(50).optional(),
    regions: z
      .array(z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "Use a code such as US-TX"))
      .min(1)
      .max(100)
      .optional(),
  })
  .refine(
    // As instants: two dates with different offsets don't compare as text.
    ({ last_contact_before: before, last_contact_after: after }) =>
      !before || !after || Date.parse(after) < Date.parse(before),
    { path: ["last_contact_after"], message: "Must be earlier than the other date" },
  );
export type Criteria = z.infer<typeof Criteria>;
