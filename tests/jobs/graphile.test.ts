import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contactRecipient } from "@/lib/actions/contact-recipient";
import type { EngineDeps } from "@/lib/actions/deps";
import { CATALOGUE } from "@/lib/jobs/catalogue";
import { graphileJobs, startGraphileWorker, type Worker } from "@/lib/jobs/graphile";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { numberOf } from "@/tests/support/engine-account";
import { reserved, rowsOf } from "@/tests/support/engine-rows";

let stage: EngineStage;
let jobs: ReturnType<typeof graphileJobs>;
let deps: EngineDeps;
let made = 0;
const workers: Worker[] = [];

beforeAll(async () => {
  stage = await startEngine({ timeoutSeconds: 5, simulator: { speed: 50_000 } });
  jobs = graphileJobs(stage.stack.databaseUrl, stage.deps.log);
  deps = stage.with({ jobs });
});
beforeEach(() => stage.clock.nextWeek());
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await stage.simulator.idle();
  await stage.stack.pool.query("delete from graphile_worker._private_jobs");
  stage.logged.length = 0;
});
afterAll(async () => {
  await jobs.close();
  await stage.stop();
});

async function startWorker(with_: EngineDeps = deps): Promise<Worker> {
  const worker = await startGraphileWorker(stage.stack.databaseUrl, with_, stage.deps.log);
  workers.push(worker);
  return worker;
}
interface Queued {
  task_identifier: string;
  attempts: number;
  max_attempts: number;
  last_error: string | null;
  locked_at: Date | null;
  key: string | null;
  seconds: number;
}
async function queue(name?: string): Promise<Queued[]> {
  const sql = "select *, extract(epoch from run_at - now())::float8 as seconds from graphile_worker.jobs order by id";
  const { rows } = await stage.stack.pool.query<Queued>(sql);
  return name ? rows.filter((job) => job.task_identifier === name) : rows;
}
/** The queue is asked until it is as expected: what a worker did it writes down a moment after it did it. */
async function eventually(check: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 400; round++) {
    if (await check()) return;
    await wait(25);
  }
  throw new Error("it did not come to that within ten seconds");
}
const queueIsEmpty = async () => (await queue()).length === 0;
async function oneReserved(phone = numberOf("no_answer")) {
  return reserved(stage, await stage.account(`graphile-${++made}`), [phone]);
}

describe("handing a job over", () => {
  it("writes it down with the tries of the catalogue", async () => {
    await jobs.enqueue("contact-recipient", { attemptId: "7f0f6f57-5ca0-4b6c-8a43-3c9f1a7d2e10" });
    expect(await queue()).toMatchObject([{ task_identifier: "contact-recipient", max_attempts: 5, key: null }]);
  });

  it("keeps one waiting job for a key, and the newest time", async () => {
    const campaignId = "7f0f6f57-5ca0-4b6c-8a43-3c9f1a7d2e10";
    const hand = (key: string, delayMs?: number) => jobs.enqueue("dispatch-campaign", { campaignId }, { key, delayMs });
    await Promise.all([hand("a"), hand("a"), hand("a")]);
    await hand("b", 60_000);
    await hand("b", 20_000);
    const waiting = await queue();
    expect(waiting.map(({ key }) => key)).toEqual(["a", "b"]);
    expect(waiting[1]?.seconds).toBeGreaterThan(10);
    expect(waiting[1]?.seconds).toBeLessThan(21);
  });

  it("fails soon when there is no database, and works when there is one again", async () => {
    const nowhere = graphileJobs("postgres://nobody@127.0.0.1:1/none", stage.deps.log);
    await expect(nowhere.enqueue("sweep", {})).rejects.toThrow();
    await nowhere.close();
  });
});

describe("a worker", () => {
  it("starts a job when Postgres tells it of one, and does not wait to look for it", async () => {
    const worker = await startWorker();
    await eventually(queueIsEmpty);
    const told: string[] = [];
    worker.events.on("pool:listen:notification", () => told.push("told"));
    worker.events.on("job:start", ({ job }) => told.push(job.task_identifier));
    const { attemptId } = await oneReserved();
    await jobs.enqueue("contact-recipient", { attemptId });
    await eventually(async () => (await rowsOf(stage).attempt(attemptId)).begun_at !== null);
    expect(told[0]).toBe("told");
    expect(told).toContain("contact-recipient");
  });

  it("sweeps when it starts, and every minute after that", async () => {
    await startWorker();
    await eventually(queueIsEmpty);
    const { rows } = await stage.stack.pool.query("select identifier from graphile_worker._private_known_crontabs");
    expect(rows).toEqual([{ identifier: "sweep" }]);
  });

  it("runs the sweep as the crontab asks for it", async () => {
    await jobs.enqueue("sweep", {});
    const cronPayload = JSON.stringify({ _cron: { ts: "2026-11-25T15:00:00Z", backfilled: false } });
    await stage.stack.pool.query("update graphile_worker._private_jobs set payload = $1", [cronPayload]);
    await startWorker();
    await eventually(queueIsEmpty);
    expect(stage.logged.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("says why a job failed whose payload is of another shape, and tries it again later", async () => {
    await startWorker();
    await stage.stack.pool.query("select graphile_worker.add_job('contact-recipient', $1::json)", [
      JSON.stringify({ attemptId: "+12125550100", extra: 1 }),
    ]);
    await eventually(async () => (await queue("contact-recipient")).some(({ last_error }) => last_error !== null));
    const reason = "ZodError attemptId:invalid_format :unrecognized_keys";
    expect(await queue("contact-recipient")).toMatchObject([{ attempts: 1, last_error: reason, locked_at: null }]);
    expect(stage.logged.filter(({ level }) => level === "error")).toMatchObject([
      { message: "a job failed", fields: { job: "contact-recipient", error: reason } },
    ]);
    expect(JSON.stringify(stage.logged)).not.toContain("+12125550100");
  });

  it("takes webhooks and dispatches while every place for calls waits for a slow provider", async () => {
    const account = await stage.account(`graphile-${++made}`);
    const { attempts } = await reserved(
      stage,
      account,
      Array.from({ length: 30 }, (_, n) => `+1212777${1000 + n}`),
    );
    const places = CATALOGUE["contact-recipient"].concurrency;
    let asked = 0;
    const { promise: answer, resolve } = Promise.withResolvers<void>();
    const slow = {
      ...deps.engine,
      begin: async () => {
        asked++;
        await answer;
        return { decision: "stop", reason: "gone" } as const;
      },
    };
    for (const attemptId of attempts) await jobs.enqueue("contact-recipient", { attemptId });
    await startWorker({ ...deps, engine: slow });
    await eventually(async () => asked === places);
    await jobs.enqueue("apply-event", { eventId: 999_999 });
    await eventually(async () => (await queue("apply-event")).length === 0);
    expect(asked).toBe(places);
    resolve();
  });

  it("does not stop before the job that runs has ended", async () => {
    const { attemptId } = await oneReserved();
    stage.simulator.failNext({ answer: "delay", ms: 400 });
    const worker = await startWorker();
    const started = once(worker.events, "job:start");
    await jobs.enqueue("contact-recipient", { attemptId });
    await started;
    await stage.simulator.until(({ calls }) => calls().some((call) => call.attemptId === attemptId));
    await worker.stop();
    await worker.promise;
    expect(await rowsOf(stage).attempt(attemptId)).toMatchObject({ provider_ref: expect.any(String) });
    expect(await queue("contact-recipient")).toEqual([]);
  });

  it("goes on when all its connections are cut, also in the middle of a job, and leaves no job locked", async () => {
    const worker = await startWorker();
    await eventually(queueIsEmpty);
    const { attemptId } = await oneReserved();
    stage.simulator.failNext({ answer: "delay", ms: 300 });
    await jobs.enqueue("contact-recipient", { attemptId });
    await stage.simulator.until(({ calls }) => calls().some((call) => call.attemptId === attemptId));
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query ilike '%graphile_worker%'`;
    for (let round = 0; round < 4; round++) {
      await stage.stack.pool.query(cut);
      await wait(100);
    }
    await eventually(queueIsEmpty);
    const second = await oneReserved();
    await jobs.enqueue("contact-recipient", { attemptId: second.attemptId }).catch(async () => {
      // The connection that hands jobs over was cut too; the next one is new.
      await jobs.enqueue("contact-recipient", { attemptId: second.attemptId });
    });
    await eventually(async () => (await rowsOf(stage).attempt(second.attemptId)).begun_at !== null);
    await eventually(queueIsEmpty);
    expect(await Promise.race([worker.promise.then(() => "ended"), wait(50, "running")])).toBe("running");
  });

  it("writes down that a job is done, though the connection broke on the way", async () => {
    await startWorker();
    await eventually(queueIsEmpty);
    const { attemptId } = await oneReserved();
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
    await eventually(queueIsEmpty);
  });

  it("may start together with others on a database that has no queue yet", async () => {
    await stage.stack.pool.query("drop schema graphile_worker cascade");
    await Promise.all([
      startWorker(),
      startWorker(),
      startWorker(),
      graphileJobs(stage.stack.databaseUrl, deps.log).enqueue("sweep", {}),
    ]);
    await eventually(queueIsEmpty);
    await jobs.close();
  });
});

describe("two workers", () => {
  it("call each customer of a campaign once", async () => {
    await Promise.all([startWorker(), startWorker()]);
    const account = await stage.account(`graphile-${++made}`);
    const owner = { ...account, deps: { ...account.deps, jobs } };
    await owner.leads(
      Array.from({ length: 12 }, (_, n) =>
        numberOf(
          "interested",
          String(["201", "202", "203", "212", "215", "216", "347", "646", "718", "716", "917", "929"][n]),
        ),
      ),
    );
    const id = await owner.campaign();
    await stage.deps.engine.start(id, stage.clock.now());
    await jobs.enqueue("dispatch-campaign", { campaignId: id }, { key: `dispatch:${id}` });
    // What the simulator tells goes through the real queue too.
    stage.webhooks.use(deps);
    await eventually(async () => (await rowsOf(stage).campaign(id)).status === "completed");
    const attempts = await rowsOf(stage).attempts(id);
    expect(attempts).toHaveLength(12);
    const calls = stage.simulator.calls().filter((call) => attempts.some((attempt) => attempt.id === call.attemptId));
    expect(calls).toHaveLength(12);
    expect(await contactRecipient(deps, { attemptId: attempts[0]?.id ?? "" })).toEqual({ result: "already_begun" });
  });
});
