import { AppError } from "@/lib/core/errors";
import type { UserDeps } from "./deps";

/** Deletes a draft. @throws AppError campaign_not_found, campaign_not_draft */
export async function deleteCampaign(deps: UserDeps, { id }: { id: string }): Promise<void> {
  if (!(await deps.data.campaigns.deleteDraft(id))) {
    const { status } = await deps.data.campaigns.get(id);
    throw new AppError("campaign_not_draft", { status });
  }
  deps.log.info({ campaign_id: id }, "campaign deleted");
}
