import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { type EngineCalls, NO_ANSWER, retryAt, TALK } from "../engine-calls";
import { type EngineStage, oneUnderWay, startEngineStage } from "../engine-stage";
import { type Account, after, type Customer, HOUR, insert, makeAccount, makeCampaign, NOON, only } from "../fixtures";

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
const suppressions = async () =>
  (
    await stack.pool.query(
      "select contact, channel, reason, customer_id from suppressions where user_id = $1 and customer_id = $2 order by 1",
      [account.id, one.customer.id],
    )
  ).rows;
const talk = (outcome: string | null) => ({ ...TALK, outcome });
const CLOSED = { kind: "close", status: "opted_out", reason: "opted_out" };

describe("An opt-out during a call", () => {
  it("is in force when the tool is answered, for every contact, channel and campaign", async () => {
    const other = await makeCampaign(stack, account, { customers: [one.customer], min_gap_minutes: 0 });
    await engine.tool(one.attempt, "record_opt_out", "opt_out");
    expect(await suppressions()).toEqual([
      { contact: one.customer.phone, channel: "all", reason: "opt_out", customer_id: one.customer.id },
      { contact: one.customer.email, channel: "all", reason: "opt_out", customer_id: one.customer.id },
    ]);
    await engine.claim(other.id);
    expect(await rows.recipient(only(other.recipients))).toMatchObject({ status: "skipped", reason: "opted_out" });
    await engine.finish(one.attempt, talk("interested"), CLOSED, NOON, "opt_out");
    expect(await leads()).toEqual([]);
    expect(await rows.recipient(one.recipient)).toMatchObject({
      status: "opted_out",
      reason: "opted_out",
      outcome: "opt_out",
      converted_at: null,
    });
  });

  it("is kept though the contact stands there for another reason, or for somebody else", async () => {
    const wrong = { contact: one.customer.phone, channel: "all", source: "import", evidence: {}, at: NOON };
    await insert(stack, "suppressions", [
      { user_id: account.id, customer_id: one.customer.id, reason: "wrong_number", ...wrong },
    ]);
    await insert(stack, "suppressions", [{ user_id: account.id, reason: "opt_out", ...wrong }]);
    await engine.tool(one.attempt, "record_opt_out", "opt_out");
    expect((await suppressions()).map(({ reason }) => reason).sort()).toEqual(["opt_out", "opt_out", "wrong_number"]);
  });

  it("holds for the address as it was when selected, and as it is now", async () => {
    await account.client.from("customers").update({ email: "new@mail.test" }).eq("id", one.customer.id);
    await engine.tool(one.attempt, "record_opt_out", "opt_out");
    const contacts = (await suppressions()).map(({ contact }) => contact);
    expect(contacts.sort()).toEqual([one.customer.phone, one.customer.email, "new@mail.test"].sort());
  });

  it("stands against any next step and any report, and is recorded once", async () => {
    await engine.tool(one.attempt, "record_opt_out", "opt_out");
    await engine.finish(one.attempt, { ...NO_ANSWER, outcome: null }, retryAt(after(HOUR)), NOON, "opt_out");
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "opted_out", next_attempt_at: null });
    expect(await suppressions()).toHaveLength(2);
  });

  it("that is heard only in the analysis counts as much", async () => {
    await engine.finish(one.attempt, talk("opt_out"), CLOSED);
    expect(await suppressions()).toHaveLength(2);
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "opted_out", outcome: "opt_out" });
  });

  it("that comes after the report ends the retries", async () => {
    await engine.finish(one.attempt, NO_ANSWER, retryAt(after(HOUR)));
    await engine.tool(one.attempt, "record_opt_out", "opt_out");
    expect(await rows.recipient(one.recipient)).toMatchObject({
      status: "opted_out",
      reason: "opted_out",
      next_attempt_at: null,
    });
  });

  it("that comes while the next attempt is reserved keeps it from being begun", async () => {
    await engine.finish(one.attempt, NO_ANSWER, retryAt(after(HOUR)));
    const next = only((await engine.claim(one.campaign, 1, after(HOUR))).attempts);
    await engine.tool(one.attempt, "record_opt_out", "opt_out", after(HOUR));
    expect(await engine.begin(next, after(HOUR))).toEqual({ decision: "stop", reason: "opted_out" });
    expect(await rows.recipient(one.recipient)).toMatchObject({
      status: "opted_out",
      reason: "opted_out",
      next_attempt_at: null,
    });
  });

  it("survives that the call's end is never known", async () => {
    await engine.tool(one.attempt, "record_opt_out", "opt_out");
    await engine.unknown(one.attempt);
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "opted_out", reason: "opted_out" });
  });
});

describe("A wrong number", () => {
  it("is never called again, for nobody of the account, and the customer can still be written to", async () => {
    await engine.finish(one.attempt, talk("wrong_number"), {
      kind: "close",
      status: "answered",
      reason: "wrong_number",
    });
    expect(await suppressions()).toEqual([
      { contact: one.customer.phone, channel: "all", reason: "wrong_number", customer_id: one.customer.id },
    ]);
    const calls = await makeCampaign(stack, account, { customers: [one.customer], min_gap_minutes: 0 });
    const mails = await makeCampaign(stack, account, {
      customers: [one.customer],
      channel: "email",
      outreach_method: "email",
      min_gap_minutes: 0,
    });
    expect((await engine.claim(calls.id)).attempts).toEqual([]);
    expect((await engine.claim(mails.id)).attempts).toHaveLength(1);
  });
});
