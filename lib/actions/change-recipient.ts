import { AppError } from "@/lib/core/errors";
import type { UserDeps } from "./deps";
import { requestDispatch } from "./start-campaign";

interface WhichRecipient {
  campaignId: string;
  recipientId: string;
}

/** Takes somebody who waits out of a campaign.
 *  @throws AppError campaign_not_found, not_found, recipient_under_way, recipient_not_waiting */
export async function excludeRecipient(deps: UserDeps, which: WhichRecipient): Promise<void> {
  const { user_id } = await deps.data.campaigns.get(which.campaignId);
  const change = await deps.corrections.exclude({ ...which, accountId: user_id, actorId: deps.user.id }, deps.now());
  if (!change.ok) throw new AppError(change.code);
  deps.log.info({ campaign_id: which.campaignId, recipient_id: which.recipientId }, "recipient excluded");
  // It may have been the last one.
  await deps.engine.settle(which.campaignId, deps.now());
}

/** Puts somebody who was not reached or was skipped back in line; the gate decides as for everybody.
 *  @throws AppError campaign_not_found, not_found, campaign_finished, campaign_not_started, recipient_under_way,
 *  recipient_opted_out, recipient_not_retryable, recipient_in_doubt, recipient_max_attempts */
export async function retryRecipient(deps: UserDeps, which: WhichRecipient): Promise<void> {
  const { user_id } = await deps.data.campaigns.get(which.campaignId);
  const change = await deps.corrections.retry({ ...which, accountId: user_id, actorId: deps.user.id }, deps.now());
  if (!change.ok) throw new AppError(change.code);
  deps.log.info({ campaign_id: which.campaignId, recipient_id: which.recipientId }, "recipient put back in line");
  if (change.campaign === "active") await requestDispatch(deps, which.campaignId);
}
