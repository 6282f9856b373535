import { AppError } from "@/lib/core/errors";
import { actorOf } from "./acting";
import type { EngineDeps } from "./deps";

/** Pauses a campaign at once: when this returns no further contact begins; calls in progress finish and are recorded.
 *  @throws AppError campaign_not_found, campaign_not_active */
export async function pauseCampaign(deps: EngineDeps, { id }: { id: string }): Promise<{ status: string }> {
  await deps.data.campaigns.get(id);
  const actorId = actorOf(deps);
  const change = await deps.engine.pause(id, actorId ? { actorId } : "owner", deps.now());
  if (!change.ok) throw new AppError(change.code, change.status ? { status: change.status } : undefined);
  deps.log.info({ campaign_id: id }, "campaign paused");
  return { status: change.status };
}
