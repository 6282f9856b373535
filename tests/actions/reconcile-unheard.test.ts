import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contactRecipient } from "@/lib/actions/contact-recipient";
import { reconcileAttempts } from "@/lib/actions/reconcile-attempts";
import type { Voice } from "@/lib/providers/voice";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { numberOf } from "@/tests/support/engine-account";
import { reserved, rowsOf } from "@/tests/support/engine-rows";

let stage: EngineStage;
let rows: ReturnType<typeof rowsOf>;
let made = 0;

beforeAll(async () => {
  stage = await startEngine({ simulator: { speed: 50_000 } });
  rows = rowsOf(stage);
});
beforeEach(() => {
  stage.clock.nextWeek();
  stage.simulator.setWebhookFaults({ drop: 1 });
});
afterEach(() => stage.settle());
afterAll(() => stage.stop());

const reconcile = (deps = stage.deps) => reconcileAttempts(deps);

/** A call that is over, of which no webhook came. */
async function overUnheard(phone: string) {
  const account = await stage.account(`unheard-${++made}`);
  const called = await reserved(stage, account, [phone], { max_call_seconds: 60 });
  await contactRecipient(stage.deps, { attemptId: called.attemptId });
  await stage.simulator.idle();
  return called;
}
/** When it must be over at the latest. */
const LIMIT_MS = 181_000;

describe("a call whose webhooks were lost", () => {
  it("is asked after once it must be over, and ends like any other", async () => {
    const { campaignId } = await overUnheard(numberOf("busy"));
    stage.clock.advance(LIMIT_MS - 2000);
    expect(await reconcile()).toMatchObject({ checked: 0 });
    stage.clock.advance(2000);
    expect(await reconcile()).toMatchObject({ checked: 1 });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "pending", reason: "busy", attempts: 1 });
  });

  it("is not ended before its analysis is there, nor kept waiting for one that never comes", async () => {
    const { attemptId } = await overUnheard(numberOf("interested"));
    stage.clock.advance(LIMIT_MS);
    const real = stage.deps.voice as Voice;
    const voice: Voice = {
      ...real,
      async getCall(ref) {
        const answer = await real.getCall(ref);
        if (!answer.ok || !("report" in answer.value) || !answer.value.report) throw new Error("the call is not over");
        const report = { ...answer.value.report, structuredData: null, outcome: null };
        return { ...answer, value: { ...answer.value, report } };
      },
    };
    const states: unknown[] = [];
    for (let look = 0; look < 3; look++) {
      await reconcile(stage.with({ voice }));
      states.push((await rows.attempt(attemptId)).state);
      stage.clock.advance(61_000);
    }
    expect(states).toEqual(["dispatched", "dispatched", "ended"]);
  });

  it("ends with the opt-out that is recorded while it is being ended", async () => {
    const { campaignId, attemptId } = await overUnheard(numberOf("interested"));
    stage.clock.advance(LIMIT_MS);
    let looks = 0;
    const engine = {
      ...stage.deps.engine,
      async standing(id: string) {
        const seen = await stage.deps.engine.standing(id);
        const tool = { id: "late", name: "record_opt_out", arguments: {} };
        if (looks++ === 0) await stage.deps.engine.toolCall(id, tool, "opt_out", stage.clock.now());
        return seen;
      },
    };
    expect(await reconcile(stage.with({ engine }))).toEqual({ checked: 1, failures: 0 });
    expect(looks).toBe(2);
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "ended", outcome: "opt_out" });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "opted_out" });
    expect(await rows.leads(attemptId)).toEqual([]);
  });
});
