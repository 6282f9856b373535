import { setTimeout as wait } from "node:timers/promises";
import type { EngineDeps } from "@/lib/actions/deps";
import { graphileJobs, startGraphileWorker, type Worker } from "@/lib/jobs/graphile";
import { startEngine } from "@/tests/support/engine";
import { numberOf } from "@/tests/support/engine-account";
import { reserved } from "@/tests/support/engine-rows";

export interface Queued {
  task_identifier: string;
  attempts: number;
  max_attempts: number;
  last_error: string | null;
  locked_at: Date | null;
  key: string | null;
  /** From now until it is due. */
  seconds: number;
}

/** The engine with the real queue of graphile-worker, and workers that end with their test. */
export async function startQueue() {
  const stage = await startEngine({ timeoutSeconds: 5, simulator: { speed: 50_000 } });
  const { databaseUrl, pool } = stage.stack;
  const jobs = graphileJobs(databaseUrl, stage.deps.log);
  const deps = stage.with({ jobs });
  const workers: Worker[] = [];
  let made = 0;
  async function waiting(name?: string): Promise<Queued[]> {
    const sql = "select *, extract(epoch from run_at - now())::float8 as seconds from graphile_worker.jobs order by id";
    const { rows } = await pool.query<Queued>(sql);
    return name ? rows.filter((job) => job.task_identifier === name) : rows;
  }
  return {
    ...{ stage, jobs, deps, waiting },
    isEmpty: async () => (await waiting()).length === 0,
    newAccount: () => stage.account(`queue-${++made}`),
    oneReserved: async () => reserved(stage, await stage.account(`queue-${++made}`), [numberOf("no_answer")]),
    async startWorker(with_: EngineDeps = deps): Promise<Worker> {
      const worker = await startGraphileWorker(databaseUrl, with_, stage.deps.log);
      workers.push(worker);
      return worker;
    },
    /** After each test. */
    async tidy() {
      await Promise.all(workers.splice(0).map((worker) => worker.stop()));
      await stage.simulator.idle();
      await pool.query("delete from graphile_worker._private_jobs");
      stage.logged.length = 0;
    },
    async stop() {
      await jobs.close();
      await stage.stop();
    },
  };
}
export type Queue = Awaited<ReturnType<typeof startQueue>>;

/** Asks until it is as expected: what a worker did it writes down a moment after it did it. */
export async function eventually(check: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 600; round++) {
    if (await check()) return;
    await wait(25);
  }
  throw new Error("it did not come to that within fifteen seconds");
}
