import { AppError } from "@/lib/core/errors";
import { actorOf } from "./acting";
import type { EngineDeps } from "./deps";

/** Ends a campaign for good: whoever was not contacted yet is skipped; calls in progress finish and are recorded.
 *  @throws AppError campaign_not_found, campaign_not_active */
export async function stopCampaign(deps: EngineDeps, { id }: { id: string }): Promise<{ status: string }> {
  await deps.data.campaigns.get(id);
  const change = await deps.engine.stop(id, deps.now(), actorOf(deps));
  if (!change.ok) throw new AppError(change.code, change.status ? { status: change.status } : undefined);
  deps.log.info({ campaign_id: id }, "campaign stopped");
  return { status: change.status };
}
