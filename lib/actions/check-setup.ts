import type { PartState } from "@/lib/core/setup";
import type { ProviderReport, SetupReport } from "@/lib/core/setup-views";
import type { Agent } from "@/lib/data/accounts";
import type { LookUpResult, ProviderFailure } from "@/lib/providers/failure";
import type { Voice, VoiceResource } from "@/lib/providers/voice";
import type { UserDeps } from "./deps";
import { inWaves } from "./in-waves";

/** More are not asked for at once: their state stays unknown. */
const MOST_AGENTS = 20;
const AT_ONCE = 4;

type Checked = SetupReport["agents"][number];

/** Asks the provider, with requests that change nothing, whether it can be used and knows the agents, and looks whether the
 *  engine is at work. Never throws for a provider's fault. */
export async function checkSetup(
  deps: Pick<UserDeps, "data" | "accountId" | "voice" | "email" | "sms" | "engine" | "now">,
): Promise<SetupReport> {
  const [agents, voice, email, sms, swept_at] = await Promise.all([
    deps.data.accounts.agents(deps.accountId),
    checkProvider(deps.voice),
    checkProvider(deps.email),
    checkProvider(deps.sms),
    deps.engine.lastSweep(),
  ]);
  const ask = voice.state === "reachable" ? deps.voice : null;
  const checked: Checked[] = agents.slice(MOST_AGENTS).map((agent) => stateOf(agent, "unknown", "unknown"));
  await inWaves(agents.slice(0, MOST_AGENTS), AT_ONCE, async (agent) => {
    const parts = await Promise.all([
      checkPart(ask, "assistant", agent.vapi_assistant_id),
      checkPart(ask, "phone_number", agent.vapi_phone_number_id),
    ]);
    checked.push(stateOf(agent, ...parts));
  });
  return { checked_at: deps.now().toISOString(), voice, email, sms, agents: checked, swept_at };
}

const stateOf = ({ id, ...agent }: Agent, assistant: PartState, phone: PartState): Checked => ({
  id,
  assistant: agent.vapi_assistant_id ? assistant : "unset",
  phone_number: agent.vapi_phone_number_id ? phone : "unset",
});

async function checkProvider(provider: { check(): Promise<LookUpResult<null>> } | null): Promise<ProviderReport> {
  if (!provider) return { state: "unconfigured", said: null };
  const answer = await provider.check();
  if (answer.ok) return { state: "reachable", said: null };
  return { state: isRefusal(answer.failure) ? "refused" : "unreachable", said: answer.failure.message };
}

/** What only another key or another account mends. */
const isRefusal = ({ code }: ProviderFailure) => code === "auth" || code === "billing";

async function checkPart(voice: Voice | null, resource: VoiceResource, id: string | null): Promise<PartState> {
  if (!id) return "unset";
  const answer = await voice?.exists(resource, id);
  if (!answer?.ok) return "unknown";
  return answer.value ? "found" : "missing";
}
