import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineDeps } from "@/lib/actions/deps";
import { buildEngineDeps } from "@/lib/server/deps";
import { readEnv } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { asRole } from "@/local/postgres/prepare";
import { startVapiSimulator, type VapiSimulator } from "@/local/simulators/vapi/simulator";
import type { Persona, SimulatorOptions } from "@/local/simulators/vapi/types";
import { type Stack, startStack } from "@/tests/support/stack";
import { type BreakpointProxy, startBreakpointProxy } from "./breakpoint-proxy";
import { type Business, type BusinessOptions, makeBusiness } from "./business";
import { type Clock, MINUTE, startClock, until } from "./clock";
import { startWeb, type Visit, type Web } from "./web";
import { type InnerWorker, startInnerWorker, startWorkerProcess, type WorkerProcess } from "./workers";

export interface Stage {
  stack: Stack;
  clock: Clock;
  simulator: VapiSimulator;
  /** The witness: what the simulated provider saw. */
  logFile: string;
  web: Web;
  /** Between the workers and Supabase, between the workers and the voice provider, between the web app and Supabase. */
  database: BreakpointProxy;
  provider: BreakpointProxy;
  webDatabase: BreakpointProxy;
  /** The key of the voice provider. */
  token: string;
  /** The engine on this stage, past the proxies, on the stage's clock. */
  deps: EngineDeps;
  /** Who answers these numbers, call by call; the last one stays. */
  answers(personas: Record<string, Persona[]>): void;
  business(name: string, options: BusinessOptions): Promise<Business>;
  /** A worker process behind the proxies, whose clock stands where the stage's stands now. */
  startWorker(): Promise<WorkerProcess>;
  /** A worker in this process, on the stage's clock as it moves. */
  startInnerWorker(parts?: Partial<EngineDeps>): Promise<InnerWorker>;
  /** Hands a sweep to the workers, as their cron does every minute, and waits until one has done it. */
  sweep(): Promise<void>;
  status(campaignId: string): Promise<string>;
  /** Lets time pass until the campaigns have ended: whenever nothing moves any more, a few minutes at once, and a sweep. */
  finish(campaignIds: string[], stepMs?: number): Promise<void>;
  /** Resolves when this many more calls have been placed. */
  more(calls: number): Promise<void>;
  /** Waits as long as calls, webhooks or requests come and go. */
  until(what: string, check: () => boolean | Promise<boolean>): Promise<void>;
  /** Resolves when no call is in play, no webhook under way, no request in flight, no job due. */
  quiet(): Promise<void>;
  /** The server crashed: locks of jobs that it ended may stay behind, and the sweep does without them. */
  crashed(): void;
  stop(): Promise<void>;
}

export interface StageOptions {
  simulator?: Partial<SimulatorOptions>;
  /** Another Postgres than the run's own. */
  server?: string;
  clock?: Clock;
  /** Email and texts, where a test has them. */
  others?: OtherProviders;
}

/** What the stage has to know of providers beside the one of calls. */
export interface OtherProviders {
  /** Of the environment: as this process knows them, and as the workers do, behind a proxy. */
  variables: Record<string, string>;
  proxied: Record<string, string>;
  /** Requests and webhooks that came and went. */
  moves(): number;
  isIdle(): Promise<boolean>;
  visit: Visit;
}

const TOKEN = "simulated-private-key";

export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "rekindle-faults-"));
  const logFile = join(folder, "vapi.ndjson");
  const clock = options.clock ?? startClock();
  const { others } = options;
  const stack = await startStack({ poolSize: 16, ...(options.server && { server: options.server }) });
  const simulator = await startVapiSimulator({
    ...{ seed: 11, token: TOKEN, speed: 400, concurrency: 100, now: clock.now, logFile },
    webhookFaults: { duplicate: 0.1, reorder: 0.1, drop: 0 },
    ...options.simulator,
  });
  const web = await startWeb(() => through(webDatabase.url), others?.visit);
  const database = await startBreakpointProxy(() => stack.url);
  const webDatabase = await startBreakpointProxy(() => stack.url);
  const provider = await startBreakpointProxy(() => simulator.url);
  const databaseUrl = asRole(stack.databaseUrl, "postgres");
  const variables = {
    APP_URL: web.origin,
    SUPABASE_URL: stack.url,
    SUPABASE_ANON_KEY: stack.anonKey,
    SUPABASE_SERVICE_ROLE_KEY: stack.serviceKey,
    VAPI_API_KEY: TOKEN,
    VAPI_WEBHOOK_SECRET: "webhook-secret-of-the-tests",
    VAPI_BASE_URL: simulator.url,
    JOBS_ENGINE: "graphile",
    DATABASE_URL: databaseUrl,
    ...others?.variables,
  };
  log.level = process.env.FAULTS_LOG ?? "silent";
  const deps: EngineDeps = { ...buildEngineDeps(readEnv(variables)), now: clock.now };
  const { jobs } = deps;
  const through = (supabaseUrl: string): EngineDeps => {
    const env = readEnv({ ...variables, SUPABASE_URL: supabaseUrl, VAPI_BASE_URL: provider.url, ...others?.proxied });
    return { ...buildEngineDeps(env), now: clock.now, jobs };
  };
  const workers: { stop(): Promise<void> }[] = [];
  let people = 0;
  let personas: Record<string, Persona[]> = {};

  /** What a worker had locked that ended since may stay locked. */
  let lastEndAt = new Date();
  const ending = (end: () => Promise<void>) => () => end().finally(() => (lastEndAt = new Date()));

  async function count(sql: string, values: unknown[] = []): Promise<number> {
    const { rows } = await stack.pool.query<{ count: string }>(`select count(*) from ${sql}`, values);
    return Number(rows[0]?.count);
  }
  // A job that a worker has just taken has asked nobody for anything yet.
  const openJobs = () =>
    count(
      `graphile_worker._private_jobs
        where locked_at > $1 or (locked_at is null and run_at <= now() and attempts < max_attempts)`,
      [lastEndAt],
    );
  const passed = () => database.passed() + provider.passed() + webDatabase.passed();
  const inner: InnerWorker[] = [];
  const isQuiet = async () =>
    database.inFlight() +
      provider.inFlight() +
      webDatabase.inFlight() +
      inner.reduce((sum, worker) => sum + worker.busy(), 0) ===
      0 &&
    (await simulator.idle(1).then(
      () => true,
      () => false,
    )) &&
    (await (others?.isIdle() ?? true)) &&
    (await openJobs()) === 0;

  const stage: Stage = {
    ...{ stack, clock, simulator, logFile, web, database, provider, webDatabase, token: TOKEN, deps },
    answers(more) {
      personas = { ...personas, ...more };
      simulator.setPersonas(personas);
    },
    business: (name, input) => makeBusiness(stack, deps, name, input),
    async startWorker() {
      const env = {
        ...variables,
        SUPABASE_URL: database.url,
        VAPI_BASE_URL: provider.url,
        ...others?.proxied,
        CLOCK_OFFSET_MS: String(clock.offsetMs()),
        NO_LOG_SUCCESS: "1",
      };
      const name = `worker-${++people}`;
      const started = await startWorkerProcess(name, env, join(process.env.FAULTS_LOGS ?? folder, `${name}.log`));
      const worker = { ...started, kill: ending(started.kill), stop: ending(started.stop) };
      workers.push(worker);
      return worker;
    },
    async startInnerWorker(parts = {}) {
      const worker = await startInnerWorker(databaseUrl, { ...through(database.url), ...parts });
      inner.push(worker);
      workers.push(worker);
      return worker;
    },
    async sweep() {
      // With the note that graphile-worker's cron adds to its jobs.
      await stack.pool.query(
        `select graphile_worker.add_job('sweep', json_build_object('_cron', json_build_object('ts', now(), 'backfilled', false)),
          max_attempts := 1, job_key := 'sweep-of-the-test')`,
      );
      await stage.until("a sweep", async () => {
        const { rows } = await stack.pool.query<{ last_error: string | null }>(
          "select last_error from graphile_worker.jobs where key = 'sweep-of-the-test'",
        );
        if (rows[0]?.last_error) throw new Error(`the sweep failed: ${rows[0].last_error}`);
        return rows.length === 0;
      });
    },
    async status(id) {
      const { rows } = await stack.pool.query<{ status: string }>("select status from campaigns where id = $1", [id]);
      return rows[0]?.status ?? "gone";
    },
    async until(what, check) {
      const moves = () => simulator.requests().length + simulator.webhooks().length + passed() + (others?.moves() ?? 0);
      await until(what, check, { moves });
    },
    async more(calls) {
      const before = simulator.calls().length;
      await stage.until(`${calls} more calls`, () => simulator.calls().length >= before + calls);
    },
    async quiet() {
      let times = 0;
      await stage.until("the stage to be quiet", async () => {
        times = (await isQuiet()) ? times + 1 : 0;
        return times >= 3;
      });
    },
    crashed() {
      lastEndAt = new Date();
    },
    async finish(ids, stepMs = 5 * MINUTE) {
      const open = () =>
        count(`campaigns where id in (${ids.map((id) => `'${id}'`)}) and status not in ('completed', 'cancelled')`);
      for (let left = 1, steps = 0; left > 0; steps++) {
        await stage.quiet();
        left = await open();
        if (steps > 60) {
          const { rows } = await stack.pool.query("select status, pause_reason, id from campaigns");
          const ends = await stack.pool.query(
            "select state, disposition, error, count(*)::integer from outreach_attempts group by 1, 2, 3",
          );
          throw new Error(`the campaigns did not end: ${JSON.stringify([rows, ends.rows])}`);
        }
        clock.advance(stepMs);
        await stage.sweep();
      }
      await stage.quiet();
    },
    async stop() {
      for (const worker of workers) await worker.stop();
      await simulator.stop();
      await web.stop();
      if ("close" in jobs && typeof jobs.close === "function") await jobs.close();
      await Promise.all([database.stop(), provider.stop(), webDatabase.stop()]);
      await stack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

/** `count` numbers in New York. */
export const phones = (count: number, prefix = "+1212666"): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(1000 + index)}`);
