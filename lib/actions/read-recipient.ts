import { RecipientDetail } from "@/lib/core/attempt-view";
import { readDecision } from "@/lib/core/decision";
import { AppError } from "@/lib/core/errors";
import { explain } from "@/lib/core/explain";
import type { OverrideView } from "@/lib/core/override-views";
import { recipientActions } from "@/lib/core/recipient-actions";
import { CampaignView, RecipientView } from "@/lib/core/views";
import { CHANNELS } from "@/lib/core/words";
import { toAttemptView } from "./attempt-view";
import type { UserDeps } from "./deps";

/** Everything about one person of a campaign: where they stand, each attempt, and what can be done.
 *  @throws AppError campaign_not_found, not_found */
export async function readRecipient(
  { data, accountId, now }: Pick<UserDeps, "data" | "accountId" | "now">,
  { campaignId, recipientId }: { campaignId: string; recipientId: string },
): Promise<RecipientDetail> {
  const [campaign, recipient, attempts, agents] = await Promise.all([
    data.campaigns.get(campaignId),
    data.recipients.get(campaignId, recipientId),
    data.attempts.ofRecipient(recipientId),
    data.accounts.agents(accountId),
  ]);
  if (!recipient) throw new AppError("not_found");
  const [why, exceptions] = await Promise.all([
    whyOf(data, recipient, campaign.steps),
    exceptionsOf(data, accountId, attempts, now()),
  ]);
  const inDoubt = attempts.some(({ state }) => state !== "ended");
  const { status } = CampaignView.parse(campaign);
  return RecipientDetail.parse({
    recipient,
    campaign,
    why,
    agentName: agents.find((agent) => agent.id === campaign.agent_id)?.name ?? "Assistant",
    attempts: attempts.map((attempt) => toAttemptView(attempt, exceptions)),
    actions: recipientActions(RecipientView.parse(recipient), { status, max_attempts: campaign.max_attempts }, inDoubt),
  });
}

type Held = NonNullable<Awaited<ReturnType<UserDeps["data"]["recipients"]["get"]>>>;

/** Why somebody waits or was skipped, with the opt-out or the public holiday that it was. */
async function whyOf(data: UserDeps["data"], recipient: Held, steps: readonly { position: number; channel: string }[]) {
  const { customer, customer_id: customerId, user_id, phone, email, reason, next_attempt_at: next } = recipient;
  const decision = readDecision(recipient.decision);
  const asksWish = (reason === "opted_out" || reason === "opted_out_channel") && customerId !== null;
  const [wishes, holiday, settings] = await Promise.all([
    asksWish ? data.suppressions.ofCustomer({ id: customerId, user_id, phone, email }) : [],
    decision ? data.law.holiday(decision) : null,
    customer?.time_zones.length ? null : data.accounts.settings(user_id),
  ]);
  const channel = steps.find(({ position }) => position === recipient.step)?.channel;
  return explain({
    ...{ reason, decision, holiday },
    next: recipient.status === "pending" ? next : null,
    channel: CHANNELS.find((one) => one === channel) ?? null,
    timeZone: customer?.time_zones[0] ?? settings?.time_zone ?? "America/New_York",
    wish:
      wishes.find(({ id }) => id === decision?.suppression_id) ??
      wishes.find(({ lifted_at }) => lifted_at === null) ??
      null,
  });
}

/** The exceptions that contacts rested on; nothing is asked where there is none. */
export async function exceptionsOf(
  data: UserDeps["data"],
  accountId: string,
  attempts: readonly { decision: unknown }[],
  now: Date,
): Promise<OverrideView[]> {
  const isUsed = attempts.some(({ decision }) => (readDecision(decision)?.overrides ?? []).length > 0);
  return isUsed ? (await data.overrides.list(accountId, now)).overrides : [];
}
