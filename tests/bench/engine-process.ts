import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { EngineDeps } from "@/lib/actions/deps";
import { buildEngineDeps } from "@/lib/server/deps";
import { readEnv } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { tsx } from "@/local/children";
import { asRole } from "@/local/postgres/prepare";
import { freePort } from "@/local/postgres/process";
import { announced, type BenchDatabase, type GatewayProcess, startGatewayProcess, startProgram } from "./stage";

/** The engine on one database: gateway, receiver of webhooks and, when asked for, simulator and worker, each a process of its own. */
export interface EngineProcesses {
  deps: EngineDeps;
  gateway: GatewayProcess;
  webhook: { url: string; secret: string };
  /** Webhooks about emails: where to, signed with what; and the simulated provider of emails, where one was asked for. */
  email: { webhookUrl: string; secret: string; simulatorUrl: string };
  /** The queue's connection string. */
  queueUrl: string;
  startWorker(): Promise<void>;
  stop(): Promise<void>;
}

const Started = z.object({ url: z.url() });
const KEY = randomBytes(16).toString("hex");
const EMAIL_KEY = `re_${KEY}`;
const EMAIL_SECRET = `whsec_${randomBytes(24).toString("base64")}`;
/** What the newest of Resend's own words allow in a second, each with up to a hundred emails. */
export const EMAIL_REQUESTS = 5;

/** @param simulated whether calls can be placed, or emails sent: starts the simulated provider, whose customers take moments. */
export async function startEngineProcesses(
  database: BenchDatabase,
  simulated: boolean | "email",
): Promise<EngineProcesses> {
  const started: { stop(): Promise<void> }[] = [];
  const keep = <T extends { stop(): Promise<void> }>(part: T): T => {
    started.push(part);
    return part;
  };
  const stop = async () => {
    for (const part of started.splice(0).reverse()) await part.stop();
  };
  try {
    const gateway = keep(await startGatewayProcess(database.url));
    const nobody = { url: "http://127.0.0.1:9" };
    const port = (await freePort()) ?? 0;
    const emailWebhooks = `http://127.0.0.1:${port}/api/webhooks/resend`;
    const vapi = simulated === true ? await announced(keep(startSimulator()), Started) : nobody;
    const resend = simulated === "email" ? await announced(keep(startEmails(emailWebhooks)), Started) : nobody;
    const variables = {
      APP_URL: "http://127.0.0.1:9",
      SUPABASE_URL: gateway.url,
      SUPABASE_ANON_KEY: gateway.anonKey,
      SUPABASE_SERVICE_ROLE_KEY: gateway.serviceKey,
      VAPI_BASE_URL: vapi.url,
      VAPI_API_KEY: KEY,
      VAPI_WEBHOOK_SECRET: randomBytes(24).toString("hex"),
      RESEND_BASE_URL: resend.url,
      RESEND_API_KEY: EMAIL_KEY,
      RESEND_WEBHOOK_SECRET: EMAIL_SECRET,
      EMAIL_REQUESTS_PER_SECOND: String(EMAIL_REQUESTS),
      LINK_SECRET: randomBytes(32).toString("hex"),
      JOBS_ENGINE: "graphile",
      DATABASE_URL: asRole(database.url, "postgres"),
      LOG_LEVEL: "warn",
    };
    const receiver = keep(startProgram("receiver", tsx("tests/bench/receiver.ts", String(port)), variables));
    const { url } = await announced(receiver, Started);
    const env = { ...variables, WEBHOOK_BASE_URL: new URL(url).origin };
    const deps = buildEngineDeps(readEnv(env));
    log.level = "warn";
    keep({ stop: () => closeJobs(deps) });
    return {
      ...{ deps, gateway, stop, queueUrl: variables.DATABASE_URL },
      webhook: { url, secret: variables.VAPI_WEBHOOK_SECRET },
      email: { webhookUrl: emailWebhooks, secret: EMAIL_SECRET, simulatorUrl: resend.url },
      async startWorker() {
        const worker = keep(startProgram("worker", tsx("scripts/worker.ts"), { ...env, LOG_LEVEL: "info" }));
        await worker.line((line) => line.includes("worker ready"));
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startEmails(webhookUrl: string) {
  const pace = ["--speed", "100000", "--rate", String(EMAIL_REQUESTS), "--duplicate", "0", "--reorder", "0"];
  const args = ["--key", EMAIL_KEY, "--webhook-secret", EMAIL_SECRET, "--webhook-url", webhookUrl, ...pace];
  return startProgram("resend", tsx("local/simulators/resend/main.ts", ...args, "--log", ".local/bench/resend.ndjson"));
}

function startSimulator() {
  const pace = ["--speed", "1000000", "--concurrency", "10000", "--duplicate", "0", "--reorder", "0"];
  const args = ["--token", KEY, "--seed", "1", "--log", ".local/bench/vapi.ndjson", ...pace];
  return startProgram("simulator", tsx("local/simulators/vapi/main.ts", ...args));
}

async function closeJobs({ jobs }: EngineDeps): Promise<void> {
  if ("close" in jobs && typeof jobs.close === "function") await jobs.close();
}
