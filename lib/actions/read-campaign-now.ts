import type { CampaignNow } from "@/lib/core/campaign-now";
import { AppError } from "@/lib/core/errors";
import type { UserDeps } from "./deps";

/** What goes on in a campaign besides its counts: why it waits, while it is active, and what happened last.
 *  @throws AppError campaign_not_found */
export async function readCampaignNow(
  { data, now }: Pick<UserDeps, "data" | "now">,
  { id }: { id: string },
): Promise<CampaignNow> {
  const at = now();
  const { waiting, activity } = await data.campaigns.now(id, at);
  // Every campaign that there is has an answer, whatever its state.
  if (!waiting) throw new AppError("campaign_not_found");
  return { now: at.toISOString(), waiting, activity };
}
