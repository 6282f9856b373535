import { AppError } from "@/lib/core/errors";
import type { EngineDeps } from "./deps";

/** Selects the recipients of a campaign that has none yet. @returns how many it has; a second call changes nothing.
 *  @throws AppError campaign_not_found, campaign_not_editable, campaign_without_recipients */
export async function selectRecipients(deps: EngineDeps, { id }: { id: string }): Promise<{ selected: number }> {
  const campaign = await deps.data.campaigns.get(id);
  if (!["draft", "scheduled", "paused"].includes(campaign.status))
    throw new AppError("campaign_not_editable", { status: campaign.status });
  const selected = await deps.engine.selectRecipients(id, deps.now());
  if (selected === 0) throw new AppError("campaign_without_recipients");
  return { selected };
}
