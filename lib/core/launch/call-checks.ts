import { MAX_SPOKEN } from "../call-content";
import { checkContent } from "../content";
import { blocking, type LaunchCheck, type LaunchInput, type Place, uses, warning } from "./check";
import { checkVariables } from "./content-checks";

/** What calls need beside their words. */
export function checkVoice(input: LaunchInput): LaunchCheck[] {
  if (!uses(input, "call")) return [];
  if (!input.configured.call)
    return [
      blocking(
        "voice_not_configured",
        "outreach_method",
        "Calls are not set up on this server: VAPI_API_KEY and VAPI_WEBHOOK_SECRET are needed.",
      ),
    ];
  return [];
}

/** Every campaign has an agent: the leads that it brings are the agent's. Calls need one that can speak. */
export function checkAgent(input: LaunchInput): LaunchCheck[] {
  const { agent } = input;
  const calls = uses(input, "call");
  if (!agent)
    return [
      blocking(
        "no_agent",
        "agent_id",
        calls ? "Choose the agent that makes the calls." : "Choose the agent that gets the leads.",
      ),
    ];
  if (!calls) return [];
  const checks: LaunchCheck[] = [];
  if (!agent.assistantId)
    checks.push(
      blocking(
        "agent_without_assistant",
        "agent_id",
        `The agent ${agent.name} has no Vapi assistant. Connect one or choose another agent.`,
      ),
    );
  if (!agent.phoneNumberId)
    checks.push(
      blocking(
        "agent_without_number",
        "agent_id",
        `The agent ${agent.name} has no phone number to call from. Connect one or choose another agent.`,
      ),
    );
  return checks;
}

const OPENING = "Say in the first sentence that the caller is an AI assistant; several states ask for it.";

export function checkCall(place: Place, input: LaunchInput): LaunchCheck[] {
  const { words } = place;
  if (words.body.trim() === "")
    return [blocking("no_script", place.field("body"), `${place.name("body")} is empty. Write what the agent says.`)];
  const checks = (["body", "voicemail"] as const).flatMap((part) => [
    ...(checkContent(words[part] ?? "").length > MAX_SPOKEN
      ? [
          blocking(
            "too_long",
            place.field(part),
            `${place.name(part)} has more than ${MAX_SPOKEN} characters, the most that can be spoken. Shorten it.`,
          ),
        ]
      : []),
    ...checkVariables(place, part, input),
  ]);
  if (!/\b(AI|A\.I|artificial|automated|virtual)\b/i.test(words.body))
    checks.push(warning("no_ai_disclosure", place.field("body"), OPENING));
  return checks;
}
