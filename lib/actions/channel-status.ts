import type { ChannelStatus } from "@/lib/core/channels";
import type { Agent } from "@/lib/data/accounts";
import type { EngineDeps } from "./deps";

type Missing = ChannelStatus["missing"];

/** What each way of reaching customers still needs before it can be used; the values of keys are never part of it. */
export function channelStatus(deps: Pick<EngineDeps, "voice" | "webhook">, agents: Agent[]): ChannelStatus[] {
  const calls = missingForCalls(deps.voice !== null && deps.webhook !== null, agents);
  return [
    { method: "call", ready: calls.length === 0, missing: calls },
    notYet("email", "Email is not set up on this server yet."),
    notYet("sms", "Text messages are not set up on this server yet."),
    notYet(
      "multi",
      "Several ways one after another need email or text messages, which are not set up on this server yet.",
    ),
  ];
}

const notYet = (method: ChannelStatus["method"], what: string): ChannelStatus => ({
  method,
  ready: false,
  missing: [{ what, where: "Use calls until then." }],
});

function missingForCalls(voiceConfigured: boolean, agents: Agent[]): Missing {
  const missing: Missing = [];
  if (!voiceConfigured)
    missing.push({
      what: "The connection to the phone provider is missing.",
      where: "Whoever runs the server sets VAPI_API_KEY and VAPI_WEBHOOK_SECRET there.",
    });
  const callers = agents.filter((agent) => agent.vapi_assistant_id && agent.vapi_phone_number_id);
  if (agents.length === 0)
    missing.push({ what: "There is no agent to make the calls.", where: "Set one up in your AI receptionist." });
  else if (callers.length === 0)
    missing.push({
      what: agents.some((agent) => agent.vapi_assistant_id)
        ? "No agent has a phone number to call from."
        : "No agent has a Vapi assistant to speak with.",
      where: "Connect it to the agent in your AI receptionist.",
    });
  return missing;
}
