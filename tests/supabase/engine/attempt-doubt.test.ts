import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { ANSWERED, type EngineCalls, TALK } from "../engine-calls";
import { type EngineStage, oneReserved, startEngineStage, stateOf } from "../engine-stage";
import { type Account, after, HOUR, MINUTE, makeAccount, SECOND } from "../fixtures";

let stack: Stack;
let account: Account;
let engine: EngineCalls;
let rows: EngineStage["rows"];
beforeAll(async () => {
  ({ stack, engine, rows } = await startEngineStage());
  account = await makeAccount(stack, "owner@clinic.test", { call_concurrency: 1000 });
});
afterAll(() => stack.stop());

let one: { attempt: string; recipient: string; campaign: string };
const all = () => stateOf(rows, one);
beforeEach(async () => {
  one = await oneReserved({ stack, engine }, account);
});

describe("A call of which nobody knows whether it exists", () => {
  beforeEach(async () => {
    await engine.begin(one.attempt);
    expect(await engine.doubt(one.attempt, after(SECOND), after(30 * SECOND))).toBe(true);
  });

  it("is not called again: it waits to be asked after", async () => {
    expect(await all()).toMatchObject({
      attempt: { state: "reserved", error: "timeout", lease_expires_at: "2026-11-23T17:00:30+00:00" },
      recipient: { status: "queued" },
    });
    await engine.releaseExpired(after(HOUR));
    expect((await all()).attempt).toMatchObject({ state: "reserved" });
    expect((await engine.claim(one.campaign, 9, after(HOUR))).attempts).toEqual([]);
  });

  it("is found again, and then is a call like any other", async () => {
    expect(await engine.dispatch(one.attempt)).toEqual({ applied: true });
    expect(await all()).toMatchObject({ attempt: { state: "dispatched", error: null }, recipient: { status: "sent" } });
  });

  it("is shown to the owner when the provider knows nothing either, and never sent again", async () => {
    expect(await engine.unknown(one.attempt, after(MINUTE))).toBe(true);
    expect(await engine.unknown(one.attempt, after(HOUR))).toBe(false);
    expect(await all()).toMatchObject({
      attempt: {
        state: "unknown",
        disposition: "unknown",
        counted: true,
        lease_expires_at: null,
        ended_at: "2026-11-23T17:01:00+00:00",
      },
      recipient: {
        status: "failed",
        reason: "outcome_unknown",
        next_attempt_at: null,
        error_message: "timeout",
        attempts: 1,
      },
    });
    expect((await engine.claim(one.campaign, 9, after(24 * HOUR))).attempts).toEqual([]);
  });

  it("is settled by a report that comes late", async () => {
    await engine.unknown(one.attempt, after(MINUTE));
    expect(await engine.finish(one.attempt, { ...TALK, outcome: "no_decision" }, ANSWERED, after(HOUR))).toMatchObject({
      applied: true,
    });
    expect(await all()).toMatchObject({
      attempt: { state: "ended", disposition: "conversed" },
      recipient: { status: "answered", reason: null, error_message: null, attempts: 1 },
    });
  });

  it("is in progress again when an event of it comes late", async () => {
    await engine.unknown(one.attempt, after(MINUTE));
    expect(await engine.dispatch(one.attempt, "late", after(2 * MINUTE))).toEqual({ applied: true });
    expect(await all()).toMatchObject({
      attempt: { state: "dispatched", disposition: null, ended_at: null },
      recipient: { status: "sent", reason: null },
    });
  });
});

describe("An attempt that there is not", () => {
  it("is gone, to every function", async () => {
    expect(await engine.dispatch(account.id)).toEqual({ applied: false, reason: "gone" });
    expect(await engine.finish(account.id, TALK, ANSWERED)).toEqual({ applied: false, reason: "gone" });
    expect([
      await engine.progress(account.id),
      await engine.doubt(account.id),
      await engine.unknown(account.id),
    ]).toEqual([false, false, false]);
    expect(await engine.tool(account.id, "book_appointment", "booked")).toBe(false);
  });
});
