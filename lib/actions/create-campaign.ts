import type { CreateCampaign } from "@/lib/core/campaign";
import { AppError } from "@/lib/core/errors";
import type { CampaignDetail } from "@/lib/data/campaigns";
import type { UserDeps } from "./deps";

/** Makes a draft, with its touches. A script or a message becomes the content of the first one.
 *  @throws AppError invalid_input when the agent is not the account's, or a subject or a voicemail message has no words to go with */
export async function createCampaign(deps: UserDeps, input: CreateCampaign): Promise<CampaignDetail> {
  const { call_script, message_template, voicemail_message, subject, preview_text, steps, ...campaign } = input;
  const body = call_script ?? message_template;
  const alone = body ? undefined : lonely({ voicemail_message, subject, preview_text });
  if (alone) throw alone;
  await checkAgent(deps, input.agent_id);
  const id = await deps.data.campaigns.create({ ...campaign, user_id: deps.accountId });
  if (body) {
    const channel = firstChannel(input.outreach_method, call_script !== undefined);
    const lines = {
      voicemail: voicemail_message ?? null,
      subject: subject ?? null,
      preview_text: preview_text ?? null,
    };
    await deps.data.campaigns.setFirstStep(id, deps.accountId, { channel, body, ...lines });
  }
  if (steps && steps.length > 0) await withoutRemains(deps, id, deps.data.campaigns.setSteps(id, steps));
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

/** A draft without its words would pass for a whole one. */
async function withoutRemains(deps: UserDeps, id: string, writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    await deps.data.campaigns.deleteDraft(id);
    throw error;
  }
}

/** A step is made of its words: without them what goes along with them would be lost without a word. */
export function lonely(lines: Record<string, string | null | undefined>): AppError | undefined {
  const path = Object.keys(lines).find((field) => lines[field]);
  if (!path) return undefined;
  const message = path === "voicemail_message" ? "Write the call script too" : "Write the message too";
  return new AppError("invalid_input", [{ path, message }]);
}

export function firstChannel(method: string, isScript: boolean): "call" | "email" | "sms" {
  if (method === "email" || method === "sms") return method;
  return method === "call" || isScript ? "call" : "sms";
}
