import type { CampaignDetail } from "@/lib/data/campaigns";
import type { UserDeps } from "./deps";

const MOST = 120;
const MARK = " (copy)";

/** A new draft with the same content and settings; its time, its recipients and its counts stay behind.
 *  @throws AppError campaign_not_found */
export async function duplicateCampaign(deps: UserDeps, { id }: { id: string }): Promise<CampaignDetail> {
  const campaign = await deps.data.campaigns.get(id);
  const copy = await deps.data.campaigns.copy(campaign, `${campaign.name.slice(0, MOST - MARK.length)}${MARK}`);
  deps.log.info({ campaign_id: copy, from_campaign_id: id }, "campaign duplicated");
  return deps.data.campaigns.get(copy);
}
