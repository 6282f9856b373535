import { EventEmitter } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import {
  type AddJobsJobSpec,
  Logger,
  makeWorkerUtils,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
  type WorkerUtils,
} from "graphile-worker";
import { Pool } from "pg";
import type { EngineDeps } from "@/lib/actions/deps";
import { errorName } from "@/lib/core/errors";
import type { JobName, Jobs, Log } from "@/lib/core/jobs";
import { CATALOGUE, JOB_NAMES, runJob } from "./catalogue";
import { inBatches } from "./in-batches";
import { workerPool } from "./worker-pool";

/** Database connections of one worker process: one for each kind of job listens, the others are used for moments. */
const WORKER_CONNECTIONS = 20;
/** For jobs of a later time; those for now are told of by Postgres. */
const POLL_MS = 1000;

/** Hands jobs to graphile-worker's queue in Postgres. The connection is made with the first job. */
export function graphileJobs(databaseUrl: string, log: Log): Jobs & { close(): Promise<void> } {
  let open: Promise<{ utils: WorkerUtils; pool: Pool }> | undefined;
  const connect = () => {
    open ??= openUtils(databaseUrl, log).catch((error: unknown) => {
      open = undefined;
      throw error;
    });
    return open;
  };
  // A hundred claimed recipients are one statement: a hundred would wait for each other, and the last ones too long.
  const addTogether = inBatches<AddJobsJobSpec>(async (jobs) => {
    const { utils } = await connect();
    await utils.addJobs(jobs);
  });
  // Five hundred webhooks in a second ask for one and the same job: the last of those that ask in one moment asks for all.
  const addKeyed = inBatches<AddJobsJobSpec & { jobKey: string }>(async (jobs) => {
    const { utils } = await connect();
    const last = new Map(jobs.map((job) => [job.jobKey, job]));
    await Promise.all(
      [...last.values()].map(({ identifier, payload, ...spec }) =>
        utils.addJob(identifier, payload, { ...spec, jobKeyMode: "replace" }),
      ),
    );
  });
  return {
    async enqueue(name, input, { key, delayMs } = {}) {
      const runAt = delayMs ? { runAt: new Date(Date.now() + delayMs) } : {};
      const { maxAttempts } = CATALOGUE[name];
      const job = { identifier: name, payload: input, maxAttempts, ...runAt };
      return key ? addKeyed({ ...job, jobKey: key }) : addTogether(job);
    },
    async close() {
      const opened = await open?.catch(() => undefined);
      open = undefined;
      await opened?.utils.release();
      await opened?.pool.end();
    },
  };
}

async function openUtils(databaseUrl: string, log: Log): Promise<{ utils: WorkerUtils; pool: Pool }> {
  // A request must not wait for ever for a database that does not answer.
  const pool = new Pool({ connectionString: databaseUrl, max: 4, connectionTimeoutMillis: 5000 });
  const broke = (error: Error) => log.warn({ error: errorName(error) }, "a connection to the queue broke");
  pool.on("error", broke).on("connect", (client) => client.on("error", broke));
  try {
    return { utils: await makeWorkerUtils({ pgPool: pool, logger: loggerOf(log) }), pool };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

export interface Worker {
  /** Takes no more jobs, and resolves when those that run have ended. */
  stop(): Promise<void>;
  /** Resolves after `stop`, rejects when the worker can't go on. */
  promise: Promise<void>;
  /** Of all kinds of jobs: `job:start`, `job:complete` and graphile-worker's others. */
  events: WorkerEvents;
}

/** Runs the catalogue from graphile-worker's queue until stopped. Any number of workers may run at once.
 *  Each kind of job has places of its own, so that calls that wait for a slow provider never keep a webhook waiting. */
export async function startGraphileWorker(databaseUrl: string, deps: EngineDeps, log: Log): Promise<Worker> {
  const pool = workerPool(databaseUrl, WORKER_CONNECTIONS, log);
  const events: WorkerEvents = new EventEmitter();
  const runners: Runner[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= stopAll(runners, pool);
    return stopping;
  };
  try {
    for (const name of JOB_NAMES) runners.push(await startRunner(name, { pool, events, deps, log }));
    // What was left undone while no worker ran is not for the next minute.
    await runners[0]?.addJob("sweep", {}, { jobKey: "sweep", maxAttempts: CATALOGUE.sweep.maxAttempts });
  } catch (error) {
    await stop();
    throw error;
  }
  const ended = Promise.race(runners.map((runner) => runner.promise.catch(() => undefined)));
  const promise = ended.then(async () => {
    const asked = stopping !== undefined;
    await stop();
    if (!asked) throw new Error("The worker lost its queue and ended.");
  });
  return { stop, promise, events };
}

interface Shared {
  pool: Pool;
  events: WorkerEvents;
  deps: EngineDeps;
  log: Log;
}

async function startRunner(name: JobName, { pool: pgPool, events, deps, log }: Shared): Promise<Runner> {
  const { cron, concurrency } = CATALOGUE[name];
  const taskList: TaskList = {
    [name]: async (payload) => {
      await runJob(deps, name, withoutCron(payload));
    },
  };
  return run({
    pgPool,
    events,
    taskList,
    // A sweep that was missed is not made up for: the next one finds everything. One waiting is enough.
    crontab: cron ? `${cron} ${name} ?max=1&jobKey=${name} {}` : "",
    parsedCronItems: cron ? undefined : [],
    concurrency,
    noHandleSignals: true,
    pollInterval: POLL_MS,
    logger: loggerOf(log),
  });
}

async function stopAll(runners: Runner[], pool: Pool): Promise<void> {
  await Promise.all(runners.map((runner) => runner.stop().catch(() => undefined)));
  // Completions of the last jobs that wait for a connection would never get one once the pool is ending.
  for (let round = 0; pool.waitingCount > 0 && round < 100; round++) await wait(10);
  await pool.end();
}

/** graphile-worker adds to a payload when it was due by the crontab. */
function withoutCron(payload: unknown): unknown {
  if (typeof payload !== "object" || payload === null || !("_cron" in payload)) return payload;
  const { _cron, ...input } = payload;
  return input;
}

/** What graphile-worker itself has to tell, without the jobs' own failures, which are logged where they happen. */
function loggerOf(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    if ((level !== "error" && level !== "warning") || meta?.failure) return;
    const [said = ""] = message.split(/[:\n]/);
    log.warn({ part: scope.label, error: meta?.error ? errorName(meta.error) : undefined }, said.slice(0, 120));
  });
}
