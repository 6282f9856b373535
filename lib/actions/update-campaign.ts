import type { PatchCampaign } from "@/lib/core/campaign";
import { AppError } from "@/lib/core/errors";
import type { CampaignDetail } from "@/lib/data/campaigns";
import { checkAgent, firstChannel } from "./create-campaign";
import type { UserDeps } from "./deps";

/** Changes a campaign. What may change in which state the database guards.
 *  @throws AppError campaign_not_found, campaign_not_editable, invalid_input */
export async function updateCampaign(
  deps: UserDeps,
  { id, change }: { id: string; change: PatchCampaign },
): Promise<CampaignDetail> {
  const { call_script, message_template, voicemail_message, ...columns } = change;
  const campaign = await deps.data.campaigns.get(id);
  await checkAgent(deps, change.agent_id);
  if (Object.keys(columns).length > 0 && !(await deps.data.campaigns.update(id, columns)))
    throw new AppError("campaign_not_found");
  const body = call_script ?? message_template;
  if (body !== undefined || voicemail_message !== undefined) {
    const method = change.outreach_method ?? campaign.outreach_method;
    const content = {
      channel: firstChannel(method, call_script !== undefined || campaign.steps[0]?.channel === "call"),
      ...(body === undefined ? {} : { body }),
      ...(voicemail_message === undefined ? {} : { voicemail: voicemail_message }),
    };
    await deps.data.campaigns.setFirstStep(id, campaign.user_id, content);
  }
  return deps.data.campaigns.get(id);
}
