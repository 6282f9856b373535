import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { ANSWERED, type EngineCalls, FAILED, NO_ANSWER, requeueAt, retryAt, TALK } from "../engine-calls";
import { type EngineStage, oneReserved, startEngineStage, stateOf } from "../engine-stage";
import { type Account, after, HOUR, MINUTE, makeAccount, only, SECOND } from "../fixtures";

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
const kinds = async () =>
  (
    await stack.pool.query<{ kind: string }>("select kind from attempt_events where attempt_id = $1 order by id", [
      one.attempt,
    ])
  ).rows.map(({ kind }) => kind);

beforeEach(async () => {
  one = await oneReserved({ stack, engine }, account);
});

describe("An attempt that was not begun", () => {
  it("takes no report of any kind: no call of it can exist", async () => {
    const before = await all();
    expect(await engine.dispatch(one.attempt)).toEqual({ applied: false, reason: "reserved" });
    expect(await engine.progress(one.attempt)).toBe(false);
    expect(await engine.doubt(one.attempt)).toBe(false);
    expect(await engine.unknown(one.attempt)).toBe(false);
    expect(await engine.finish(one.attempt, TALK, ANSWERED)).toEqual({ applied: false, reason: "not_begun" });
    expect(await all()).toEqual(before);
  });
});

describe("A call that was placed", () => {
  beforeEach(async () => {
    await engine.begin(one.attempt);
    expect(await engine.dispatch(one.attempt, `ref-${one.attempt}`, after(SECOND))).toEqual({ applied: true });
  });

  it("has its reference, and is asked after when it should be over", async () => {
    expect(await all()).toMatchObject({
      attempt: {
        state: "dispatched",
        provider_ref: `ref-${one.attempt}`,
        dispatched_at: "2026-11-23T17:00:01+00:00",
        lease_expires_at: "2026-11-23T17:07:01+00:00",
      },
      recipient: { status: "sent", sent_at: "2026-11-23T17:00:01+00:00", attempts: 1 },
    });
  });

  it("is placed once: a second answer with the same reference changes nothing", async () => {
    const before = await all();
    expect(await engine.dispatch(one.attempt, `ref-${one.attempt}`, after(HOUR))).toEqual({
      applied: false,
      reason: "dispatched",
    });
    expect(await all()).toEqual(before);
  });

  it("shows in its timeline when the provider speaks of another call for the same attempt", async () => {
    const before = await all();
    expect(await engine.dispatch(one.attempt, "another")).toEqual({ applied: false, reason: "other_ref" });
    expect(await engine.finish(one.attempt, { ...TALK, provider_ref: "another" }, ANSWERED)).toEqual({
      applied: false,
      reason: "other_ref",
    });
    expect(await all()).toEqual(before);
    expect(await kinds()).toContain("second_contact");
  });

  it("progresses, moving its lease only when told", async () => {
    expect(await engine.progress(one.attempt, "ringing", after(2 * SECOND))).toBe(true);
    expect(await engine.progress(one.attempt, "in_progress", after(5 * SECOND))).toBe(true);
    expect(await engine.progress(one.attempt, "in_progress", after(9 * SECOND))).toBe(true);
    expect((await all()).attempt).toMatchObject({
      state: "dispatched",
      started_at: "2026-11-23T17:00:05+00:00",
      lease_expires_at: "2026-11-23T17:07:01+00:00",
    });
    await engine.progress(one.attempt, "closed", after(MINUTE), after(90 * SECOND));
    expect((await all()).attempt).toMatchObject({ lease_expires_at: "2026-11-23T17:01:30+00:00" });
  });

  it("ends once, with everything that was reported", async () => {
    const finished = await engine.finish(
      one.attempt,
      { ...TALK, provider_ref: `ref-${one.attempt}`, outcome: "not_interested" },
      ANSWERED,
      after(2 * MINUTE),
    );
    expect(finished).toEqual({ applied: true, campaign_id: one.campaign, lead_id: null });
    const ended = await all();
    expect(ended).toMatchObject({
      attempt: {
        ...{
          state: "ended",
          disposition: "conversed",
          outcome: "not_interested",
          counted: true,
          lease_expires_at: null,
          error: null,
        },
        ...{
          started_at: "2026-11-23T17:00:05+00:00",
          ended_at: "2026-11-23T17:01:05+00:00",
          duration_seconds: 60,
          cost: 0.25,
        },
        ...{
          transcript: TALK.transcript,
          messages: TALK.turns,
          summary: TALK.summary,
          recording_url: TALK.recording_url,
        },
        ...{ structured_data: { service: "cleaning" }, sentiment: "positive" },
      },
      recipient: {
        ...{
          status: "answered",
          reason: null,
          next_attempt_at: null,
          attempts: 1,
          last_disposition: "conversed",
          outcome: "not_interested",
        },
        ...{
          responded_at: "2026-11-23T17:01:05+00:00",
          converted_at: null,
          cost: 0.25,
          response_data: { service: "cleaning" },
        },
      },
    });
    expect(await engine.finish(one.attempt, { ...NO_ANSWER, provider_ref: `ref-${one.attempt}` }, FAILED)).toEqual({
      applied: false,
      reason: "ended",
    });
    for (const late of [
      () => engine.dispatch(one.attempt, `ref-${one.attempt}`),
      () => engine.progress(one.attempt),
      () => engine.doubt(one.attempt),
      () => engine.unknown(one.attempt),
      () => engine.begin(one.attempt),
    ])
      await late();
    expect(await all()).toEqual(ended);
  });

  it("makes the customer one who was spoken to: not dormant any more", async () => {
    await engine.finish(one.attempt, { ...TALK, provider_ref: `ref-${one.attempt}` }, ANSWERED);
    const recipient = await rows.recipient(one.recipient);
    expect(await rows.customer(String(recipient.customer_id))).toMatchObject({
      last_answered_at: "2026-11-23T17:01:05+00:00",
      last_contact_at: "2026-11-23T17:01:05+00:00",
    });
  });

  it("that nobody picked up is tried again when the policy says, after the others that are due", async () => {
    await engine.finish(one.attempt, { ...NO_ANSWER, provider_ref: `ref-${one.attempt}` }, retryAt(after(4 * HOUR)));
    expect(await rows.recipient(one.recipient)).toMatchObject({
      status: "pending",
      reason: "no_answer",
      attempts: 1,
      next_attempt_at: "2026-11-23T21:00:00+00:00",
      responded_at: null,
    });
    expect((await engine.claim(one.campaign, 1, after(3 * HOUR))).attempts).toEqual([]);
    const again = only((await engine.claim(one.campaign, 1, after(4 * HOUR))).attempts);
    expect(await rows.attempt(again)).toMatchObject({ number: 2 });
  });

  it("that the provider had no room for is no attempt", async () => {
    await engine.finish(one.attempt, { disposition: "capacity", provider_ref: null }, requeueAt(after(15 * SECOND)));
    expect(await all()).toMatchObject({
      attempt: { state: "ended", disposition: "capacity", counted: false },
      recipient: {
        status: "pending",
        reason: "capacity",
        attempts: 0,
        last_disposition: null,
        next_attempt_at: "2026-11-23T17:00:15+00:00",
      },
    });
    expect((await rows.counts(one.campaign)).kept).toMatchObject({ attempts: 0, contacted: 0 });
  });

  it("to a number that does not exist marks the customer's number, if it is still that one", async () => {
    await engine.finish(
      one.attempt,
      { disposition: "invalid_number", provider_ref: `ref-${one.attempt}` },
      { kind: "close", status: "failed", reason: "invalid_number" },
    );
    const recipient = await rows.recipient(one.recipient);
    expect(await rows.customer(String(recipient.customer_id))).toMatchObject({
      phone_invalid_at: "2026-11-23T17:00:00+00:00",
    });
    await account.client.from("customers").update({ phone: "+12125550123" }).eq("id", String(recipient.customer_id));
    expect(await rows.customer(String(recipient.customer_id))).toMatchObject({ phone_invalid_at: null });
  });
});
