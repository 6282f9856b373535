import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EngineDeps } from "@/lib/actions/deps";
import { graphileJobs } from "@/lib/jobs/graphile";
import type { EngineStage } from "@/tests/support/engine";
import { rowsOf } from "@/tests/support/engine-rows";
import { eventually, type Queue, startQueue } from "./queue";

let queue: Queue;
let stage: EngineStage;
let jobs: Queue["jobs"];
let deps: EngineDeps;

beforeAll(async () => {
  queue = await startQueue();
  ({ stage, jobs, deps } = queue);
});
beforeEach(() => stage.clock.nextWeek());
afterEach(() => queue.tidy());
afterAll(() => queue.stop());

describe("a worker", () => {
  it("does not stop before the job that runs has ended", async () => {
    const { attemptId } = await queue.oneReserved();
    stage.simulator.failNext({ answer: "delay", ms: 400 });
    const worker = await queue.startWorker();
    const started = once(worker.events, "job:start");
    await jobs.enqueue("contact-recipient", { attemptId });
    await started;
    await stage.simulator.until(({ calls }) => calls().some((call) => call.attemptId === attemptId));
    await worker.stop();
    await worker.promise;
    expect(await rowsOf(stage).attempt(attemptId)).toMatchObject({ provider_ref: expect.any(String) });
    expect(await queue.waiting("contact-recipient")).toEqual([]);
  });

  it("goes on when all its connections are cut, also in the middle of a job, and leaves no job locked", async () => {
    const worker = await queue.startWorker();
    await eventually(queue.isEmpty);
    const { attemptId } = await queue.oneReserved();
    stage.simulator.failNext({ answer: "delay", ms: 300 });
    await jobs.enqueue("contact-recipient", { attemptId });
    await stage.simulator.until(({ calls }) => calls().some((call) => call.attemptId === attemptId));
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query ilike '%graphile_worker%'`;
    for (let round = 0; round < 4; round++) {
      await stage.stack.pool.query(cut);
      await wait(100);
    }
    await eventually(queue.isEmpty);
    const second = await queue.oneReserved();
    await jobs.enqueue("contact-recipient", { attemptId: second.attemptId }).catch(async () => {
      // The connection that hands jobs over was cut too; the next one is new.
      await jobs.enqueue("contact-recipient", { attemptId: second.attemptId });
    });
    await eventually(async () => (await rowsOf(stage).attempt(second.attemptId)).begun_at !== null);
    await eventually(queue.isEmpty);
    expect(await Promise.race([worker.promise.then(() => "ended"), wait(50, "running")])).toBe("running");
  });

  it("writes down that a job is done, though the connection broke on the way", async () => {
    await queue.startWorker();
    await eventually(queue.isEmpty);
    const { attemptId } = await queue.oneReserved();
    stage.simulator.failNext({ answer: "delay", ms: 300 });
    await jobs.enqueue("contact-recipient", { attemptId });
    await stage.simulator.until(({ calls }) => calls().some((call) => call.attemptId === attemptId));
    // The completion waits for this lock, and is cut off while it waits.
    const holder = await stage.stack.pool.connect();
    await holder.query("begin");
    await holder.query("select from graphile_worker._private_jobs for update");
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query ilike '%delete from%_private_jobs%'`;
    await eventually(async () => ((await stage.stack.pool.query(cut)).rowCount ?? 0) > 0);
    await holder.query("rollback");
    holder.release();
    await eventually(queue.isEmpty);
  });

  it("may start together with others on a database that has no queue yet", async () => {
    await stage.stack.pool.query("drop schema graphile_worker cascade");
    await Promise.all([
      queue.startWorker(),
      queue.startWorker(),
      queue.startWorker(),
      graphileJobs(stage.stack.databaseUrl, deps.log).enqueue("sweep", {}),
    ]);
    await eventually(queue.isEmpty);
    await jobs.close();
  });
});
