import { Criteria } from "@/lib/core/criteria";
import type { OverrideView } from "@/lib/core/override-views";
import type { CampaignDetail } from "@/lib/data/campaigns";
import type { EngineDeps } from "./deps";

type Deps = Pick<EngineDeps, "overrides" | "now">;

/** The exceptions in force that the calls of a campaign would rest on; none once it has ended. Criteria that the engine can't read are
 *  nobody's: the start says so. */
export async function findExceptions(
  deps: Deps,
  { id, status, selected_at, target_criteria }: CampaignDetail,
): Promise<OverrideView[]> {
  if (status === "completed" || status === "cancelled") return [];
  if (!selected_at && !Criteria.safeParse(target_criteria).success) return [];
  return deps.overrides.ofCampaign(id, deps.now());
}
