import type { Hours } from "./hours";
import { reliedName } from "./list-age";
import type { ProviderSetup, Setup } from "./setup";
import type { ProviderReport, SetupReport } from "./setup-views";

/** What an account has, read from its own tables. */
export interface ReadinessFacts {
  business_name: string | null;
  callback_number: string | null;
  postal_address: string | null;
  /** Whose address emails come from. */
  email_sender: string | null;
  /** Whose number texts come from. */
  sms_sender: string | null;
  calling_hours: Hours;
  call_concurrency: number;
  inbound_lines: number;
  agents: { id: string; name: string; has_assistant: boolean; has_number: boolean }[];
  customers: number;
  opt_outs: number;
  /** Do-not-call lists that the account relies on, and those of them that are too old or missing. */
  lists: { relied: string[]; stale: string[] };
  /** Whether a call was ever made and ended. */
  called: boolean;
}

/** - `checking`: the provider is being asked. `unknown`: it could not be. */
export type ReadinessState = "done" | "missing" | "checking" | "unknown";

/** One thing to see to before the first real call. A blocking one makes calls impossible or useless. */
export interface ReadinessItem {
  code: string;
  title: string;
  /** What there is, or what to do. */
  text: string;
  state: ReadinessState;
  blocking: boolean;
  href: string;
  /** What the link says. */
  action: string;
}

/** The engine does its round every minute; after this long without one it is not at work. */
const LATE_MS = 3 * 60_000;

/** Whether the engine should have done another round by now. @param sweptAt when its last one began, ISO 8601 */
export const isLate = (sweptAt: string, now: Date): boolean => now.getTime() - Date.parse(sweptAt) > LATE_MS;

/** What is missing before the first real call, in the order in which an owner would see to it. Pure.
 *  @param report null while it is on its way */
export function readiness(facts: ReadinessFacts, setup: Setup, report: SetupReport | null, now: Date): ReadinessItem[] {
  return [
    ...ofBusiness(facts),
    ofVoice(setup, report),
    ofWebhooks(setup),
    ofJobs(setup, report, now),
    ofAgents(facts, report),
    ofEmail(facts, setup, report),
    ofTexts(facts, setup, report),
    ...ofPeople(facts),
    ...ofLists(facts),
  ];
}

/** Whether calls can be made; advice does not count. */
export const isReady = (items: readonly ReadinessItem[]): boolean =>
  items.every(({ blocking, state }) => !blocking || state === "done");

const item = (code: string, title: string, href: string, action: string, blocking = true) => ({
  done: (text: string): ReadinessItem => ({ code, title, href, action, blocking, text, state: "done" }),
  missing: (text: string): ReadinessItem => ({ code, title, href, action, blocking, text, state: "missing" }),
  checking: (text: string): ReadinessItem => ({ code, title, href, action, blocking, text, state: "checking" }),
  unknown: (text: string): ReadinessItem => ({ code, title, href, action, blocking, text, state: "unknown" }),
});

function ofBusiness(facts: ReadinessFacts): ReadinessItem[] {
  const name = item("business_name", "Business name", "/settings/business", "Business profile");
  const number = item("callback_number", "Number to call back", "/settings/business", "Business profile");
  const hours = item("calling_hours", "Calling hours", "/settings/calling", "Hours and limits");
  const lines = item("lines", "Lines for campaigns", "/settings/calling", "Hours and limits");
  const days = Object.values(facts.calling_hours).filter((windows) => windows.length > 0).length;
  const free = facts.call_concurrency - facts.inbound_lines;
  return [
    facts.business_name
      ? name.done(`Calls speak for ${facts.business_name}.`)
      : name.missing("Every call has to say who is calling. Enter your business’s name."),
    facts.callback_number
      ? number.done("Calls and messages on answering machines name it.")
      : number.missing(
          "Every call has to be able to name a number, and so has a message on an answering machine. Enter yours.",
        ),
    days > 0
      ? hours.done(`Calls are made on ${days} ${days === 1 ? "day" : "days"} of the week.`)
      : hours.missing("All days are closed, so no call would ever be made. Open at least one."),
    free > 0
      ? lines.done(`${free} ${free === 1 ? "call" : "calls"} at once.`)
      : lines.missing("All lines are kept free for callers. Keep fewer, so that one is left for campaigns."),
  ];
}

function ofVoice({ voice }: Setup, report: SetupReport | null): ReadinessItem {
  const line = item("voice", "Calls through Vapi", "/settings/providers", "Providers");
  if (!voice.configured)
    return line.missing(`Not set up. Set ${voice.missing.join(" and ")} in the server’s environment and restart it.`);
  if (!report) return line.checking("Asking Vapi …");
  switch (report.voice.state) {
    case "reachable":
      return line.done(voice.simulated ? "Simulated: nobody real is called." : "Vapi answers and takes the key.");
    case "refused":
      return line.missing("Vapi does not take the key. Set VAPI_API_KEY to the private key of your Vapi account.");
    default:
      return line.unknown("Vapi gives no answer just now. Look at status.vapi.ai and check again.");
  }
}

function ofWebhooks({ webhooks, voice }: Setup): ReadinessItem {
  const line = item("webhooks", "What happens in calls can be reported", "/settings/providers", "Providers");
  if (webhooks.reach === "public") return line.done("The server’s address can be reached from the internet.");
  if (voice.simulated) return line.done("The simulated provider runs beside this server.");
  return line.missing(
    webhooks.reach === "not_https"
      ? `The server’s address is not encrypted. Set ${webhooks.variable} to one that begins with https://.`
      : "The server’s address exists on its own network alone. Set WEBHOOK_BASE_URL to one that the internet can reach.",
  );
}

/** How each engine is set to work. */
export const ENGINE_START = {
  trigger: "Deploy the tasks to Trigger.dev and see that its schedule is on.",
  graphile: "Start the worker: npm run worker.",
  cron: "Have your host call GET /api/cron/campaigns every minute with the CRON_SECRET.",
} as const;

function ofJobs({ jobs }: Setup, report: SetupReport | null, now: Date): ReadinessItem {
  const line = item("jobs", "The engine that runs campaigns", "/settings/providers", "Providers");
  if (!report) return line.checking("Looking for its last round …");
  if (report.swept_at === null) return line.missing(`It has not run yet. ${ENGINE_START[jobs.engine]}`);
  if (isLate(report.swept_at, now)) return line.missing(`It is not at work. ${ENGINE_START[jobs.engine]}`);
  return line.done("At work: it looks every minute for what is to be done.");
}

function ofAgents({ agents }: ReadinessFacts, report: SetupReport | null): ReadinessItem {
  const line = item("agent", "An agent that can call", "/settings/agents", "Agents");
  if (agents.length === 0) return line.missing("There is none yet. Add one with its Vapi assistant and phone number.");
  const whole = agents.filter(({ has_assistant, has_number }) => has_assistant && has_number);
  if (whole.length === 0)
    return line.missing(`${agents[0]?.name ?? "The agent"} lacks its Vapi assistant or phone number. Enter both.`);
  if (!report) return line.checking("Asking Vapi for its assistant and number …");
  const stateOf = (id: string) => {
    const parts = report.agents.find((agent) => agent.id === id);
    if (!parts || parts.assistant === "unknown" || parts.phone_number === "unknown") return "unknown";
    return parts.assistant === "found" && parts.phone_number === "found" ? "found" : "missing";
  };
  const able = whole.find(({ id }) => stateOf(id) === "found");
  if (able) return line.done(`${able.name} has an assistant and a phone number, and Vapi knows both.`);
  if (whole.some(({ id }) => stateOf(id) === "unknown"))
    return line.unknown("Vapi could not be asked whether the agent’s assistant and number exist. Check again.");
  return line.missing(`Vapi does not know the assistant or the number of ${whole[0]?.name}. Correct its ids.`);
}

const CHANNELS_PAGE = ["/settings/channels", "Emails and texts"] as const;
const PROVIDERS_PAGE = ["/settings/providers", "Providers"] as const;
const BUSINESS_PAGE = ["/settings/business", "Business profile"] as const;

/** Nobody needs it who only calls: what is missing is advice. */
function ofEmail(facts: ReadinessFacts, { email }: Setup, report: SetupReport | null): ReadinessItem {
  const line = (page: readonly [string, string]) => item("email", "Emails through Resend", ...page, false);
  if (!email.configured)
    return line(PROVIDERS_PAGE).missing(`Not set up, so no campaign can write emails. ${asksFor(email)}`);
  if (!facts.email_sender) return line(CHANNELS_PAGE).missing("Enter the address that your emails come from.");
  if (!facts.postal_address)
    return line(BUSINESS_PAGE).missing("Every marketing email has to name your postal address. Enter it.");
  return answerOf(line(PROVIDERS_PAGE), "Resend", "RESEND_API_KEY", email, report?.email);
}

function ofTexts(facts: ReadinessFacts, { sms }: Setup, report: SetupReport | null): ReadinessItem {
  const line = (page: readonly [string, string]) => item("sms", "Text messages through Twilio", ...page, false);
  if (!sms.configured)
    return line(PROVIDERS_PAGE).missing(`Not set up, so no campaign can write texts. ${asksFor(sms)}`);
  if (!facts.sms_sender) return line(CHANNELS_PAGE).missing("Enter the number that your texts come from.");
  return answerOf(line(PROVIDERS_PAGE), "Twilio", "TWILIO_AUTH_TOKEN", sms, report?.sms);
}

const asksFor = ({ missing }: ProviderSetup) =>
  `Set ${new Intl.ListFormat("en-US").format(missing)} in the server’s environment and restart it.`;

function answerOf(
  line: ReturnType<typeof item>,
  name: string,
  key: string,
  { simulated }: ProviderSetup,
  report: ProviderReport | undefined,
): ReadinessItem {
  switch (report?.state) {
    case undefined:
      return line.checking(`Asking ${name} …`);
    case "reachable":
      return line.done(simulated ? "Simulated: nobody real gets a message." : `${name} answers and takes the key.`);
    case "refused":
      return line.missing(`${name} does not take the key. Correct ${key} in the server’s environment.`);
    default:
      return line.unknown(`${name} gives no answer just now. Check again.`);
  }
}

function ofPeople({ customers, called, opt_outs }: ReadinessFacts): ReadinessItem[] {
  const people = item("customers", "Customers to call", "/customers/import", "Import customers");
  const test = item("test_call", "A first call to yourself", "/campaigns/create", "New campaign", false);
  const optOuts = item("opt_outs", "People who must not be called", "/opt-outs", "Opt-outs", false);
  const count = (number: number, one: string, many: string) =>
    `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
  return [
    customers > 0
      ? people.done(`${count(customers, "customer", "customers")}.`)
      : people.missing("Import a CSV file of your customers’ visits or orders."),
    called
      ? test.done("Calls have been made.")
      : test.missing("Write a campaign’s script and have it call you, before it calls a customer."),
    opt_outs > 0
      ? optOuts.done(`${count(opt_outs, "entry", "entries")}. Whoever asks for it in a call is added at once.`)
      : optOuts.missing("Whoever asks for it in a call is added at once. Add those who told you before."),
  ];
}

/** Nothing is said of lists to whoever relies on none: whether they need one is a question for their lawyer. */
function ofLists({ lists: { relied, stale } }: ReadinessFacts): ReadinessItem[] {
  if (relied.length === 0) return [];
  const line = item("do_not_call_lists", "Do-not-call lists", "/settings/lists", "Do-not-call lists");
  if (stale.length === 0) return [line.done("Those that you rely on are there, and fresh.")];
  const names = new Intl.ListFormat("en-US").format(stale.map(reliedName));
  return [line.missing(`You rely on ${names}, too old or not uploaded: nobody there is called or texted.`)];
}
