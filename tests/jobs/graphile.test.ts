import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EngineDeps } from "@/lib/actions/deps";
import { CATALOGUE } from "@/lib/jobs/catalogue";
import { graphileJobs } from "@/lib/jobs/graphile";
import type { EngineStage } from "@/tests/support/engine";
import { numberOf } from "@/tests/support/engine-account";
import { reserved, rowsOf } from "@/tests/support/engine-rows";
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

describe("handing a job over", () => {
  it("writes it down with the tries of the catalogue", async () => {
    await jobs.enqueue("contact-recipient", { attemptId: "7f0f6f57-5ca0-4b6c-8a43-3c9f1a7d2e10" });
    expect(await queue.waiting()).toMatchObject([{ task_identifier: "contact-recipient", max_attempts: 5, key: null }]);
  });

  it("keeps one waiting job for a key, and the newest time", async () => {
    const campaignId = "7f0f6f57-5ca0-4b6c-8a43-3c9f1a7d2e10";
    const hand = (key: string, delayMs?: number) => jobs.enqueue("dispatch-campaign", { campaignId }, { key, delayMs });
    await Promise.all([hand("a"), hand("a"), hand("a")]);
    await hand("b", 60_000);
    await hand("b", 20_000);
    const waiting = await queue.waiting();
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
    const worker = await queue.startWorker();
    await eventually(queue.isEmpty);
    const told: string[] = [];
    worker.events.on("pool:listen:notification", () => told.push("told"));
    worker.events.on("job:start", ({ job }) => told.push(job.task_identifier));
    const { attemptId } = await queue.oneReserved();
    await jobs.enqueue("contact-recipient", { attemptId });
    await eventually(async () => (await rowsOf(stage).attempt(attemptId)).begun_at !== null);
    expect(told[0]).toBe("told");
    expect(told).toContain("contact-recipient");
  });

  it("sweeps when it starts, and every minute after that", async () => {
    await queue.startWorker();
    await eventually(queue.isEmpty);
    const { rows } = await stage.stack.pool.query("select identifier from graphile_worker._private_known_crontabs");
    expect(rows.map(({ identifier }) => identifier).sort()).toEqual(["apply-retention", "sweep"]);
  });

  it("runs the sweep as the crontab asks for it", async () => {
    await jobs.enqueue("sweep", {});
    const cronPayload = JSON.stringify({ _cron: { ts: "2026-11-25T15:00:00Z", backfilled: false } });
    await stage.stack.pool.query("update graphile_worker._private_jobs set payload = $1", [cronPayload]);
    await queue.startWorker();
    await eventually(queue.isEmpty);
    expect(stage.logged.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("says why a job failed whose payload is of another shape, and tries it again later", async () => {
    await queue.startWorker();
    await stage.stack.pool.query("select graphile_worker.add_job('contact-recipient', $1::json)", [
      JSON.stringify({ attemptId: "+12125550100", extra: 1 }),
    ]);
    await eventually(async () =>
      (await queue.waiting("contact-recipient")).some(({ last_error }) => last_error !== null),
    );
    const reason = "ZodError attemptId:invalid_format :unrecognized_keys";
    expect(await queue.waiting("contact-recipient")).toMatchObject([
      { attempts: 1, last_error: reason, locked_at: null },
    ]);
    expect(stage.logged.filter(({ level }) => level === "error")).toMatchObject([
      { message: "a job failed", fields: { job: "contact-recipient", error: reason } },
    ]);
    expect(JSON.stringify(stage.logged)).not.toContain("+12125550100");
  });

  it("takes webhooks and dispatches while every place for calls waits for a slow provider", async () => {
    const account = await queue.newAccount();
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
    await queue.startWorker({ ...deps, engine: slow });
    await eventually(async () => asked === places);
    await jobs.enqueue("apply-event", { eventId: 999_999 });
    await eventually(async () => (await queue.waiting("apply-event")).length === 0);
    expect(asked).toBe(places);
    resolve();
  });
});

describe("two workers", () => {
  it("call each customer of a campaign once", async () => {
    await Promise.all([queue.startWorker(), queue.startWorker()]);
    const account = await queue.newAccount();
    await account.leads(["201", "202", "203", "212", "215", "216"].map((area) => numberOf("interested", area)));
    const id = await account.campaign();
    await stage.deps.engine.start(id, stage.clock.now());
    // What the simulator tells goes through the real queue too.
    stage.webhooks.use(deps);
    await jobs.enqueue("dispatch-campaign", { campaignId: id }, { key: `dispatch:${id}` });
    await eventually(async () => (await rowsOf(stage).campaign(id)).status === "completed");
    const attempts = await rowsOf(stage).attempts(id);
    const calls = stage.simulator.calls().filter((call) => attempts.some((attempt) => attempt.id === call.attemptId));
    expect([attempts.length, calls.length]).toEqual([6, 6]);
  });
});
