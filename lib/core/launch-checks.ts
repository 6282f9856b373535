import { MAX_SPOKEN } from "./call-content";
import type { CampaignVariables } from "./campaign";
import { checkContent, requiredVariables, type Variable } from "./content";
import type { Hours } from "./hours";
import { WEEKDAYS } from "./words";

/** One thing to see to before a launch. A blocking one keeps the campaign from starting. */
export interface LaunchCheck {
  code: string;
  /** The field of the API that mends it. */
  field: string;
  blocking: boolean;
  message: string;
}

export interface LaunchInput {
  method: string;
  steps: { channel: string; body: string; voicemail: string | null }[];
  agent: { name: string; assistantId: string | null; phoneNumberId: string | null } | null;
  variables: CampaignVariables;
  settings: {
    businessName: string | null;
    callbackNumber: string | null;
    bookingLink: string | null;
    hours: Hours | null;
    lines: number;
  };
  campaignHours: Hours | null;
  /** ISO 8601; null starts at once. */
  startsAt: string | null;
  now: Date;
  voiceConfigured: boolean;
}

const blocking = (code: string, field: string, message: string): LaunchCheck => ({
  code,
  field,
  blocking: true,
  message,
});
const warning = (code: string, field: string, message: string): LaunchCheck => ({
  code,
  field,
  blocking: false,
  message,
});

/** Everything that stands between a campaign and its launch, in the order in which an owner would mend it. */
export function launchChecks(input: LaunchInput): LaunchCheck[] {
  return [
    ...checkMethod(input),
    ...checkAgent(input),
    ...input.steps.flatMap((step) => checkStep(step, input)),
    ...checkBusiness(input),
    ...checkTime(input),
  ];
}

function checkMethod({ method, steps, voiceConfigured }: LaunchInput): LaunchCheck[] {
  if (method !== "call" || steps.some((step) => step.channel !== "call"))
    return [
      blocking("method_unavailable", "outreach_method", "Only calls can be made so far. Choose calls as the method."),
    ];
  if (steps.length === 0) return [blocking("no_script", "call_script", "Write what the assistant should say.")];
  if (!voiceConfigured)
    return [
      blocking(
        "voice_not_configured",
        "outreach_method",
        "Calls are not set up on this server: VAPI_API_KEY and VAPI_WEBHOOK_SECRET are needed.",
      ),
    ];
  return [];
}

function checkAgent({ agent }: LaunchInput): LaunchCheck[] {
  if (!agent) return [blocking("no_agent", "agent_id", "Choose the agent that makes the calls.")];
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

function checkStep(step: LaunchInput["steps"][number], input: LaunchInput): LaunchCheck[] {
  const checks: LaunchCheck[] = [];
  const texts = [
    { field: "call_script", text: step.body, what: "script" },
    { field: "voicemail_message", text: step.voicemail ?? "", what: "voicemail message" },
  ];
  for (const { field, text, what } of texts) {
    const { unknown, strayBrace, length } = checkContent(text);
    if (step.channel === "call" && length > MAX_SPOKEN)
      checks.push(
        blocking(
          "too_long",
          field,
          `The ${what} has more than ${MAX_SPOKEN} characters, the most that can be spoken. Shorten it.`,
        ),
      );
    for (const name of unknown)
      checks.push(
        blocking(
          "unknown_variable",
          field,
          `The ${what} uses ${name}, which is no known variable. Correct or remove it.`,
        ),
      );
    if (strayBrace)
      checks.push(blocking("stray_brace", field, `The ${what} has a brace that belongs to no variable. Remove it.`));
    for (const variable of requiredVariables(text))
      if (isEmpty(variable, input))
        checks.push(
          blocking(
            "empty_variable",
            field,
            `The ${what} uses {${variable}}, which has no value yet. Give it one or remove it.`,
          ),
        );
  }
  if (step.channel === "call" && !/\b(AI|A\.I|artificial|automated|virtual)\b/i.test(step.body))
    checks.push(
      warning(
        "no_ai_disclosure",
        "call_script",
        "Say in the first sentence that the caller is an AI assistant; several states ask for it.",
      ),
    );
  return checks;
}

/** Values that belong to the campaign or the account are the same for everybody; the customer's own are checked for each person. */
function isEmpty(variable: Variable, { variables, settings }: LaunchInput): boolean {
  switch (variable) {
    case "promotion":
    case "offer_code":
      return !variables[variable];
    case "booking_link":
      return !variables.booking_link && !settings.bookingLink;
    case "business_name":
      return !settings.businessName;
    default:
      return false;
  }
}

function checkBusiness({ settings, campaignHours }: LaunchInput): LaunchCheck[] {
  const checks: LaunchCheck[] = [];
  if (!settings.businessName)
    checks.push(
      blocking(
        "no_business_name",
        "business_name",
        "Enter your business's name in the settings: every call has to say it.",
      ),
    );
  if (!settings.callbackNumber)
    checks.push(
      warning(
        "no_callback_number",
        "callback_number",
        "Enter a number that customers can call back; a message on an answering machine has to name one.",
      ),
    );
  if (settings.lines <= 0)
    checks.push(
      blocking(
        "no_free_line",
        "call_concurrency",
        "All lines are kept for incoming calls. Keep fewer, so that one is left for campaigns.",
      ),
    );
  if (!hoursOverlap(settings.hours, campaignHours))
    checks.push(
      blocking(
        "no_open_hours",
        "calling_hours",
        "The campaign's hours and your business's calling hours have no moment in common. Change one of them.",
      ),
    );
  return checks;
}

function checkTime({ startsAt, now }: LaunchInput): LaunchCheck[] {
  if (startsAt === null || Date.parse(startsAt) > now.getTime()) return [];
  return [warning("time_passed", "scheduled_at", "The time it was to start at has passed, so it starts at once.")];
}

/** Whether two sets of hours share a moment in the week; null hours are always open. */
export function hoursOverlap(a: Hours | null, b: Hours | null): boolean {
  return WEEKDAYS.some((day) => {
    const first = a ? (a[day] ?? []) : [["00:00", "24:00"] as const];
    const second = b ? (b[day] ?? []) : [["00:00", "24:00"] as const];
    return first.some(([from, to]) => second.some(([start, end]) => from < end && start < to));
  });
}
