import { AppError, errorName } from "@/lib/core/errors";
import type { LaunchCheck } from "@/lib/core/launch-checks";
import { actorOf } from "./acting";
import { checkLaunch } from "./check-launch";
import type { EngineDeps } from "./deps";

export interface Started {
  status: string;
  selected: number;
  /** What is worth mending and did not keep the campaign from starting. */
  warnings: LaunchCheck[];
}

/** Starts, schedules or resumes a campaign: selects its recipients if none were, and hands the first dispatch to the jobs.
 *  Never waits for a provider. With a person's deps only their own campaigns exist.
 *  @throws AppError campaign_not_found, campaign_already_active, campaign_finished, campaign_without_recipients,
 *  campaign_not_ready with the checks as details. */
export async function startCampaign(deps: EngineDeps, { id }: { id: string }): Promise<Started> {
  const campaign = await deps.data.campaigns.get(id);
  if (campaign.status === "active") throw new AppError("campaign_already_active");
  if (campaign.status === "completed" || campaign.status === "cancelled") throw new AppError("campaign_finished");
  const checks = await checkLaunch(deps, campaign);
  if (checks.some((check) => check.blocking)) throw new AppError("campaign_not_ready", checks);
  const change = await deps.engine.start(id, deps.now(), actorOf(deps));
  if (!change.ok) throw new AppError(change.code, change.status ? { status: change.status } : undefined);
  deps.log.info({ campaign_id: id, status: change.status, selected: change.selected }, "campaign started");
  if (change.status === "active") await requestDispatch(deps, id);
  return { status: change.status, selected: change.selected ?? 0, warnings: checks };
}

/** Asks for a dispatch soon. A queue that can't be reached is no reason to fail: the sweep dispatches every active campaign. */
export async function requestDispatch(deps: Pick<EngineDeps, "jobs" | "log">, campaignId: string): Promise<void> {
  try {
    await deps.jobs.enqueue("dispatch-campaign", { campaignId }, { key: `dispatch:${campaignId}` });
  } catch (error) {
    deps.log.warn({ campaign_id: campaignId, error: errorName(error) }, "dispatch left to the sweep");
  }
}
