import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { EngineDeps } from "@/lib/actions/deps";
import { buildEngineDeps } from "@/lib/server/deps";
import { readEnv, type ServerEnv } from "@/lib/server/env";
import { ensureBuild } from "./build";
import { type Child, ROOT, startChild, tsx } from "./children";
import { startGateway } from "./gateway/server";
import { migrate } from "./postgres/migrate";
import { asDatabase, asRole, prepareDatabase, withClient } from "./postgres/prepare";
import { freePort } from "./postgres/process";
import { startPostgres } from "./postgres/server";
import { type Simulators, startSimulators } from "./simulators";

export interface LocalStackOptions {
  /** Where data and logs lie, below the project's root: `.local/demo`. */
  dir: string;
  /** Start from an empty database. */
  reset: boolean;
  /** One that has all migrations, as its superuser, instead of a Postgres of our own. */
  databaseUrl?: string;
  /** Repeats the simulated customers' behaviour. */
  seed: string;
  /** Simulated seconds of a call in a real one. */
  speed: number;
  clockOffsetMs: number;
  /** Preferred port of the dashboard; another is taken when it is not free. Null: no dashboard, and so nobody who takes webhooks. */
  port: number | null;
  workers: number;
  /** Where the simulated Vapi writes what it received; the others beside it. */
  simulatorLog?: string;
  /** Requests a second that the simulated providers of emails and texts allow. */
  emailRate?: number;
  smsRate?: number;
  /** For how long messages without a receipt are asked after; a day unless told. */
  receiptWaitMs?: number;
  say?: (text: string) => void;
  onCrash?: (name: string, lastLines: string) => void;
}

export interface LocalStack {
  appUrl: string;
  simulatorUrl: string;
  simulators: Simulators["urls"];
  databaseUrl: string;
  supabase: { url: string; anonKey: string; serviceKey: string };
  env: ServerEnv;
  /** The engine's deps against this stack, as a worker has them. */
  deps: EngineDeps;
  startWorker(): Promise<Child>;
  stop(): Promise<void>;
}

const DATABASE = "rekindle";
const SIMULATOR_LOG = ".local/simulators/vapi.ndjson";
/** Beside the log of calls, so that one setting names all three. */
export const simulatorLogs = (vapi = SIMULATOR_LOG) => ({
  vapi,
  resend: vapi.replace(/(vapi)?\.ndjson$/, (_, own?: string) => (own ? "resend.ndjson" : "-resend.ndjson")),
  twilio: vapi.replace(/(vapi)?\.ndjson$/, (_, own?: string) => (own ? "twilio.ndjson" : "-twilio.ndjson")),
});

/** Everything on one machine: Postgres, the Supabase gateway, the simulated Vapi, workers and the dashboard. What was
 *  started is stopped again when a later part fails. */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { say = () => undefined } = options;
  const dir = join(ROOT, options.dir);
  const started: { stop(): Promise<void> }[] = [];
  const keep = <T extends { stop(): Promise<void> }>(part: T): T => {
    started.push(part);
    return part;
  };
  const stop = async () => {
    for (const part of started.splice(0).reverse()) await part.stop();
  };
  try {
    if (options.port !== null) await ensureBuild(say);
    const databaseUrl = options.databaseUrl ?? (await ownDatabase(options, dir, keep));
    const gateway = keep(await startGateway({ databaseUrl, jwtSecret: randomBytes(32).toString("hex"), poolSize: 16 }));
    const logs = simulatorLogs(options.simulatorLog ?? SIMULATOR_LOG);
    if (options.reset) for (const log of Object.values(logs)) await rm(join(ROOT, log), { force: true });
    const appPort = options.port === null ? 0 : await portFor(options.port, say);
    const appUrl = `http://127.0.0.1:${appPort || 3000}`;
    const { seed, speed, clockOffsetMs, emailRate, smsRate } = options;
    const simulators = await startSimulators(
      {
        ...{ seed, speed, clockOffsetMs, appUrl, logs, onCrash: options.onCrash },
        ...(emailRate ? { emailRate } : {}),
        ...(smsRate ? { smsRate } : {}),
        logFile: (name) => join(dir, `logs/${name}.log`),
      },
      keep,
    );
    const variables = {
      APP_URL: appUrl,
      SUPABASE_URL: gateway.url,
      SUPABASE_ANON_KEY: gateway.anonKey,
      SUPABASE_SERVICE_ROLE_KEY: gateway.serviceKey,
      VAPI_BASE_URL: simulators.vapi.url,
      VAPI_API_KEY: simulators.vapi.key,
      ...simulators.variables,
      VAPI_WEBHOOK_SECRET: randomBytes(24).toString("hex"),
      LINK_SECRET: randomBytes(32).toString("hex"),
      JOBS_ENGINE: "graphile",
      DATABASE_URL: asRole(databaseUrl, "postgres"),
      CRON_SECRET: randomBytes(24).toString("hex"),
      CLOCK_OFFSET_MS: String(options.clockOffsetMs),
      RECEIPT_WAIT_MS: options.receiptWaitMs ? String(options.receiptWaitMs) : "",
      LOG_LEVEL: "info",
    };
    const env = readEnv(variables);
    let workers = 0;
    const startWorker = async () => {
      const name = `worker-${++workers}`;
      const worker = keep(
        startChild({
          name,
          args: tsx("scripts/worker.ts"),
          env: variables,
          logFile: join(dir, `logs/${name}.log`),
          onCrash: options.onCrash,
        }),
      );
      await worker.line((line) => line.includes("worker ready"));
      return worker;
    };
    say("Starting the worker and the dashboard ...");
    const dashboard = options.port === null ? undefined : startDashboard(options, dir, variables, appPort, keep);
    await Promise.all([dashboard, ...Array.from({ length: options.workers }, startWorker)]);
    const { url, anonKey, serviceKey } = gateway;
    const supabase = { url, anonKey, serviceKey };
    const deps = buildEngineDeps(env);
    // The job queue's own connections; without this the process would not end.
    keep({ stop: async () => closeJobs(deps) });
    return {
      appUrl,
      simulatorUrl: simulators.urls.vapi,
      simulators: simulators.urls,
      databaseUrl,
      supabase,
      env,
      deps,
      startWorker,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function closeJobs({ jobs }: EngineDeps): Promise<void> {
  if ("close" in jobs && typeof jobs.close === "function") await jobs.close();
}

async function portFor(wanted: number, say: (text: string) => void): Promise<number> {
  const free = (await freePort(wanted)) ?? (await freePort());
  if (free === undefined) throw new Error("No port is free on 127.0.0.1.");
  if (wanted !== 0 && free !== wanted) say(`Port ${wanted} is taken; the dashboard takes ${free}.`);
  return free;
}

async function ownDatabase({ reset, say }: LocalStackOptions, dir: string, keep: Keep): Promise<string> {
  say?.("Starting Postgres ...");
  const postgres = keep(await startPostgres({ dataDir: join(dir, "postgres") }));
  const url = asDatabase(postgres.url, DATABASE);
  await withClient(postgres.url, async (client) => {
    if (reset) await client.query(`drop database if exists ${DATABASE} with (force)`);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  });
  await prepareDatabase(url);
  await migrate(url);
  return url;
}

type Keep = <T extends { stop(): Promise<void> }>(part: T) => T;

async function startDashboard(
  options: LocalStackOptions,
  dir: string,
  env: Record<string, string>,
  port: number,
  keep: Keep,
): Promise<void> {
  const next = join(ROOT, "node_modules", "next", "dist", "bin", "next");
  const dashboard = keep(
    startChild({
      name: "dashboard",
      args: [next, "start", "--hostname", "127.0.0.1", "--port", String(port)],
      env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      logFile: join(dir, "logs/dashboard.log"),
      onCrash: options.onCrash,
    }),
  );
  await dashboard.line((line) => line.includes("Ready in"));
}
