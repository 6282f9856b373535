import type { PatchCampaign } from "@/lib/core/campaign";
import { AppError } from "@/lib/core/errors";
import type { CampaignDetail } from "@/lib/data/campaigns";
import { checkAgent, firstChannel, lonely } from "./create-campaign";
import type { UserDeps } from "./deps";

const WORDS_MAY_CHANGE = ["draft", "scheduled", "paused"];

/** Changes a campaign. What may change in which state the database guards.
 *  @throws AppError campaign_not_found, campaign_not_editable, invalid_input */
export async function updateCampaign(
  deps: UserDeps,
  { id, change }: { id: string; change: PatchCampaign },
): Promise<CampaignDetail> {
  const { call_script, message_template, voicemail_message, subject, preview_text, steps, ...columns } = change;
  const campaign = await deps.data.campaigns.get(id);
  const content = steps ? null : contentOf(campaign, change);
  // Looked at first, so that a change that is refused leaves nothing half changed.
  if ((content || steps) && !WORDS_MAY_CHANGE.includes(campaign.status))
    throw new AppError("campaign_not_editable", { status: campaign.status });
  if (steps && campaign.status === "paused" && !isSameOrder(campaign.steps, steps))
    throw new AppError("campaign_not_editable", { status: campaign.status });
  await checkAgent(deps, change.agent_id);
  if (Object.keys(columns).length > 0 && !(await deps.data.campaigns.update(id, columns)))
    throw new AppError("campaign_not_found");
  if (steps) await deps.data.campaigns.setSteps(id, steps);
  if (content) await deps.data.campaigns.setFirstStep(id, campaign.user_id, content);
  return deps.data.campaigns.get(id);
}

/** Recipients stand at a place: while paused the words may change, not the touches. */
const isSameOrder = (before: { channel: string }[], after: { channel: string }[]): boolean =>
  before.map(({ channel }) => channel).join() === after.map(({ channel }) => channel).join();

/** What changes in the first step; null when nothing does. */
function contentOf(campaign: CampaignDetail, change: PatchCampaign) {
  const { call_script, message_template, voicemail_message, subject, preview_text } = change;
  const [step] = campaign.steps;
  const body = call_script ?? message_template;
  const alone = body === undefined && !step ? lonely({ voicemail_message, subject, preview_text }) : undefined;
  if (alone) throw alone;
  const channel = channelOf(campaign, change);
  const lines = {
    ...(body === undefined ? {} : { body }),
    ...(voicemail_message === undefined ? {} : { voicemail: voicemail_message }),
    ...(subject === undefined ? {} : { subject }),
    ...(preview_text === undefined ? {} : { preview_text }),
  };
  if (Object.keys(lines).length === 0 && (!step || step.channel === channel)) return null;
  return { channel, ...lines };
}

/** Of the first touch: a sequence keeps its own. */
function channelOf(campaign: CampaignDetail, { outreach_method, call_script, message_template }: PatchCampaign) {
  const [step] = campaign.steps;
  const method = outreach_method ?? campaign.outreach_method;
  if (method === "multi" && step && call_script === undefined && (!message_template || step.channel !== "call"))
    return step.channel;
  return firstChannel(method, call_script !== undefined || (step?.channel === "call" && !message_template));
}
