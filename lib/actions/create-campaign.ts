import type { CreateCampaign } from "@/lib/core/campaign";
import { AppError } from "@/lib/core/errors";
import type { CampaignDetail } from "@/lib/data/campaigns";
import type { UserDeps } from "./deps";

/** Makes a draft. A script becomes the content of the first step.
 *  @throws AppError invalid_input when the agent is not the account's, or a voicemail message has no script to go with */
export async function createCampaign(deps: UserDeps, input: CreateCampaign): Promise<CampaignDetail> {
  const { call_script, message_template, voicemail_message, ...campaign } = input;
  const body = call_script ?? message_template;
  if (voicemail_message && !body) throw voicemailAlone();
  await checkAgent(deps, input.agent_id);
  const id = await deps.data.campaigns.create({ ...campaign, user_id: deps.accountId });
  if (body) {
    const channel = firstChannel(input.outreach_method, call_script !== undefined);
    await deps.data.campaigns.setFirstStep(id, deps.accountId, { channel, body, voicemail: voicemail_message ?? null });
  }
  deps.log.info({ campaign_id: id, account_id: deps.accountId }, "campaign created");
  return deps.data.campaigns.get(id);
}

/** RLS would refuse another account's agent with a foreign key; this says which field it is. */
export async function checkAgent(deps: UserDeps, agentId: string | null | undefined): Promise<void> {
  if (!agentId) return;
  const agents = await deps.data.accounts.agents(deps.accountId);
  if (!agents.some((agent) => agent.id === agentId))
    throw new AppError("invalid_input", [{ path: "agent_id", message: "This agent is not one of yours" }]);
}

/** A step is made of its script: without one a message for the answering machine would be lost without a word. */
export const voicemailAlone = (): AppError =>
  new AppError("invalid_input", [{ path: "voicemail_message", message: "Write the call script too" }]);

export function firstChannel(method: string, isScript: boolean): "call" | "email" | "sms" {
  if (method === "email" || method === "sms") return method;
  return method === "call" || isScript ? "call" : "sms";
}
