import { RecipientDetail } from "@/lib/core/attempt-view";
import { AppError } from "@/lib/core/errors";
import { recipientActions } from "@/lib/core/recipient-actions";
import { CampaignView, RecipientView } from "@/lib/core/views";
import { toAttemptView } from "./attempt-view";
import type { UserDeps } from "./deps";

/** Everything about one person of a campaign: where they stand, each attempt, and what can be done.
 *  @throws AppError campaign_not_found, not_found */
export async function readRecipient(
  { data, accountId }: Pick<UserDeps, "data" | "accountId">,
  { campaignId, recipientId }: { campaignId: string; recipientId: string },
): Promise<RecipientDetail> {
  const [campaign, recipient, attempts, agents] = await Promise.all([
    data.campaigns.get(campaignId),
    data.recipients.get(campaignId, recipientId),
    data.attempts.ofRecipient(recipientId),
    data.accounts.agents(accountId),
  ]);
  if (!recipient) throw new AppError("not_found");
  const inDoubt = attempts.some(({ state }) => state !== "ended");
  const { status } = CampaignView.parse(campaign);
  return RecipientDetail.parse({
    recipient,
    campaign,
    agentName: agents.find((agent) => agent.id === campaign.agent_id)?.name ?? "Assistant",
    attempts: attempts.map(toAttemptView),
    actions: recipientActions(RecipientView.parse(recipient), { status, max_attempts: campaign.max_attempts }, inDoubt),
  });
}
