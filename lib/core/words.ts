/** The words of the glossary that stand in columns, in the API and on pages. Without schemas, so that a page which only shows
 *  them loads nothing else. */

export const CAMPAIGN_TYPES = ["winback", "followup", "promotional", "feedback"] as const;
export const OUTREACH_METHODS = ["call", "email", "sms", "multi"] as const;
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
