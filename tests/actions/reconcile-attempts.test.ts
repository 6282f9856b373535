import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contactRecipient } from "@/lib/actions/contact-recipient";
import type { EngineDeps } from "@/lib/actions/deps";
import { dispatchCampaign } from "@/lib/actions/dispatch-campaign";
import { reconcileAttempts } from "@/lib/actions/reconcile-attempts";
import type { Voice } from "@/lib/providers/voice";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numberOf, numbers } from "@/tests/support/engine-account";
import { reserved, rowsOf } from "@/tests/support/engine-rows";

let stage: EngineStage;
let rows: ReturnType<typeof rowsOf>;
let made = 0;

beforeAll(async () => {
  stage = await startEngine({ simulator: { speed: 50_000 } });
  rows = rowsOf(stage);
});
beforeEach(() => stage.clock.nextWeek());
afterEach(async () => {
  stage.simulator.setFaults([]);
  stage.simulator.setWebhookFaults({});
  stage.simulator.release();
  await stage.settle();
  // What a test leaves in doubt is not for the next one to find.
  await stage.stack.pool.query(
    "update outreach_attempts set state = 'unknown', lease_expires_at = null where state in ('reserved', 'dispatched')",
  );
});
afterAll(() => stage.stop());

const NO_ANSWER_IN_TIME = { answer: "hang", accept: true } as const;
const LOST = { answer: "hang", accept: false } as const;
const MINUTE = 60_000;

const newAccount = (): Promise<Account> => stage.account(`reconcile-${++made}`);
async function oneReserved(phone: string, input = {}) {
  return reserved(stage, await newAccount(), [phone], input);
}
const postsOf = (attemptId: string) => stage.simulator.calls().filter((call) => call.attemptId === attemptId).length;
const posts = () => stage.simulator.requests().filter(({ method }) => method === "POST").length;
const reconcile = (deps: EngineDeps = stage.deps) => reconcileAttempts(deps);
/** A provider that gives this answer to every question. */
const asked = (answer: Partial<Voice>) => stage.with({ voice: { ...(stage.deps.voice as Voice), ...answer } });
const unanswered = async () =>
  ({
    ok: false,
    failure: { certainty: "ambiguous", code: "timeout", status: null, message: "no answer in time" },
  }) as const;

describe("a call whose answer was lost", () => {
  it("is adopted while it is in progress", async () => {
    stage.simulator.setWebhookFaults({ drop: 1 });
    stage.simulator.hold();
    const { campaignId, attemptId } = await oneReserved(numberOf("interested"));
    stage.simulator.failNext(NO_ANSWER_IN_TIME);
    expect(await contactRecipient(stage.hasty, { attemptId })).toEqual({ result: "doubt" });
    expect(await reconcile()).toEqual({ checked: 0, failures: 0 });
    stage.clock.advance(16_000);
    expect(await reconcile()).toEqual({ checked: 1, failures: 0 });
    const call = stage.simulator.calls().find((found) => found.attemptId === attemptId);
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "dispatched", provider_ref: call?.id, error: null });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "sent", attempts: 1 });
  });

  it("is adopted with its transcript, its outcome and its lead when it is over", async () => {
    stage.simulator.setWebhookFaults({ drop: 1 });
    const { campaignId, attemptId } = await oneReserved(numberOf("interested"));
    stage.simulator.failNext(NO_ANSWER_IN_TIME);
    await contactRecipient(stage.hasty, { attemptId });
    await stage.simulator.idle();
    stage.clock.advance(16_000);
    await reconcile();
    expect(await rows.attempt(attemptId)).toMatchObject({
      state: "ended",
      disposition: "conversed",
      outcome: "interested",
    });
    expect((await rows.attempt(attemptId)).transcript).toContain("AI:");
    expect(await rows.leads(attemptId)).toHaveLength(1);
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "answered" });
    expect(postsOf(attemptId)).toBe(1);
  });

  it("is found though the database was away when it had to be written down", async () => {
    const { attemptId } = await oneReserved(numberOf("no_answer"));
    stage.simulator.setWebhookFaults({ drop: 1 });
    const engine = { ...stage.deps.engine, dispatched: () => Promise.reject(new Error("connection lost")) };
    await expect(contactRecipient(stage.with({ engine }), { attemptId })).rejects.toThrow();
    expect(await contactRecipient(stage.deps, { attemptId })).toEqual({ result: "already_begun" });
    await stage.simulator.idle();
    stage.clock.advance(2 * MINUTE + 1000);
    await reconcile();
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "ended", disposition: "no_answer" });
    expect(postsOf(attemptId)).toBe(1);
  });
});

describe("a call of which the provider knows nothing", () => {
  it("is marked unknown after two minutes, shown to the owner, and never placed again", async () => {
    const { campaignId, attemptId } = await oneReserved(numberOf("interested"), { max_attempts: 5 });
    stage.simulator.failNext(LOST);
    await contactRecipient(stage.hasty, { attemptId });
    const before = posts();
    for (const seconds of [16, 61]) {
      stage.clock.advance(seconds * 1000);
      await reconcile();
      expect((await rows.attempt(attemptId)).state).toBe("reserved");
    }
    stage.clock.advance(MINUTE);
    await reconcile();
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "unknown", disposition: "unknown" });
    expect(await rows.recipient(campaignId)).toMatchObject({
      status: "failed",
      reason: "outcome_unknown",
      attempts: 1,
    });
    expect(await rows.campaign(campaignId)).toMatchObject({ status: "completed" });
    for (let day = 0; day < 3; day++) {
      stage.clock.advance(24 * 60 * MINUTE);
      await reconcile();
      await dispatchCampaign(stage.deps, { campaignId });
      await contactRecipient(stage.deps, { attemptId });
    }
    expect(posts()).toBe(before);
  });

  it("is not given up while the provider does not answer at all", async () => {
    const { attemptId } = await oneReserved(numberOf("interested"));
    stage.simulator.failNext(LOST);
    await contactRecipient(stage.hasty, { attemptId });
    for (let hour = 0; hour < 5; hour++) {
      stage.clock.advance(60 * MINUTE);
      await reconcile(asked({ findCall: unanswered }));
    }
    expect((await rows.attempt(attemptId)).state).toBe("reserved");
    await stage.stack.pool.query("update outreach_attempts set reconcile_tries = 1440 where id = $1", [attemptId]);
    stage.clock.advance(2 * MINUTE);
    await reconcile(asked({ findCall: unanswered }));
    expect((await rows.attempt(attemptId)).state).toBe("unknown");
  });

  it("is given up after a day when the provider says for ever that it is in progress", async () => {
    const { attemptId } = await oneReserved(numberOf("interested"));
    stage.simulator.hold();
    await contactRecipient(stage.deps, { attemptId });
    await stage.stack.pool.query("update outreach_attempts set reconcile_tries = 1440 where id = $1", [attemptId]);
    stage.clock.advance(24 * 60 * MINUTE);
    await reconcile();
    expect((await rows.attempt(attemptId)).state).toBe("unknown");
  });
});

describe("asking after many at once", () => {
  async function doubts(count: number) {
    const account = await newAccount();
    const { attempts } = await reserved(stage, account, numbers(count));
    stage.simulator.failNext(LOST, count);
    await Promise.all(attempts.map((attemptId) => contactRecipient(stage.hasty, { attemptId })));
    stage.clock.advance(3 * MINUTE);
    return attempts;
  }
  const states = async (attempts: string[]) =>
    (await Promise.all(attempts.map((id) => rows.attempt(id)))).map(({ state }) => state);

  it("goes on when one of them can't be settled", async () => {
    const attempts = await doubts(4);
    const [poisoned] = attempts;
    const engine: EngineDeps["engine"] = {
      ...stage.deps.engine,
      markUnknown: (id, now) =>
        id === poisoned ? Promise.reject(new Error("poison")) : stage.deps.engine.markUnknown(id, now),
    };
    expect(await reconcile(stage.with({ engine }))).toEqual({ checked: 4, failures: 1 });
    expect(await states(attempts)).toEqual(["reserved", "unknown", "unknown", "unknown"]);
  });

  it("stops after the first ten when the provider answers none of them", async () => {
    const attempts = await doubts(13);
    let questions = 0;
    const deaf = asked({
      findCall: async () => {
        questions++;
        return unanswered();
      },
    });
    expect(await reconcile(deaf)).toEqual({ checked: 10, failures: 0 });
    expect(questions).toBe(10);
    stage.clock.advance(MINUTE);
    expect(await reconcile()).toEqual({ checked: 13, failures: 0 });
    expect(new Set(await states(attempts))).toEqual(new Set(["unknown"]));
  });
});
