import { z } from "zod";

export const LEAD_STATUSES = ["New", "Contacted", "Closed"] as const;

/** Whether they agreed to calls as an offer by phone needs it where they live: in writing. */
export const CALL_CONSENTS = ["missing", "given"] as const;

export const FIELD_OPERATORS = ["is", "is_not", "contains", "at_least", "at_most", "known", "unknown"] as const;
export type FieldOperator = (typeof FIELD_OPERATORS)[number];

/** A number or a day, which are what can be compared. */
const COMPARABLE = /^(-?[0-9]{1,15}(\.[0-9]{1,15})?|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))$/;

/** One question about a detail that the customer's latest lead carries: `{ field: "service", op: "contains", value: "whitening" }`.
 *  Words are compared without regard to case. `is_not` also finds those of whom it is not known. `at_least` and `at_most` compare
 *  numbers with numbers and days with days; whatever is neither is not found. */
export const FieldCriterion = z
  .strictObject({
    field: z.string().trim().min(1, "Name the detail").max(60),
    op: z.enum(FIELD_OPERATORS),
    value: z.string().trim().min(1, "Say what to compare it with").max(200).optional(),
  })
  .superRefine(({ op, value }, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", path: ["value"], message });
    if (op === "known" || op === "unknown") {
      if (value !== undefined) refuse("Leave this out here");
    } else if (value === undefined) refuse("Say what to compare it with");
    else if ((op === "at_least" || op === "at_most") && !COMPARABLE.test(value))
      refuse("Use a number such as 120, or a day such as 2026-11-21");
  });
export type FieldCriterion = z.infer<typeof FieldCriterion>;

/** Who a campaign is for. The one reading of it in SQL is `private.audience_sql`; a new field belongs in both.
 *  `last_contact_days` and `last_contact_before` look at the customer's latest contact of any kind; `status` and `agent_id`
 *  at the customer's latest lead; `tags` and `regions` match when any of them does; all of `custom` must hold. */
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
    call_consent: z.enum(CALL_CONSENTS).optional(),
    custom: z.array(FieldCriterion).min(1).max(10).optional(),
  })
  .refine(
    // As instants: two dates with different offsets don't compare as text.
    ({ last_contact_before: before, last_contact_after: after }) =>
      !before || !after || Date.parse(after) < Date.parse(before),
    { path: ["last_contact_after"], message: "Must be earlier than the other date" },
  );
export type Criteria = z.infer<typeof Criteria>;
