import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { EngineDeps } from "@/lib/actions/deps";
import { buildEngineDeps } from "@/lib/server/deps";
import { readEnv } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { tsx } from "@/local/children";
import { asRole } from "@/local/postgres/prepare";
import { announced, type BenchDatabase, type GatewayProcess, startGatewayProcess, startProgram } from "./stage";

/** The engine on one database: gateway, receiver of webhooks and, when asked for, simulator and worker, each a process of its own. */
export interface EngineProcesses {
  deps: EngineDeps;
  gateway: GatewayProcess;
  webhook: { url: string; secret: string };
  /** The queue's connection string. */
  queueUrl: string;
  startWorker(): Promise<void>;
  stop(): Promise<void>;
}

const Started = z.object({ url: z.url() });
const KEY = randomBytes(16).toString("hex");

/** @param simulated whether calls can be placed: starts the simulated provider, whose calls last moments. */
export async function startEngineProcesses(database: BenchDatabase, simulated: boolean): Promise<EngineProcesses> {
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
    const vapi = simulated ? await announced(keep(startSimulator()), Started) : { url: "http://127.0.0.1:9" };
    const variables = {
      APP_URL: "http://127.0.0.1:9",
      SUPABASE_URL: gateway.url,
      SUPABASE_ANON_KEY: gateway.anonKey,
      SUPABASE_SERVICE_ROLE_KEY: gateway.serviceKey,
      VAPI_BASE_URL: vapi.url,
      VAPI_API_KEY: KEY,
      VAPI_WEBHOOK_SECRET: randomBytes(24).toString("hex"),
      JOBS_ENGINE: "graphile",
      DATABASE_URL: asRole(database.url, "postgres"),
      LOG_LEVEL: "warn",
    };
    const receiver = keep(startProgram("receiver", tsx("tests/bench/receiver.ts"), variables));
    const { url } = await announced(receiver, Started);
    const env = { ...variables, WEBHOOK_BASE_URL: new URL(url).origin };
    const deps = buildEngineDeps(readEnv(env));
    log.level = "warn";
    keep({ stop: () => closeJobs(deps) });
    return {
      ...{ deps, gateway, stop, queueUrl: variables.DATABASE_URL },
      webhook: { url, secret: variables.VAPI_WEBHOOK_SECRET },
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

function startSimulator() {
  const pace = ["--speed", "1000000", "--concurrency", "10000", "--duplicate", "0", "--reorder", "0"];
  const args = ["--token", KEY, "--seed", "1", "--log", ".local/bench/vapi.ndjson", ...pace];
  return startProgram("simulator", tsx("local/simulators/vapi/main.ts", ...args));
}

async function closeJobs({ jobs }: EngineDeps): Promise<void> {
  if ("close" in jobs && typeof jobs.close === "function") await jobs.close();
}
