import { createClient } from "@supabase/supabase-js";
import type { Data, EngineDeps, Links, RenderEmail, UserDeps, VoiceInbox } from "@/lib/actions/deps";
import { AppError } from "@/lib/core/errors";
import type { Jobs } from "@/lib/core/jobs";
import { accountsData } from "@/lib/data/accounts";
import { agreementsData } from "@/lib/data/agreements";
import { analyticsData } from "@/lib/data/analytics";
import { attemptsData } from "@/lib/data/attempts";
import { audienceData } from "@/lib/data/audience";
import { callsData } from "@/lib/data/calls";
import { campaignsData } from "@/lib/data/campaigns";
import type { Client } from "@/lib/data/client";
import { consentsData } from "@/lib/data/consents";
import { contentPreviewData } from "@/lib/data/content-preview";
import { correctionsData } from "@/lib/data/corrections";
import { customersData } from "@/lib/data/customers";
import type { Database } from "@/lib/data/database.types";
import { engineData } from "@/lib/data/engine";
import { eventsData } from "@/lib/data/events";
import { lawData } from "@/lib/data/law";
import { leadsData } from "@/lib/data/leads";
import { listsData } from "@/lib/data/lists";
import { messageLinksData } from "@/lib/data/message-links";
import { messagesData } from "@/lib/data/messages";
import { overridesData, overrideWrites } from "@/lib/data/overrides";
import { peopleData } from "@/lib/data/people";
import { recipientsData } from "@/lib/data/recipients";
import { retentionData } from "@/lib/data/retention";
import { setupData } from "@/lib/data/setup";
import { suppressionsData } from "@/lib/data/suppressions";
import { testCallsData, testCallWrites } from "@/lib/data/test-calls";
import { testMessagesData } from "@/lib/data/test-messages";
import { cronJobs, inlineJobs } from "@/lib/jobs/cron";
import { graphileJobs } from "@/lib/jobs/graphile";
import { triggerJobs } from "@/lib/jobs/trigger";
import { resendEmail } from "@/lib/providers/resend/adapter";
import { resendInbox } from "@/lib/providers/resend/inbox";
import { twilioSms } from "@/lib/providers/twilio/adapter";
import { twilioInbox } from "@/lib/providers/twilio/receive";
import { vapiVoice } from "@/lib/providers/vapi/adapter";
import { toInboundEvent } from "@/lib/providers/vapi/receive";
import { toolCallReply } from "@/lib/providers/vapi/reply";
import { toCallEvent } from "@/lib/providers/vapi/translate";
import { verifyVapiWebhook } from "@/lib/providers/vapi/verify";
import { type ServerEnv, serverEnv } from "./env";
import { gather } from "./gather";
import { linkTokens } from "./link-tokens";
import { log } from "./log";
import { setupOf } from "./setup";

const PROVIDER_TIMEOUT_SECONDS = 30;
/** Webhooks that come within this are stored together. */
const GATHER = { waitMs: 4, most: 100 };

export const dataOf = (client: Client): Data => ({
  accounts: accountsData(client),
  campaigns: campaignsData(client),
  recipients: recipientsData(client),
  attempts: attemptsData(client),
  testCalls: testCallsData(client),
  setup: setupData(client),
  customers: customersData(client),
  consents: consentsData(client),
  suppressions: suppressionsData(client),
  overrides: overridesData(client),
  law: lawData(client),
  calls: callsData(client),
  analytics: analyticsData(client),
});

const vapiInbox = (secret: string): VoiceInbox => ({
  verify: (headers, rawBody, now) => verifyVapiWebhook({ headers, rawBody, secret, now }),
  receive: toInboundEvent,
  read: toCallEvent,
  reply: toolCallReply,
});

/** The engine's client: service role, for server code only. */
export const serviceClient = (env: ServerEnv): Client =>
  createClient<Database>(env.supabaseUrl, env.supabaseServiceRoleKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });

/** Builds what the engine stands on from a checked environment. Opens nothing by itself. */
export function buildEngineDeps(env: ServerEnv): EngineDeps {
  const client = serviceClient(env);
  const { vapi } = env;
  const events = eventsData(client);
  const deps: EngineDeps = {
    now: () => new Date(Date.now() + env.clockOffsetMs),
    log,
    jobs: jobsOf(env, () => deps),
    data: dataOf(client),
    engine: engineData(client),
    audience: audienceData(client),
    corrections: correctionsData(client),
    events,
    storeEvent: gather((lot) => events.storeMany(lot), GATHER),
    messages: messagesData(client),
    ...messageDeps(env),
    leads: leadsData(client),
    lists: listsData(client),
    contentPreview: contentPreviewData(client),
    testCalls: testCallWrites(client),
    testMessages: testMessagesData(client),
    people: peopleData(client),
    overrides: overrideWrites(client),
    agreements: agreementsData(client),
    retention: retentionData(client),
    messageLinks: messageLinksData(client),
    voice: vapi && vapiVoice({ baseUrl: vapi.baseUrl, token: vapi.apiKey, timeoutSeconds: PROVIDER_TIMEOUT_SECONDS }),
    voiceInbox: vapi && vapiInbox(vapi.webhookSecret),
    webhook: vapi && { url: `${env.webhookBaseUrl}/api/webhooks/vapi`, secret: vapi.webhookSecret },
    setup: setupOf(env),
  };
  return deps;
}

/** Loaded with the first email: it takes a quarter of a process's start, and most processes draw none. */
const renderEmail: RenderEmail = async (email) => (await import("@/lib/email/render-email")).renderEmail(email);

/** Everything about email and text messages: nothing is there that was not configured. */
function messageDeps({ email, sms, linkSecret, appUrl, webhookBaseUrl, scannerWindowMs, receiptWaitMs }: ServerEnv) {
  const timeoutSeconds = PROVIDER_TIMEOUT_SECONDS;
  return {
    email: email && resendEmail({ baseUrl: email.baseUrl, apiKey: email.apiKey, timeoutSeconds }),
    emailInbox: email && resendInbox({ secret: email.webhookSecret }),
    renderEmail,
    sms: sms && twilioSms({ ...sms, timeoutSeconds }),
    smsInbox: sms && twilioInbox({ authToken: sms.authToken }),
    smsCallback: sms && `${webhookBaseUrl}/api/webhooks/twilio`,
    links: linkSecret === null ? null : linksOf(appUrl, linkSecret),
    pace: {
      emailRequestsPerSecond: email?.requestsPerSecond ?? 5,
      smsPerSecond: sms?.perSecond ?? 1,
      scannerWindowMs,
      receiptWaitMs,
    },
  };
}

function linksOf(appUrl: string, secret: string): Links {
  const tokens = linkTokens(secret);
  return {
    unsubscribe: (attemptId) => `${appUrl}/u/${tokens.unsubscribe(attemptId)}`,
    consent: (attemptId) => `${appUrl}/c/${tokens.consent(attemptId)}`,
    tracked: (attemptId, index) => `${appUrl}/l/${tokens.link(attemptId, index)}`,
  };
}

function jobsOf(env: ServerEnv, deps: () => EngineDeps): Jobs {
  if (env.jobs.engine === "graphile") return graphileJobs(env.jobs.databaseUrl, log);
  return env.jobs.engine === "trigger" ? triggerJobs() : cronJobs(deps);
}

let engine: EngineDeps | undefined;

/** What webhooks, jobs and the cron stand on: no person, every account. */
export function engineDeps(): EngineDeps {
  if (!engine) {
    const env = serverEnv();
    log.level = env.logLevel;
    engine = buildEngineDeps(env);
  }
  return engine;
}

/** What the cron route stands on. Without a job engine it does the work of the jobs itself. */
export function cronDeps(): EngineDeps {
  const deps = engineDeps();
  if (serverEnv().jobs.engine !== "cron") return deps;
  const inline: EngineDeps = { ...deps, jobs: inlineJobs(() => inline) };
  return inline;
}

/** What a signed-in person's request stands on: reads and writes with their own rights.
 *  @throws AppError not_signed_in */
export async function userDeps(): Promise<UserDeps> {
  // Imported here: request cookies exist in Next.js alone, and workers and tasks share this file.
  const { sessionClient, signedInUser } = await import("./session");
  const client = await sessionClient();
  const user = await signedInUser(client);
  if (!user) throw new AppError("not_signed_in");
  const data = dataOf(client);
  return { ...engineDeps(), data, user, accountId: await accountOf(data, user.id) };
}

/** The person's own account when it has agents; else the first team they belong to. */
async function accountOf(data: Data, userId: string): Promise<string> {
  const accounts = await data.accounts.accountsOf(userId);
  const [own = userId, team] = accounts;
  if (!team) return own;
  return (await data.accounts.agents(own)).length > 0 ? own : team;
}
