/** The words of the glossary that stand in columns, in the API and on pages. Without schemas, so that a page which only shows
 *  them loads nothing else. */

export const CAMPAIGN_TYPES = ["winback", "followup", "promotional", "feedback"] as const;
export const OUTREACH_METHODS = ["call", "email", "sms", "multi"] as const;
/** Over which one touch reaches a customer. */
export const CHANNELS = ["call", "email", "sms"] as const;
export type Channel = (typeof CHANNELS)[number];
/** For whom a later touch of a sequence is. */
export const CONDITIONS = ["always", "not_reached", "no_response", "not_converted", "clicked"] as const;
export type Condition = (typeof CONDITIONS)[number];
/** Beside A, which is a step's own content. */
export const VARIANT_NAMES = ["B", "C", "D", "E"] as const;
export type VariantName = (typeof VARIANT_NAMES)[number];
/** The steps in which a campaign is written, in order. */
export const DRAFT_STEPS = ["basics", "target", "method", "content", "schedule", "review"] as const;
export type DraftStep = (typeof DRAFT_STEPS)[number];
export type CampaignType = (typeof CAMPAIGN_TYPES)[number];
export type OutreachMethod = (typeof OUTREACH_METHODS)[number];
export const CAMPAIGN_STATUSES = ["draft", "scheduled", "active", "paused", "completed", "cancelled"] as const;
export const RECIPIENT_STATUSES = [
  "pending",
  "queued",
  "sent",
  "delivered",
  "answered",
  "failed",
  "opted_out",
  "skipped",
] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];
export type RecipientStatus = (typeof RECIPIENT_STATUSES)[number];

/** How far a recipient got: the words of a campaign's counts that are no status. */
export const RECIPIENT_STAGES = ["contacted", "arrived", "opened", "clicked", "reached", "converted"] as const;
export type RecipientStage = (typeof RECIPIENT_STAGES)[number];
/** Those that only a message leads to. */
export const MESSAGE_STAGES: readonly RecipientStage[] = ["arrived", "opened", "clicked"];

/** What the two lists can be sorted by. */
export const CAMPAIGN_SORTS = ["name", "status", "progress", "answered", "converted", "next", "updated"] as const;
/** Without a direction the latest come first, words from A and numbers from the least. */
export const RECIPIENT_SORTS = [
  "updated_at",
  "name",
  "status",
  "outcome",
  "attempts",
  "last_attempt_at",
  "next_attempt_at",
] as const;

/** What the customer wanted. Never derived from an end reason: only from a tool call or the call's structured analysis. */
export const OUTCOMES = [
  "interested",
  "booked",
  "callback",
  "not_interested",
  "opt_out",
  "wrong_number",
  "no_decision",
] as const;

/** How an attempt ended, one set for every channel. Source: the providers' end reasons and error codes, translated by their adapters. */
export const CALL_DISPOSITIONS = [
  "conversed",
  "voicemail",
  "no_answer",
  "busy",
  "silent",
  "transferred",
  "transfer_failed",
  "invalid_number",
  "capacity",
  "provider_failed",
  "billing",
  "cancelled",
  "unknown",
] as const;
export const DISPOSITIONS = [
  ...CALL_DISPOSITIONS,
  // Messages. `sent`: handed over, and no receipt came. `undelivered`: not this time. `bounced`: there is no such mailbox or phone.
  "delivered",
  "sent",
  "undelivered",
  "bounced",
  // The carrier or the mailbox does not want it. `filtered`: as unwanted mass messages, so that all others would fail too.
  "blocked",
  "filtered",
  // A landline takes calls only.
  "landline",
  // The provider knows of an opt-out that we did not.
  "opted_out",
] as const;

/** What a message of a customer was taken for. */
export const INBOUND_KINDS = ["stop", "start", "help", "opt_out", "reply"] as const;
export type InboundKind = (typeof INBOUND_KINDS)[number];

/** How far a message came, in the order in which it happens. */
export const MESSAGE_STATUSES = [
  "accepted",
  "sent",
  "delayed",
  "delivered",
  "failed",
  "opened",
  "clicked",
  "complained",
] as const;

export const SENTIMENTS = ["positive", "neutral", "negative"] as const;

/** Over which channels somebody is contacted, or does not want to be. */
export const CONTACT_CHANNELS = ["all", "call", "sms", "email"] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];
export const OPT_OUT_REASONS = ["opt_out", "complaint", "wrong_number", "hard_bounce", "owner", "import"] as const;
export type OptOutReason = (typeof OPT_OUT_REASONS)[number];
/** Those that a person may give; the others are found out by the engine, or come with a list. */
export const GIVEN_REASONS = ["opt_out", "complaint", "wrong_number", "owner"] as const satisfies OptOutReason[];
export const OPT_OUT_STATES = ["active", "lifted"] as const;
export const CONSENT_BASES = ["express_written", "express", "existing_customer"] as const;
export const CONSENT_PURPOSES = ["marketing", "informational"] as const;
export const CUSTOMER_STATES = ["opted_out", "unknown_time_zone", "no_phone"] as const;
export const CUSTOMER_SORTS = ["last_contact", "name", "leads", "created"] as const;

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The lists that calls are shown in, beside the one of all. */
export const CALL_VIEWS = ["needs_you"] as const;
