import type { PatchCampaign } from "@/lib/core/campaign";
import { AppError } from "@/lib/core/errors";
import type { CampaignDetail } from "@/lib/data/campaigns";
import { checkAgent, firstChannel, voicemailAlone } from "./create-campaign";
import type { UserDeps } from "./deps";

const WORDS_MAY_CHANGE = ["draft", "scheduled", "paused"];

/** Changes a campaign. What may change in which state the database guards.
 *  @throws AppError campaign_not_found, campaign_not_editable, invalid_input */
export async function updateCampaign(
  deps: UserDeps,
  { id, change }: { id: string; change: PatchCampaign },
): Promise<CampaignDetail> {
  const { call_script, message_template, voicemail_message, ...columns } = change;
  const campaign = await deps.data.campaigns.get(id);
  const content = contentOf(campaign, change);
  // Looked at first, so that a change that is refused leaves nothing half changed.
  if (content && !WORDS_MAY_CHANGE.includes(campaign.status))
    throw new AppError("campaign_not_editable", { status: campaign.status });
  await checkAgent(deps, change.agent_id);
  if (Object.keys(columns).length > 0 && !(await deps.data.campaigns.update(id, columns)))
    throw new AppError("campaign_not_found");
  if (content) await deps.data.campaigns.setFirstStep(id, campaign.user_id, content);
  return deps.data.campaigns.get(id);
}

/** What changes in the first step; null when nothing does. */
function contentOf(campaign: CampaignDetail, change: PatchCampaign) {
  const { call_script, message_template, voicemail_message } = change;
  const [step] = campaign.steps;
  const body = call_script ?? message_template;
  if (voicemail_message && body === undefined && !step) throw voicemailAlone();
  const method = change.outreach_method ?? campaign.outreach_method;
  const channel = firstChannel(method, call_script !== undefined || step?.channel === "call");
  if (body === undefined && voicemail_message === undefined && (!step || step.channel === channel)) return null;
  return {
    channel,
    ...(body === undefined ? {} : { body }),
    ...(voicemail_message === undefined ? {} : { voicemail: voicemail_message }),
  };
}
