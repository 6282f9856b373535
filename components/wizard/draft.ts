import { z } from "zod";
import { CampaignVariables } from "@/lib/core/campaign";
import { Criteria } from "@/lib/core/criteria";
import { Hours } from "@/lib/core/hours";
import { sameValue } from "@/lib/core/presets";
import { RetryGaps } from "@/lib/core/retry";
import { type Step, Variant } from "@/lib/core/steps";
import {
  CAMPAIGN_STATUSES,
  CAMPAIGN_TYPES,
  CHANNELS,
  type Channel,
  CONDITIONS,
  CONSENT_PURPOSES,
  DRAFT_STEPS,
  OUTREACH_METHODS,
} from "@/lib/core/words";

const moment = z.string().nullable();

/** A campaign as the wizard reads it from the API. What the table let in and the schemas don't know counts as not set. */
export const Draft = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  campaign_type: z.enum(CAMPAIGN_TYPES),
  outreach_method: z.enum(OUTREACH_METHODS),
  /** For what it is: an offer, or a service message. */
  purpose: z.enum(CONSENT_PURPOSES).default("marketing"),
  status: z.enum(CAMPAIGN_STATUSES),
  agent_id: z.string().nullable(),
  target_criteria: Criteria.catch({}),
  max_recipients: z.number().nullable(),
  scheduled_at: moment,
  started_at: moment,
  time_zone: z.string().nullable(),
  calling_hours: Hours.nullable().catch(null),
  rate_limit_per_minute: z.number(),
  max_concurrency: z.number().nullish(),
  max_attempts: z.number(),
  retry_gaps: RetryGaps.catch({}),
  min_gap_minutes: z.number().nullable(),
  max_call_seconds: z.number(),
  budget: z.number().nullable(),
  variables: CampaignVariables.catch({}),
  draft_step: z.enum(DRAFT_STEPS).nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  holdout_percent: z.number().default(0),
  steps: z.array(
    z.object({
      channel: z.enum(CHANNELS),
      wait_minutes: z.number(),
      condition: z.enum(CONDITIONS),
      subject: z.string().nullable(),
      preview_text: z.string().nullable(),
      body: z.string(),
      voicemail: z.string().nullable(),
      weight: z.number(),
      variants: z.array(Variant).catch([]),
      updated_at: z.string(),
    }),
  ),
});
export type Draft = z.infer<typeof Draft>;

/** Fields of a `PATCH`, under the names of the API; checked by its own schema before they are sent. */
export type Change = Record<string, unknown>;

/** The later of two readings of a campaign: what was just saved here, or what the server sent with the page. */
export function newest(sent: Draft | null, kept: Draft | null | undefined): Draft | null {
  if (!sent || !kept) return sent ?? kept ?? null;
  return changedAt(sent) > changedAt(kept) ? sent : kept;
}

const changedAt = ({ updated_at, steps }: Draft): number =>
  Math.max(Date.parse(updated_at), ...steps.map((step) => Date.parse(step.updated_at)));

/** What of a change is not so already. Only that is sent, so that what may not change any more is not touched. */
export const difference = (change: Change, before: Change): Change =>
  Object.fromEntries(Object.entries(change).filter(([field, value]) => !sameValue(value, before[field])));

/** Over which ways it reaches people, each once; the method's own before anything is written. */
export function channelsOf(draft: Pick<Draft, "outreach_method" | "steps"> | null): Channel[] {
  const method = draft?.outreach_method ?? "call";
  if (method !== "multi") return [method];
  return [...new Set(draft?.steps.map(({ channel }) => channel))];
}

/** The touches as the API takes them. */
export const writtenSteps = ({ steps }: Pick<Draft, "steps">): Step[] =>
  steps.map(({ updated_at: _, ...step }) => step);

/** The body of a `POST` that makes the same campaign anew, as a draft. */
export function copyOf(draft: Draft, change: Change): Change {
  const {
    id: _,
    status: _status,
    started_at: _started,
    created_at: _at,
    updated_at: _changed,
    steps,
    ...fields
  } = draft;
  const touches = writtenSteps({ steps });
  const known = Object.entries({ ...fields, ...(touches.length > 0 ? { steps: touches } : {}), ...change });
  return Object.fromEntries(known.filter(([, value]) => value !== null && value !== undefined));
}
