import { MAX_SPOKEN } from "../call-content";
import { checkContent } from "../content";
import { denials } from "../denial";
import { type Disclosed, disclosed, type Speaker, secondsBeforePurpose } from "../disclosure";
import { withRecording, wordiestPlan } from "../recording";
import { VOICEMAIL_PARTS, voicemailLacks } from "../voicemail";
import { blocking, type LaunchCheck, type LaunchInput, type Part, type Place, uses, warning } from "./check";
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

export function checkCall(place: Place, input: LaunchInput): LaunchCheck[] {
  const { words } = place;
  if (words.body.trim() === "")
    return [blocking("no_script", place.field("body"), `${place.name("body")} is empty. Write what the agent says.`)];
  const speaker = { agentName: input.agent?.name ?? null, businessName: input.settings.businessName };
  const checks = (["body", "voicemail"] as const).flatMap((part) => {
    const said = words[part]?.trim() ? disclosed(words[part] ?? "", speaker) : null;
    const plan = part === "body" ? wordiestPlan(input.settings.recording) : "off";
    return [
      ...(said ? checkLength(place, part, withRecording(said.text, said.length, plan).text) : []),
      ...checkVariables(place, part, input),
      ...checkDenials(place, part, speaker, input),
    ];
  });
  checks.push(...checkVoicemail(place));
  if (secondsBeforePurpose(openingOf(words.body, speaker, input)) > input.purposeWithinSeconds)
    checks.push(
      warning(
        "late_purpose",
        place.field("body"),
        `${place.name("body")} takes more than ${input.purposeWithinSeconds} seconds to say what the call is about. Say it sooner: several states ask for it.`,
      ),
    );
  return checks;
}

/** Nothing that is spoken may take back who speaks, nor may the value of a variable. */
function checkDenials(place: Place, part: Part, speaker: Speaker, { variables }: LaunchInput): LaunchCheck[] {
  const text = place.words[part] ?? "";
  const written = denials(text, speaker);
  return denials(text, speaker, variables).map((sentence) =>
    blocking(
      "denies_ai",
      written.includes(sentence) ? place.field(part) : "variables",
      `${place.name(part)} denies that an AI speaks: “${sentence}” Remove these words: whoever is called has to know who speaks.`,
    ),
  );
}

/** The words with what is said of a recording before the purpose, where it is. */
function openingOf(body: string, speaker: Speaker, { settings }: LaunchInput): Pick<Disclosed, "text" | "length"> {
  const said = disclosed(body, speaker);
  const { text, added } = withRecording(said.text, said.length, settings.recording);
  return { text, length: said.length + (added === null ? 0 : added.length + 1) };
}

/** Who calls is always said; the rest is the owner's to say. */
function checkVoicemail(place: Place): LaunchCheck[] {
  const [field, what] = [place.field("voicemail"), place.name("voicemail")];
  return voicemailLacks(place.words.voicemail ?? "").map((part) => {
    const { lack, words } = VOICEMAIL_PARTS[part];
    return blocking(`voicemail_${part}`, field, `${what} ${lack}, which the law asks for. Add “${words}”`);
  });
}

function checkLength(place: Place, part: Part, text: string): LaunchCheck[] {
  if (checkContent(text).length <= MAX_SPOKEN) return [];
  return [
    blocking(
      "too_long",
      place.field(part),
      `${place.name(part)} has more than ${MAX_SPOKEN} characters with the sentences that are always said, the most that can be spoken. Shorten it.`,
    ),
  ];
}
