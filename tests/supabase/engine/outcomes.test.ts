import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { ANSWERED, type EngineCalls, NO_ANSWER, retryAt, TALK } from "../engine-calls";
import { type EngineStage, oneUnderWay, startEngineStage } from "../engine-stage";
import { type Account, after, type Customer, HOUR, MINUTE, makeAccount, NOON } from "../fixtures";

let stack: Stack;
let account: Account;
let engine: EngineCalls;
let rows: EngineStage["rows"];
let one: { attempt: string; recipient: string; campaign: string; customer: Customer };
let number = 0;
beforeAll(async () => {
  ({ stack, engine, rows } = await startEngineStage());
  account = await makeAccount(stack, "owner@clinic.test", { call_concurrency: 1000 });
});
afterAll(() => stack.stop());
beforeEach(async () => {
  one = await oneUnderWay({ stack, engine }, account, { name: "Anya", email: `anya${++number}@mail.test` });
});

const leads = async () =>
  (await stack.pool.query("select * from leads where outreach_attempt_id = $1", [one.attempt])).rows;
const talk = (outcome: string | null) => ({ ...TALK, outcome });

describe("A positive outcome", () => {
  it.each(["interested", "booked", "callback"])(
    "(%s) makes a new lead of the same customer, and the recipient converted",
    async (outcome) => {
      const { lead_id } = await engine.finish(one.attempt, talk(outcome), ANSWERED, after(2 * MINUTE));
      expect(await leads()).toMatchObject([
        {
          ...{
            id: lead_id,
            agent_id: account.agentId,
            customer_id: one.customer.id,
            customer_name: "Anya",
            customer_phone: one.customer.phone,
            status: "New",
          },
          ...{
            call_summary: TALK.summary,
            call_transcript: TALK.transcript,
            recording_url: TALK.recording_url,
            sentiment: "positive",
            duration: 60,
          },
          structured_data: { service: "cleaning", outcome, source: "campaign", campaign_id: one.campaign },
        },
      ]);
      expect(await rows.recipient(one.recipient)).toMatchObject({
        status: "answered",
        outcome,
        converted_at: "2026-11-23T17:02:00+00:00",
      });
      expect(await rows.customer(one.customer.id)).toMatchObject({
        lead_count: 2,
        last_lead_at: "2026-11-23T17:02:00+00:00",
      });
      expect((await rows.counts(one.campaign)).kept).toMatchObject({ converted: 1, reached: 1, answered: 1 });
    },
  );

  it("and its lead are written together or not at all", async () => {
    await stack.pool.query(
      "alter table leads add constraint no_more check (call_summary is distinct from 'They talked.') not valid",
    );
    await expect(engine.finish(one.attempt, talk("booked"), ANSWERED)).rejects.toThrow("no_more");
    expect(await rows.attempt(one.attempt)).toMatchObject({ state: "dispatched", outcome: null });
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "sent", converted_at: null });
    await stack.pool.query("alter table leads drop constraint no_more");
    expect(await engine.finish(one.attempt, talk("booked"), ANSWERED)).toMatchObject({ applied: true });
    expect(await leads()).toHaveLength(1);
  });

  it.each(["not_interested", "no_decision", "wrong_number", null])("is not %s", async (outcome) => {
    await engine.finish(one.attempt, talk(outcome), ANSWERED);
    expect(await leads()).toEqual([]);
    expect(await rows.recipient(one.recipient)).toMatchObject({ converted_at: null });
  });
});

describe("What the assistant writes down during a call", () => {
  it("waits for the report, which must have seen it", async () => {
    expect(await engine.tool(one.attempt, "book_appointment", "booked")).toBe(true);
    expect(await leads()).toEqual([]);
    expect(await engine.finish(one.attempt, talk("no_decision"), ANSWERED)).toEqual({
      applied: false,
      reason: "stale",
    });
    expect(await engine.finish(one.attempt, talk("no_decision"), ANSWERED, NOON, "booked")).toMatchObject({
      applied: true,
    });
    expect(await rows.attempt(one.attempt)).toMatchObject({
      outcome: "booked",
      structured_data: { service: "cleaning", book_appointment: { said: "book_appointment" } },
    });
    expect(await leads()).toHaveLength(1);
  });

  it("is written down once, however often it arrives", async () => {
    for (let i = 0; i < 3; i++) await engine.tool(one.attempt, "request_callback", "callback", NOON, "call_1");
    expect(
      (
        await stack.pool.query("select 1 from attempt_events where attempt_id = $1 and kind = 'request_callback'", [
          one.attempt,
        ])
      ).rowCount,
    ).toBe(1);
    await engine.tool(one.attempt, "request_callback", "callback", NOON, "call_2");
    expect(
      (
        await stack.pool.query("select 1 from attempt_events where attempt_id = $1 and kind = 'request_callback'", [
          one.attempt,
        ])
      ).rowCount,
    ).toBe(2);
  });

  it("keeps the strongest wish, an opt-out above all", async () => {
    await engine.tool(one.attempt, "book_appointment", "booked");
    await engine.tool(one.attempt, "request_callback", "callback");
    expect(await rows.attempt(one.attempt)).toMatchObject({ outcome: "booked" });
    await engine.tool(one.attempt, "record_opt_out", "opt_out");
    await engine.tool(one.attempt, "book_appointment", "booked", NOON, "again");
    expect(await rows.attempt(one.attempt)).toMatchObject({ outcome: "opt_out" });
  });

  it("is acted on though the report was faster", async () => {
    await engine.finish(one.attempt, talk(null), ANSWERED);
    expect(await engine.tool(one.attempt, "book_appointment", "booked", after(MINUTE))).toBe(true);
    expect(await leads()).toMatchObject([{ call_transcript: TALK.transcript, structured_data: { outcome: "booked" } }]);
    expect(await rows.recipient(one.recipient)).toMatchObject({
      status: "answered",
      outcome: "booked",
      converted_at: "2026-11-23T17:01:00+00:00",
    });
  });

  it("keeps a customer who booked from being called again, though the line broke and the report was faster", async () => {
    await engine.finish(one.attempt, { ...NO_ANSWER, disposition: "provider_failed" }, retryAt(after(HOUR)));
    await engine.tool(one.attempt, "book_appointment", "booked");
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "answered", next_attempt_at: null });
    expect((await engine.claim(one.campaign, 9, after(2 * HOUR))).attempts).toEqual([]);
  });

  it("is not lost when no report ever comes", async () => {
    await engine.tool(one.attempt, "book_appointment", "booked");
    await engine.unknown(one.attempt, after(HOUR));
    expect(await leads()).toMatchObject([{ call_transcript: null, structured_data: { outcome: "booked" } }]);
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "answered", outcome: "booked" });
    await engine.finish(one.attempt, talk(null), ANSWERED, after(2 * HOUR), "booked");
    expect(await leads()).toMatchObject([{ call_transcript: TALK.transcript }]);
  });
});
