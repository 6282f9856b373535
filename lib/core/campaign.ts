import { z } from "zod";
import { Criteria } from "./criteria";
import { Hours, TimeZone } from "./hours";
import { day, direction, limit, offset, search } from "./page";
import { RetryGaps } from "./retry";
import { MAX_STEPS, PreviewText, Steps, Subject } from "./steps";
import { isVisible } from "./storable";
import {
  CAMPAIGN_SORTS,
  CAMPAIGN_STATUSES,
  CAMPAIGN_TYPES,
  CONSENT_PURPOSES,
  DRAFT_STEPS,
  OUTCOMES,
  OUTREACH_METHODS,
  RECIPIENT_SORTS,
  RECIPIENT_STAGES,
  RECIPIENT_STATUSES,
} from "./words";

export const Id = z.uuid("This is not an id");

/** Content variables whose values belong to the campaign. */
export const CampaignVariables = z.strictObject({
  promotion: z.string().trim().max(300).optional(),
  service_type: z.string().trim().max(120).optional(),
  offer_code: z.string().trim().max(60).optional(),
  booking_link: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});
export type CampaignVariables = z.infer<typeof CampaignVariables>;

const Script = z.string().trim().min(1, "Write what the assistant should say").max(4000);
const fields = {
  name: z.string().trim().refine(isVisible, "Give the campaign a name").max(120),
  description: z.string().trim().max(2000).nullable(),
  campaign_type: z.enum(CAMPAIGN_TYPES),
  outreach_method: z.enum(OUTREACH_METHODS),
  /** What the contacts are for: an offer is marketing, a service message is not; the law asks different consent of their calls. */
  purpose: z.enum(CONSENT_PURPOSES),
  agent_id: z.uuid("Choose the agent that speaks").nullable(),
  target_criteria: Criteria,
  max_recipients: z.int().min(1).max(1_000_000).nullable(),
  /** Shorthands for the content of the first step. */
  call_script: Script,
  message_template: Script,
  voicemail_message: z.string().trim().max(1000).nullable(),
  subject: Subject,
  preview_text: PreviewText,
  /** All touches; those that were there before give way to them. Not together with the shorthands. */
  steps: Steps,
  /** In percent: so many are contacted by nobody, so that what the campaign brings about can be measured. */
  holdout_percent: z.int().min(0).max(50),
  scheduled_at: z.iso.datetime({ offset: true }).nullable(),
  time_zone: TimeZone.nullable(),
  calling_hours: Hours.nullable(),
  rate_limit_per_minute: z.int().min(1).max(100_000),
  /** How many of the campaign's calls may be under way at once; null leaves that to the account's lines. */
  max_concurrency: z.int().min(1).max(10_000).nullable(),
  max_attempts: z.int().min(1).max(10),
  retry_gaps: RetryGaps,
  min_gap_minutes: z.number().min(0).max(43_200).nullable(),
  max_call_seconds: z.int().min(10).max(3600),
  /** US dollars. */
  budget: z.number().min(0).max(1_000_000).multipleOf(0.01).nullable(),
  variables: CampaignVariables,
  /** The furthest step of the wizard that was seen. */
  draft_step: z.enum(DRAFT_STEPS).nullable(),
};

const SHORTHANDS = ["call_script", "message_template", "voicemail_message", "subject", "preview_text"] as const;

/** Of two answers to what is said none would be right. */
function contentOnce(campaign: Record<string, unknown>, context: z.RefinementCtx): void {
  const twice = SHORTHANDS.find((field) => campaign[field] !== undefined);
  if (campaign.steps !== undefined && twice)
    context.addIssue({ code: "custom", path: [twice], message: "Leave this out: it stands in the steps" });
}

/** `POST /api/campaigns`. What is left out gets the database's defaults. */
export const CreateCampaign = z
  .strictObject({
    name: fields.name,
    campaign_type: fields.campaign_type.default("winback"),
    outreach_method: fields.outreach_method.default("call"),
    purpose: fields.purpose.optional(),
    target_criteria: fields.target_criteria.default({}),
    description: fields.description.optional(),
    agent_id: fields.agent_id.optional(),
    max_recipients: fields.max_recipients.optional(),
    call_script: fields.call_script.optional(),
    message_template: fields.message_template.optional(),
    voicemail_message: fields.voicemail_message.optional(),
    subject: fields.subject.optional(),
    preview_text: fields.preview_text.optional(),
    steps: fields.steps.optional(),
    holdout_percent: fields.holdout_percent.optional(),
    scheduled_at: fields.scheduled_at.optional(),
    time_zone: fields.time_zone.optional(),
    calling_hours: fields.calling_hours.optional(),
    rate_limit_per_minute: fields.rate_limit_per_minute.optional(),
    max_concurrency: fields.max_concurrency.optional(),
    max_attempts: fields.max_attempts.optional(),
    retry_gaps: fields.retry_gaps.optional(),
    min_gap_minutes: fields.min_gap_minutes.optional(),
    max_call_seconds: fields.max_call_seconds.optional(),
    budget: fields.budget.optional(),
    variables: fields.variables.optional(),
    draft_step: fields.draft_step.optional(),
  })
  .superRefine(contentOnce);
export type CreateCampaign = z.infer<typeof CreateCampaign>;

/** `PATCH /api/campaigns/:id`: any of the fields, none made up. */
export const PatchCampaign = z.strictObject(fields).partial().superRefine(contentOnce);
export type PatchCampaign = z.infer<typeof PatchCampaign>;

/** `GET /api/campaigns`. */
export const CampaignQuery = z.strictObject({
  status: z.enum(CAMPAIGN_STATUSES).optional(),
  campaign_type: z.enum(CAMPAIGN_TYPES).optional(),
  /** Days in the account's time zone, both included. */
  created_from: day,
  created_to: day,
  search,
  sort: z.enum(CAMPAIGN_SORTS).optional(),
  direction,
  limit,
  offset,
});
export type CampaignQuery = z.infer<typeof CampaignQuery>;

/** `GET /api/campaigns/:id/recipients`. */
export const RecipientQuery = z.strictObject({
  status: z.enum(RECIPIENT_STATUSES).optional(),
  /** How far they got, as the campaign's counts have it. */
  stage: z.enum(RECIPIENT_STAGES).optional(),
  /** Of a sequence, from 1: those for whom this touch comes next, or was the last. */
  touch: z.coerce.number().int().min(1).max(MAX_STEPS).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  /** A code of lib/core/reasons.ts. */
  reason: z
    .string()
    .regex(/^[a-z0-9_]{1,60}$/, "This is not a reason's code")
    .optional(),
  search,
  sort: z.enum(RECIPIENT_SORTS).optional(),
  direction,
  limit,
  offset,
});
export type RecipientQuery = z.infer<typeof RecipientQuery>;

/** `POST /api/attempts/:id/outcome`. */
export const CorrectOutcome = z.strictObject({
  outcome: z.enum(OUTCOMES),
  note: z.string().trim().max(500, "Use 500 characters at most").optional(),
});
export type CorrectOutcome = z.infer<typeof CorrectOutcome>;
