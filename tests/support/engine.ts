import type { EngineDeps, UserDeps } from "@/lib/actions/deps";
import { vapiVoice } from "@/lib/providers/vapi/adapter";
import { buildEngineDeps } from "@/lib/server/deps";
import { readEnv } from "@/lib/server/env";
import { startVapiSimulator, type VapiSimulator } from "@/local/simulators/vapi/simulator";
import type { SimulatorOptions } from "@/local/simulators/vapi/types";
import { type Account, makeAccount } from "./engine-account";
import { type RecordingJobs, recordingJobs } from "./recording-jobs";
import { type Stack, startStack } from "./stack";
import { startWebhooks, type Webhooks } from "./webhook-server";

export const VAPI_TOKEN = "simulated-private-key";
export const WEBHOOK_SECRET = "webhook-secret-of-the-tests";
/** A Wednesday, 10:00 in New York: every calling hour of the east is open. */
const START = Date.parse("2026-11-25T15:00:00Z");
const WEEK_MS = 7 * 86_400_000;

export interface Clock {
  now(): Date;
  advance(ms: number): void;
  /** To the same hour of the same weekday, a week or more on, so that calling hours are open again. */
  nextWeek(): void;
}

export interface Logged {
  level: "info" | "warn" | "error";
  message: string;
  fields: Record<string, unknown>;
}

/** The engine on a database, a gateway and a simulated Vapi of its own, with a clock and a queue that the test moves. */
export interface EngineStage {
  stack: Stack;
  simulator: VapiSimulator;
  webhooks: Webhooks;
  clock: Clock;
  jobs: RecordingJobs;
  logged: Logged[];
  deps: EngineDeps;
  /** The same engine, that waits half a second for Vapi: for answers that come late or never. */
  hasty: EngineDeps;
  /** The same engine with parts replaced. */
  with(parts: Partial<EngineDeps>): EngineDeps;
  account(name: string): Promise<Account>;
  userDeps(account: Pick<UserDeps, "user" | "accountId">, data: UserDeps["data"]): UserDeps;
  /** Plays the calls in progress to their end and does all jobs that came of it. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export interface EngineOptions {
  simulator?: Partial<SimulatorOptions>;
  /** For one request to Vapi. By default longer than any test waits for an answer that comes. */
  timeoutSeconds?: number;
}

export async function startEngine({
  simulator: options,
  timeoutSeconds = 10,
}: EngineOptions = {}): Promise<EngineStage> {
  const stack = await startStack();
  let at = START;
  const clock: Clock = {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms;
    },
    nextWeek: () => {
      at = START + Math.ceil((at - START + 1) / WEEK_MS) * WEEK_MS;
    },
  };
  const simulator = await startVapiSimulator({
    seed: 7,
    token: VAPI_TOKEN,
    speed: 5_000,
    concurrency: 100,
    now: clock.now,
    webhookFaults: { duplicate: 0, reorder: 0, drop: 0 },
    ...options,
  });
  const webhooks = await startWebhooks(() => deps);
  const logged: Logged[] = [];
  const write = (level: Logged["level"]) => (fields: Record<string, unknown>, message: string) => {
    logged.push({ level, message, fields });
  };
  const env = readEnv({
    APP_URL: webhooks.origin,
    SUPABASE_URL: stack.url,
    SUPABASE_ANON_KEY: stack.anonKey,
    SUPABASE_SERVICE_ROLE_KEY: stack.serviceKey,
    VAPI_API_KEY: VAPI_TOKEN,
    VAPI_WEBHOOK_SECRET: WEBHOOK_SECRET,
    VAPI_BASE_URL: simulator.url,
    CRON_SECRET: "cron-secret-of-the-tests",
  });
  const jobs = recordingJobs(() => deps);
  const voice = (seconds: number) => vapiVoice({ baseUrl: simulator.url, token: VAPI_TOKEN, timeoutSeconds: seconds });
  const deps: EngineDeps = {
    ...buildEngineDeps(env),
    now: clock.now,
    jobs,
    log: { info: write("info"), warn: write("warn"), error: write("error") },
    voice: voice(timeoutSeconds),
  };
  const stage: EngineStage = {
    ...{ stack, simulator, webhooks, clock, jobs, logged, deps },
    hasty: { ...deps, voice: voice(0.5) },
    with: (parts) => ({ ...deps, ...parts }),
    account: (name) => makeAccount(stage, name),
    userDeps: ({ user, accountId }, data) => ({ ...deps, data, user, accountId }),
    async settle() {
      do await simulator.idle();
      while ((await jobs.work()) > 0);
    },
    async stop() {
      await simulator.stop();
      await webhooks.stop();
      await stack.stop();
    },
  };
  return stage;
}
