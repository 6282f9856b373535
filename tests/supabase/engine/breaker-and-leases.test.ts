import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { ANSWERED, type EngineCalls, NO_ANSWER, retryAt, TALK } from "../engine-calls";
import { campaignOf, type EngineStage, startEngineStage } from "../engine-stage";
import { type Account, after, HOUR, insert, MINUTE, makeAccount, NOON, SECOND } from "../fixtures";

let stack: Stack;
let account: Account;
let engine: EngineCalls;
let rows: EngineStage["rows"];
let number = 0;
beforeAll(async () => {
  ({ stack, engine, rows } = await startEngineStage());
});
beforeEach(async () => {
  await stack.pool.query("update outreach_attempts set state = 'ended'");
  account = await makeAccount(stack, `owner${++number}@clinic.test`, { call_concurrency: 1000, min_gap_minutes: 0 });
});
afterAll(() => stack.stop());

const make = (people: number, more = {}) => campaignOf(stack, account, people, more);
const BROKEN = { disposition: "provider_failed", cost_usd: 0 };
async function endAll(attempts: string[], report: object, now = NOON) {
  for (const attempt of attempts) {
    await engine.begin(attempt, now);
    await engine.dispatch(attempt, undefined, now);
    await engine.finish(
      attempt,
      { ...report, ended_at: now.toISOString() },
      report === TALK ? ANSWERED : retryAt(after(HOUR)),
      now,
    );
  }
}

describe("The breaker", () => {
  it("pauses a campaign when half of five calls in two minutes failed at the provider", async () => {
    const { id } = await make(10);
    const { attempts } = await engine.claim(id, 5);
    await endAll(attempts.slice(0, 2), TALK);
    await endAll(attempts.slice(2, 4), BROKEN);
    expect(await engine.settle(id)).toEqual({ status: "active", changed: false });
    await endAll(attempts.slice(4), BROKEN);
    expect(await engine.settle(id)).toEqual({ status: "paused", changed: true });
    expect(await rows.campaign(id)).toMatchObject({ pause_reason: "provider_failing" });
  });

  it("does not mind calls that nobody picked up, or failures that are old", async () => {
    const { id } = await make(20);
    const { attempts } = await engine.claim(id, 12);
    await endAll(attempts.slice(0, 6), NO_ANSWER);
    expect(await engine.settle(id)).toMatchObject({ status: "active" });
    await endAll(attempts.slice(6), BROKEN, after(SECOND));
    expect(await engine.settle(id, after(2 * MINUTE + SECOND))).toMatchObject({ status: "active" });
    expect(await engine.settle(id, after(2 * MINUTE))).toMatchObject({ status: "paused" });
  });

  it("counts calls that the provider leaves unanswered, also once they are given up", async () => {
    const { id } = await make(10);
    const { attempts } = await engine.claim(id, 6);
    for (const attempt of attempts) await engine.begin(attempt);
    for (const attempt of attempts.slice(0, 4)) await engine.doubt(attempt);
    for (const attempt of attempts.slice(0, 2)) await engine.unknown(attempt);
    expect(await engine.settle(id)).toMatchObject({ status: "active" });
    for (const attempt of attempts.slice(4, 5)) await engine.doubt(attempt);
    expect(await engine.settle(id)).toMatchObject({ status: "paused" });
  });

  it("counts calls that the provider took and does not know afterwards", async () => {
    const { id } = await make(10);
    const { attempts } = await engine.claim(id, 5);
    for (const attempt of attempts) {
      await engine.begin(attempt);
      await engine.dispatch(attempt);
      await engine.unknown(attempt);
    }
    expect(await engine.settle(id)).toMatchObject({ status: "paused" });
  });

  it("does not mind calls that were lost before the provider was asked for them", async () => {
    const { id } = await make(10);
    const { attempts } = await engine.claim(id, 6);
    for (const attempt of attempts) await engine.begin(attempt);
    for (const attempt of attempts) await engine.unknown(attempt);
    expect(await engine.settle(id)).toMatchObject({ status: "active" });
    expect(await rows.campaign(id)).toMatchObject({ pause_reason: null });
  });

  it("lets a campaign that its owner started again begin afresh", async () => {
    const { id } = await make(10);
    await endAll((await engine.claim(id, 5)).attempts, BROKEN);
    await engine.settle(id);
    expect(await engine.start(id, after(30 * SECOND))).toMatchObject({ ok: true });
    expect(await engine.settle(id, after(31 * SECOND))).toMatchObject({ status: "active" });
  });
});

describe("Reservations of a worker that died", () => {
  it("go back to the queue when their lease runs out, not before, and count for nothing", async () => {
    const { id, recipients } = await make(3);
    const { attempts } = await engine.claim(id, 2);
    expect(await engine.releaseExpired(after(2 * MINUTE - 1))).toBe(0);
    expect(await engine.releaseExpired(after(2 * MINUTE))).toBe(2);
    expect(await engine.releaseExpired(after(2 * MINUTE))).toBe(0);
    expect(await rows.attempt(attempts[0] ?? "")).toMatchObject({
      state: "ended",
      disposition: "cancelled",
      counted: false,
      error: "lease_expired",
    });
    expect(await rows.recipient(recipients[0] ?? "")).toMatchObject({ status: "pending", attempts: 0 });
    expect((await engine.claim(id, 9, after(2 * MINUTE))).attempts).toHaveLength(3);
  });

  it("that had begun do not go back: the call may exist", async () => {
    const { id } = await make(2);
    const [begun = ""] = (await engine.claim(id)).attempts;
    await engine.begin(begun);
    expect(await engine.releaseExpired(after(HOUR))).toBe(1);
    expect(await rows.attempt(begun)).toMatchObject({ state: "reserved", counted: true, ended_at: null });
  });

  it("of several campaigns go back, no more at a time than asked for", async () => {
    const campaigns = [await make(3), await make(3)];
    for (const { id } of campaigns) await engine.claim(id);
    const { rows: released } = await stack.pool.query("select public.release_expired($1, 4) as n", [after(HOUR)]);
    expect(released).toEqual([{ n: 4 }]);
    expect(await engine.releaseExpired(after(HOUR))).toBe(2);
  });
});

describe("Calls that were begun and never ended", () => {
  it("are lent to one who asks the provider, for a minute, oldest first", async () => {
    const { id } = await make(3);
    const [begun = "", placed = "", waiting = ""] = (await engine.claim(id)).attempts;
    await engine.begin(begun, after(10 * SECOND));
    await engine.begin(placed);
    await engine.dispatch(placed, "call_9");
    expect(await engine.leaseDoubtful(after(2 * MINUTE))).toEqual([]);
    expect((await engine.leaseDoubtful(after(10 * MINUTE))).map(({ attempt_id }) => attempt_id)).toEqual([
      placed,
      begun,
    ]);
    expect(await engine.leaseDoubtful(after(10 * MINUTE))).toEqual([]);
    const again = await engine.leaseDoubtful(after(11 * MINUTE));
    expect(again).toMatchObject([
      { attempt_id: placed, provider_ref: "call_9", state: "dispatched", begun_at: NOON, reconcile_tries: 2 },
      { attempt_id: begun, channel: "call", provider_ref: null, state: "reserved", assistant_id: "asst_1" },
    ]);
    expect(await rows.attempt(waiting)).toMatchObject({ reconcile_tries: 0 });
  });

  it("are lent to one worker each, however many ask", async () => {
    const { id } = await make(40);
    for (const attempt of (await engine.claim(id)).attempts) await engine.begin(attempt);
    const lent = await Promise.all([1, 2, 3, 4].map(() => engine.leaseDoubtful(after(HOUR), 15)));
    const ids = lent.flat().map(({ attempt_id }) => attempt_id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(15);
  });
});

describe("Events in the inbox", () => {
  const event = (key: string, more = {}) => ({
    provider: "vapi",
    event_key: key,
    payload: { key },
    received_at: NOON,
    next_try_at: NOON,
    tries: 0,
    processed_at: null,
    ...more,
  });
  const keys = (events: Record<string, unknown>[]) => events.map(({ event_key }) => event_key).sort();

  it("are lent until they are applied, oldest first, a minute at a time, twenty times at most", async () => {
    await insert(stack, "provider_events", [
      event("later", { next_try_at: after(MINUTE) }),
      event("waiting"),
      event("done", { processed_at: NOON }),
      event("given up", { tries: 20 }),
    ]);
    expect(keys(await engine.leaseEvents())).toEqual(["waiting"]);
    expect(await engine.leaseEvents(after(SECOND))).toEqual([]);
    const again = await engine.leaseEvents(after(MINUTE));
    expect(again.map(({ event_key }) => event_key)).toEqual(["later", "waiting"]);
    expect(again.find(({ event_key }) => event_key === "waiting")).toMatchObject({
      tries: 2,
      payload: { key: "waiting" },
    });
    expect(await engine.leaseEvents(after(HOUR), 1)).toHaveLength(1);
  });

  it("are stored once", async () => {
    await insert(stack, "provider_events", [event("same")]);
    await expect(insert(stack, "provider_events", [event("same")])).rejects.toThrow(
      "provider_events_provider_event_key_key",
    );
    await insert(stack, "provider_events", [event("same", { provider: "twilio" })]);
    // Those of messages have a queue of their own.
    const text = "select provider, event_key from lease_message_events($1)";
    const { rows } = await stack.pool.query(text, [after(5 * HOUR)]);
    expect(rows).toContainEqual({ provider: "twilio", event_key: "same" });
  });
});
