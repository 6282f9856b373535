import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EngineDeps } from "@/lib/actions/deps";
import { runSweep } from "@/lib/actions/run-sweep";
import { cronJobs, inlineJobs } from "@/lib/jobs/cron";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { numberOf, numbers } from "@/tests/support/engine-account";
import { rowsOf } from "@/tests/support/engine-rows";

let stage: EngineStage;
let made = 0;
beforeAll(async () => {
  stage = await startEngine({ simulator: { speed: 50_000 } });
});
beforeEach(async () => {
  stage.clock.nextWeek();
  stage.simulator.setFaults([]);
  await stage.stack.pool.query("update campaigns set status = 'cancelled' where status = 'active'");
});
afterAll(() => stage.stop());

/** What the cron route stands on. */
function inline(startedAt?: number): EngineDeps {
  const deps: EngineDeps = stage.with({ jobs: inlineJobs(() => deps, startedAt) });
  return deps;
}
/** What pages and webhooks stand on, where there is nothing but a cron. */
function waiting(): EngineDeps {
  const deps: EngineDeps = stage.with({ jobs: cronJobs(() => deps) });
  return deps;
}
async function launched(phones: string[], input = {}) {
  const id = await (await stage.account(`cron-${++made}`)).launched(phones, input);
  stage.clock.advance(1000);
  return id;
}

describe("with nothing but a cron", () => {
  it("a start places no call; the sweep of the cron route does; webhooks are applied as they come", async () => {
    const id = await launched([numberOf("interested"), numberOf("busy")]);
    await waiting().jobs.enqueue("dispatch-campaign", { campaignId: id });
    expect(stage.simulator.calls()).toEqual([]);
    stage.webhooks.use(waiting());
    expect(await runSweep(inline())).toMatchObject({ dispatched: 1, failed: [] });
    await stage.simulator.idle();
    const recipients = await rowsOf(stage).recipients(id);
    expect(recipients.map(({ status, reason }) => reason ?? status).sort()).toEqual(["answered", "busy"]);
  });

  it("a sweep whose calls fail at once does not dispatch inside a dispatch, and the breaker ends it", async () => {
    const id = await launched(numbers(60));
    stage.simulator.setFaults([{ answer: "status", status: 400, body: { message: "no such voice" }, times: 60 }]);
    let depth = 0;
    let deepest = 0;
    const deps = inline();
    const claim: EngineDeps["engine"]["claim"] = async (...args) => {
      deepest = Math.max(deepest, ++depth);
      const claimed = await stage.deps.engine.claim(...args);
      depth--;
      return claimed;
    };
    deps.engine = { ...deps.engine, claim };
    await runSweep(deps);
    expect(deepest).toBe(1);
    expect(await rowsOf(stage).campaign(id)).toEqual({ status: "paused", pause_reason: "provider_failing" });
    expect((await rowsOf(stage).recipients(id)).filter(({ status }) => status === "queued")).toEqual([]);
  });

  it("a job whose key is at work runs once more after it", async () => {
    const deps = inline();
    const claims: string[] = [];
    let nested = 3;
    deps.engine = {
      ...deps.engine,
      async claim(campaignId) {
        claims.push("begin");
        if (nested-- > 0)
          for (let n = 0; n < 5; n++) await deps.jobs.enqueue("dispatch-campaign", { campaignId }, { key: "same" });
        claims.push("end");
        return { state: "paused", attempts: [], channels: [] };
      },
    };
    const campaignId = "7f0f6f57-5ca0-4b6c-8a43-3c9f1a7d2e10";
    await deps.jobs.enqueue("dispatch-campaign", { campaignId }, { key: "same" });
    expect(claims).toEqual(Array(4).fill(["begin", "end"]).flat());
  });

  it("work that would take longer than the request may is left to the next sweep", async () => {
    const id = await launched([numberOf("interested")]);
    const before = stage.simulator.calls().length;
    await inline(Date.now() - 46_000).jobs.enqueue("dispatch-campaign", { campaignId: id });
    await inline().jobs.enqueue("dispatch-campaign", { campaignId: id }, { delayMs: 1000 });
    expect(stage.simulator.calls().length).toBe(before);
    expect(await rowsOf(stage).attempts(id)).toEqual([]);
  });
});
