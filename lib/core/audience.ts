import { z } from "zod";
import { Criteria } from "./criteria";
import { CONSENT_PURPOSES, OUTREACH_METHODS } from "./words";

/** `POST /api/audience/preview`: who a campaign would reach by this method. `sample` says how many of them are shown. */
export const AudienceQuery = z.strictObject({
  target_criteria: Criteria,
  outreach_method: z.enum(OUTREACH_METHODS).default("call"),
  purpose: z.enum(CONSENT_PURPOSES).default("marketing"),
  sample: z.int().min(1).max(50).default(10),
});
export type AudienceQuery = z.infer<typeof AudienceQuery>;
