import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { ANSWERED, engineCalls, FAILED, NO_ANSWER, retryAt, TALK } from "../engine-calls";
import { type EngineStage, oneReserved, oneUnderWay, startEngineStage } from "../engine-stage";
import { type Account, after, type Customer, MINUTE, makeAccount, NOON, only } from "../fixtures";

let stage: EngineStage;
let stack: Stack;
let account: Account;
let other: Account;
let pool: Pool;
let rows: EngineStage["rows"];
let one: { attempt: string; recipient: string; campaign: string; customer: Customer };
let number = 0;
beforeAll(async () => {
  stage = await startEngineStage(6);
  ({ stack, pool, rows } = stage);
  const settings = { call_concurrency: 1000, min_gap_minutes: 0 };
  account = await makeAccount(stack, "owner@clinic.test", settings);
  other = await makeAccount(stack, "owner@garage.test", settings);
});
afterAll(() => stack.stop());
beforeEach(async () => {
  one = await oneUnderWay(stage, account, { name: "Anya", email: `anya${++number}@mail.test` });
});

const engine = () => engineCalls(pool);
interface Answer {
  ok: boolean;
  code?: string;
  changed?: boolean;
  lead_id?: string | null;
}
const correct = async (outcome: string, attempt = one.attempt, by = account, note: string | null = null) =>
  only(
    (
      await pool.query<{ answer: Answer }>("select public.correct_outcome($1, $2, $3, $4, $5, $6) as answer", [
        by.id,
        attempt,
        outcome,
        by.id,
        after(MINUTE),
        note,
      ])
    ).rows,
  ).answer;
const ended = (outcome: string | null, next: object = ANSWERED) =>
  engine().finish(one.attempt, { ...TALK, outcome }, next);
const leads = async () =>
  (
    await stack.pool.query(
      "select status, structured_data ->> 'outcome' as outcome from leads where outreach_attempt_id = $1",
      [one.attempt],
    )
  ).rows;
const suppressed = async () =>
  (
    await stack.pool.query<{ reason: string }>(
      "select distinct reason from suppressions where customer_id = $1 and lifted_at is null",
      [one.customer.id],
    )
  ).rows.map(({ reason }) => reason);
async function countsAreRight() {
  const { kept, recounted } = await rows.counts(one.campaign);
  expect(kept).toEqual(recounted);
  return kept;
}

describe("Correcting the outcome of a call", () => {
  it("makes the lead that a conversation should have made, once", async () => {
    await ended("no_decision");
    expect(await correct("booked", one.attempt, account, "Rang back and booked")).toMatchObject({
      ok: true,
      changed: true,
    });
    expect(await leads()).toEqual([{ status: "New", outcome: "booked" }]);
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "answered", outcome: "booked", reason: null });
    expect(await countsAreRight()).toMatchObject({ converted: 1, answered: 1 });
    await correct("interested");
    expect(await leads()).toEqual([{ status: "New", outcome: "interested" }]);
  });

  it("closes the lead that was none, and takes the conversion back", async () => {
    await ended("interested");
    await correct("not_interested");
    expect(await leads()).toEqual([{ status: "Closed", outcome: "not_interested" }]);
    expect(await rows.recipient(one.recipient)).toMatchObject({ outcome: "not_interested", converted_at: null });
    expect(await countsAreRight()).toMatchObject({ converted: 0, reached: 1 });
    await correct("interested");
    expect(await leads()).toEqual([{ status: "New", outcome: "interested" }]);
    expect(await countsAreRight()).toMatchObject({ converted: 1 });
  });

  it("leaves a lead closed that a person closed", async () => {
    await ended("interested");
    await stack.pool.query("update leads set status = 'Closed' where outreach_attempt_id = $1", [one.attempt]);
    await correct("booked");
    expect(await leads()).toEqual([{ status: "Closed", outcome: "booked" }]);
  });

  it("to an opt-out keeps it from then on, for every contact", async () => {
    await ended("interested");
    await correct("opt_out");
    expect(await suppressed()).toEqual(["opt_out"]);
    expect(await leads()).toEqual([{ status: "Closed", outcome: "opt_out" }]);
    expect(await rows.recipient(one.recipient)).toMatchObject({
      status: "opted_out",
      reason: "opted_out",
      converted_at: null,
    });
    expect(await countsAreRight()).toMatchObject({ opted_out: 1, converted: 0 });
  });

  it("away from an opt-out lifts nothing", async () => {
    await ended("opt_out", { kind: "close", status: "opted_out", reason: "opted_out" });
    await correct("interested");
    expect(await suppressed()).toEqual(["opt_out"]);
    expect(await rows.recipient(one.recipient)).toMatchObject({
      status: "answered",
      outcome: "interested",
      reason: null,
    });
    await countsAreRight();
  });

  it("to a wrong number keeps that number from being called", async () => {
    await ended("no_decision");
    await correct("wrong_number");
    expect(await suppressed()).toEqual(["wrong_number"]);
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "answered", reason: "wrong_number" });
  });

  it("of a call to an answering machine that was taken for a person shows them as not reached", async () => {
    await engine().finish(one.attempt, { ...TALK, disposition: "voicemail", outcome: "interested" }, ANSWERED);
    await correct("no_decision");
    expect(await rows.recipient(one.recipient)).toMatchObject({
      status: "failed",
      reason: "voicemail",
      responded_at: null,
      converted_at: null,
    });
    expect(await countsAreRight()).toMatchObject({ failed: 1, reached: 0, answered: 0 });
  });

  it("settles who waited for another attempt, so that nobody calls them again", async () => {
    await engine().finish(one.attempt, NO_ANSWER, retryAt(after(MINUTE)));
    await correct("callback");
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "answered", next_attempt_at: null });
    expect((await engine().claim(one.campaign, 10, after(2 * MINUTE))).attempts).toEqual([]);
  });

  it("to an opt-out while another attempt is reserved keeps that one from beginning", async () => {
    await engine().finish(one.attempt, NO_ANSWER, retryAt(NOON));
    const second = only((await engine().claim(one.campaign, 1, after(MINUTE))).attempts);
    await correct("opt_out");
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "queued", outcome: "opt_out" });
    expect(await engine().begin(second, after(MINUTE))).toMatchObject({ decision: "stop", reason: "opted_out" });
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "opted_out" });
    await countsAreRight();
  });

  it("to any wish gives back a call that is only reserved, so that nobody hears from it", async () => {
    await engine().finish(one.attempt, NO_ANSWER, retryAt(NOON));
    const second = only((await engine().claim(one.campaign, 1, after(MINUTE))).attempts);
    await correct("not_interested");
    expect(await engine().begin(second, after(MINUTE))).toMatchObject({ decision: "stop" });
    const settled = { status: "answered", outcome: "not_interested", reason: null, next_attempt_at: null };
    expect(await rows.recipient(one.recipient)).toMatchObject(settled);
    await countsAreRight();
  });

  it("of an earlier call does not take back an opt-out of a later one", async () => {
    await engine().finish(one.attempt, NO_ANSWER, retryAt(NOON));
    const first = one.attempt;
    const second = only((await engine().claim(one.campaign, 1, after(MINUTE))).attempts);
    await engine().begin(second, after(MINUTE));
    await engine().dispatch(second);
    await engine().finish(
      second,
      { ...TALK, outcome: "opt_out" },
      { kind: "close", status: "opted_out", reason: "opted_out" },
    );
    await correct("interested", first);
    expect(await rows.recipient(one.recipient)).toMatchObject({
      status: "opted_out",
      outcome: "opt_out",
      converted_at: null,
    });
  });

  it("of a call of which nobody knew what became of it settles the person, not the doubt", async () => {
    await engine().unknown(one.attempt);
    await correct("not_interested");
    expect(await rows.attempt(one.attempt)).toMatchObject({ state: "unknown", outcome: "not_interested" });
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "answered", reason: null });
  });

  it("is written down with what it was, what it is, by whom and why", async () => {
    await ended("no_decision");
    await correct("not_interested", one.attempt, account, "She told me");
    const { rows: notes } = await stack.pool.query(
      "select detail from attempt_events where attempt_id = $1 and kind = 'outcome_corrected'",
      [one.attempt],
    );
    expect(notes).toEqual([
      { detail: { from: "no_decision", to: "not_interested", note: "She told me", by: account.id } },
    ]);
    const log = await stack.pool.query("select actor_id, action, detail from audit_log where entity_id = $1", [
      one.attempt,
    ]);
    // The log can't forget, so what was said of the person is not in it.
    expect(log.rows).toEqual([
      { actor_id: account.id, action: "outcome.corrected", detail: { from: "no_decision", to: "not_interested" } },
    ]);
  });

  it("to what it is already changes nothing", async () => {
    await ended("booked");
    expect(await correct("booked")).toMatchObject({ ok: true, changed: false });
    expect((await stack.pool.query("select from audit_log where entity_id = $1", [one.attempt])).rowCount).toBe(0);
  });

  it("is refused while the call is in progress", async () => {
    expect(await correct("booked")).toEqual({ ok: false, code: "attempt_under_way" });
  });

  it("is refused for a call that was never placed", async () => {
    const reserved = await oneReserved(stage, account);
    await engine().pause(reserved.campaign);
    expect(await correct("booked", reserved.attempt)).toEqual({ ok: false, code: "attempt_not_placed" });
  });

  it("is refused to another account", async () => {
    await engine().finish(one.attempt, NO_ANSWER, FAILED);
    expect(await correct("booked", one.attempt, other)).toEqual({ ok: false, code: "not_found" });
    expect(await leads()).toEqual([]);
  });

  it("and the news of a late tool call wait for each other, and the opt-out stands", async () => {
    await ended("interested");
    const [, corrected] = await stage.meanwhile(
      (db) => engineCalls(db).tool(one.attempt, "record_opt_out", "opt_out"),
      () => correct("opt_out"),
    );
    expect(corrected).toMatchObject({ ok: true, changed: false });
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "opted_out" });
    await countsAreRight();
  });
});
