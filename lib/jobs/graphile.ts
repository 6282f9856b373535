import { makeWorkerUtils, type Runner, run, type TaskList, type WorkerUtils } from "graphile-worker";
import { Pool } from "pg";
import type { EngineDeps } from "@/lib/actions/deps";
import type { Jobs, Log } from "@/lib/core/jobs";
import { CATALOGUE, JOB_NAMES, runJob } from "./catalogue";

/** One worker process at once, over all jobs. */
const CONCURRENCY = 24;

/** Hands jobs to graphile-worker's queue in Postgres. The connection is made with the first job. */
export function graphileJobs(databaseUrl: string): Jobs & { close(): Promise<void> } {
  let utils: Promise<WorkerUtils> | undefined;
  const connect = () => {
    utils ??= makeWorkerUtils({ connectionString: databaseUrl, maxPoolSize: 4 }).catch((error: unknown) => {
      utils = undefined;
      throw error;
    });
    return utils;
  };
  return {
    async enqueue(name, input, options = {}) {
      const { addJob } = await connect();
      // As a plain string: the typed registry is for tasks declared globally.
      const identifier: string = name;
      await addJob(identifier, input, {
        maxAttempts: CATALOGUE[name].maxAttempts,
        ...(options.key ? { jobKey: options.key, jobKeyMode: "replace" as const } : {}),
        ...(options.delayMs ? { runAt: new Date(Date.now() + options.delayMs) } : {}),
      });
    },
    async close() {
      await (await utils)?.release();
    },
  };
}

/** Runs the catalogue from graphile-worker's queue until stopped. Any number of workers may run at once. */
export async function startGraphileWorker(databaseUrl: string, deps: EngineDeps, log: Log): Promise<Runner> {
  const taskList: TaskList = {};
  for (const name of JOB_NAMES)
    taskList[name] = async (payload) => {
      await runJob(deps, name, payload);
    };
  const crontab = JOB_NAMES.flatMap((name) => {
    const { cron } = CATALOGUE[name];
    // A sweep that was missed is not made up for: the next one finds everything.
    return cron ? [`${cron} ${name} ?max=1 {}`] : [];
  }).join("\n");
  const pgPool = new Pool({ connectionString: databaseUrl, max: CONCURRENCY + 4 });
  // Without a listener a restart of Postgres would end the process; the runner reconnects by itself.
  pgPool.on("error", (error) => log.warn({ error: error.name }, "a database connection broke"));
  const runner = await run({
    pgPool,
    taskList,
    crontab,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: 1000,
  });
  runner.events.on("job:error", ({ job, error }) => {
    log.error(
      {
        job: job.task_identifier,
        job_id: job.id,
        attempt: job.attempts,
        error: error instanceof Error ? error.name : "unknown",
      },
      "a job failed",
    );
  });
  runner.promise.finally(() => pgPool.end()).catch(() => undefined);
  return runner;
}
