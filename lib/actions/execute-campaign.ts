import { AppError } from "@/lib/core/errors";
import type { EngineDeps } from "./deps";

/** Hands one dispatch of an active campaign to the jobs, without waiting for the sweep.
 *  @throws AppError campaign_not_found, campaign_not_active, jobs_unavailable */
export async function executeCampaign(deps: EngineDeps, { id }: { id: string }): Promise<{ status: string }> {
  const campaign = await deps.data.campaigns.get(id);
  if (campaign.status !== "active") throw new AppError("campaign_not_active", { status: campaign.status });
  try {
    await deps.jobs.enqueue("dispatch-campaign", { campaignId: id }, { key: `dispatch:${id}` });
  } catch (error) {
    throw new AppError("jobs_unavailable", undefined, { cause: error });
  }
  return { status: campaign.status };
}
