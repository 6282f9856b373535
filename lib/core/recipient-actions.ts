import { type ErrorCode, MESSAGE } from "./errors";
import type { CampaignStatus, RecipientStatus } from "./words";

export interface Standing {
  status: RecipientStatus;
  reason: string | null;
  outcome: string | null;
  attempts: number;
  converted_at: string | null;
}

/** Skipped or failed for good: no later moment makes it pass. */
const FOR_GOOD = ["opted_out", "customer_erased", "came_back"];

/** What can be done about a recipient. `null` allows it; a sentence says why not; undefined: there is nothing of that kind to do.
 *  The database asks the same again (`exclude_recipient`, `retry_recipient`).
 *  @param inDoubt whether an attempt has not ended, or nobody knows how */
export function recipientActions(
  recipient: Standing,
  campaign: { status: CampaignStatus; max_attempts: number },
  inDoubt: boolean,
): { exclude: string | null | undefined; retry: string | null | undefined } {
  return { exclude: recipient.status === "pending" ? null : undefined, retry: retryOf(recipient, campaign, inDoubt) };
}

function retryOf(
  recipient: Standing,
  campaign: { status: CampaignStatus; max_attempts: number },
  inDoubt: boolean,
): string | null | undefined {
  if (recipient.status !== "failed" && recipient.status !== "skipped" && recipient.status !== "opted_out")
    return undefined;
  const code = refusal(recipient, campaign, inDoubt);
  return code && MESSAGE[code];
}

function refusal(
  { status, outcome, reason, attempts, converted_at }: Standing,
  campaign: { status: CampaignStatus; max_attempts: number },
  inDoubt: boolean,
): ErrorCode | null {
  if (campaign.status === "completed" || campaign.status === "cancelled") return "campaign_finished";
  if (campaign.status !== "active" && campaign.status !== "paused") return "campaign_not_started";
  if (status === "opted_out" || outcome === "opt_out") return "recipient_opted_out";
  if (converted_at !== null || FOR_GOOD.includes(reason ?? "")) return "recipient_not_retryable";
  if (inDoubt) return "recipient_in_doubt";
  return attempts >= campaign.max_attempts ? "recipient_max_attempts" : null;
}
