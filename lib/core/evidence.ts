import { z } from "zod";

const text = z.string().nullable();
const at = z.string().meta({ description: "ISO 8601" });
const moment = at.nullable();
const uuid = z.string();
/** What was written down with a consent or an opt-out: who, how, in which contact. */
const proof = z.record(z.string(), z.unknown());

const EvidenceConsent = z.object({
  id: uuid,
  channel: z.string().meta({ description: "all, call, sms or email" }),
  basis: z.string().meta({ description: "express_written, express or existing_customer" }),
  purpose: z.string().meta({ description: "marketing or informational" }),
  wording: text.meta({ description: "The words that the customer agreed to" }),
  wording_version: text,
  source: z.string(),
  evidence: proof,
  obtained_at: at,
  revoked_at: moment,
  of_other_number: z.boolean().optional().meta({
    description: "Given for a number that the customer has no more: it does not count for the present one",
  }),
  created_at: at.meta({ description: "When it was written down here" }),
});

const EvidenceOptOut = z.object({
  id: uuid,
  contact: text.meta({ description: "The number or address that is held back" }),
  channel: z.string(),
  reason: z.string(),
  source: z.string(),
  evidence: proof,
  at,
  lifted_at: moment,
  lift_reason: text,
});

const EvidenceEvent = z.object({ at, kind: z.string(), detail: z.unknown() });

/** One contact, or one that was about to be made. */
export const EvidenceContact = z.object({
  id: uuid,
  campaign_id: uuid,
  campaign: z.string(),
  recipient_id: uuid,
  channel: z.enum(["call", "email", "sms"]),
  step: z.int(),
  number: z.int(),
  provider: z.string(),
  provider_ref: text.meta({ description: "The contact's id at the provider" }),
  state: z.string(),
  disposition: text,
  outcome: text,
  counted: z.boolean().meta({ description: "False for what never went out" }),
  decision: z
    .unknown()
    .meta({ description: "What the rules looked at before the contact; fields as in lib/core/decision.ts" }),
  reserved_at: at,
  begun_at: moment,
  dispatched_at: moment,
  started_at: moment,
  ended_at: moment,
  duration_seconds: z.number().nullable(),
  recording: text.optional().meta({ description: "Of a call: off, unkept, announced, asked, granted or refused" }),
  content: z.unknown().meta({ description: "Of a message: what was sent" }),
  transcript: text,
  messages: z.unknown().meta({ description: "Of a call: who said what, second by second" }),
  summary: text,
  recording_url: text,
  events: z.array(EvidenceEvent),
});
export type EvidenceContact = z.infer<typeof EvidenceContact>;

/** The customer's part in one campaign: contacted, or skipped and why. */
const EvidenceCampaign = z.object({
  id: uuid,
  campaign_id: uuid,
  campaign: z.string(),
  campaign_type: z.string(),
  campaign_status: z.string(),
  status: z.string(),
  reason: text.meta({ description: "Why they wait, were skipped or not reached: a code of lib/core/reasons.ts" }),
  outcome: text,
  attempts: z.int(),
  holdout: z.boolean(),
  created_at: at.meta({ description: "When they were selected" }),
  updated_at: at,
  converted_at: moment,
  step: z.int().optional(),
  next_attempt_at: moment.optional(),
  decision: z.unknown().meta({ description: "What the rules looked at when they said so; as of a contact" }),
});

/** An exception from a rule that the owner made. */
const EvidenceException = z.object({
  id: uuid,
  rule: z.string(),
  jurisdiction: z.string(),
  channel: z.string(),
  reason: z.string(),
  by: text.meta({ description: "Who made it, where they still have an account" }),
  starts_at: at,
  ends_at: at,
  ended_at: moment,
});

const EvidenceLine = z.object({
  id: z.int(),
  at,
  recorded_at: moment.meta({ description: "When the database wrote the line; null of lines older than that" }),
  action: z.string(),
  entity: z.string(),
  entity_id: text,
  actor_id: text.meta({ description: "Null: the engine" }),
  actor: text.meta({ description: "The person's email, where they still have an account" }),
  detail: z.unknown(),
});

/** What the database knows of one customer. */
export const EvidenceRecord = z.object({
  customer: z.object({
    id: uuid,
    name: text,
    phone: text,
    email: text,
    region: text,
    regions: z.array(z.string()).optional(),
    place_sources: z.array(z.string()).optional(),
    time_zones: z.array(z.string()),
    zone_source: text,
    language: text,
    tags: z.array(z.string()),
    phone_invalid_at: moment,
    email_invalid_at: moment,
    lead_count: z.int(),
    first_lead_at: moment,
    last_lead_at: moment,
    last_answered_at: moment,
    last_contact_at: moment,
    list_stops: z.int().optional().meta({
      description: "Do-not-call lists with the number, added up: 1 national, 2 a state's, 4 own, 8 reassigned",
    }),
    created_at: at,
    updated_at: at,
  }),
  business: z.object({ name: text, callback_number: text, postal_address: text }).nullable(),
  rules: z.array(z.object({ version: z.int(), loaded_at: at, checksum: z.string() })),
  consents: z.array(EvidenceConsent),
  opt_outs: z.array(EvidenceOptOut),
  inquiries: z.array(z.object({ id: uuid, at, status: text, summary: text, transcript: text, attempt_id: text })),
  campaigns: z.array(EvidenceCampaign),
  contacts: z.array(EvidenceContact),
  received: z.array(
    z.object({
      ...{
        id: uuid,
        at,
        channel: z.string(),
        kind: z.string(),
        sender: text,
        subject: text,
        body: text,
        attempt_id: text,
      },
    }),
  ),
  log: z.array(EvidenceLine),
});
export type EvidenceRecord = z.infer<typeof EvidenceRecord>;

/** `GET /api/customers/:id/evidence?format=json`: everything that proves why a customer was contacted, or was not. Lists stand in the
 *  order of time; fields may be added, none changes its meaning within a version. */
export const Evidence = EvidenceRecord.extend({
  format: z.literal("rekindle.evidence"),
  format_version: z.literal(1),
  generated_at: at,
  generated_by: z.string(),
  time_zone: z.string().meta({ description: "The account's; times are in UTC all the same" }),
  /** Of each contact by its id: why it was allowed, in sentences. */
  explained: z.record(z.string(), z.array(z.string())),
  /** Of each campaign's part by its id: why they wait, were skipped or not reached, in one sentence. */
  reasons: z.record(z.string(), z.string()).optional(),
  exceptions: z.array(EvidenceException).optional().meta({ description: "Those that a contact rested on" }),
});
export type Evidence = z.infer<typeof Evidence>;

export const EvidenceQuery = z.strictObject({ format: z.enum(["json", "pdf"]).default("json") });
