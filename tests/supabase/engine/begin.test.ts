import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import type { EngineCalls } from "../engine-calls";
import { type EngineStage, startEngineStage } from "../engine-stage";
import {
  type Account,
  after,
  type Customer,
  DAY,
  HOUR,
  insert,
  MINUTE,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
  only,
} from "../fixtures";

let stack: Stack;
let account: Account;
let engine: EngineCalls;
let rows: EngineStage["rows"];
let number = 0;
beforeAll(async () => {
  ({ stack, engine, rows } = await startEngineStage());
});
beforeEach(async () => {
  account = await makeAccount(stack, `owner${++number}@clinic.test`, {
    callback_number: "+12125550100",
    booking_link: "https://book.test",
  });
});
afterAll(() => stack.stop());

async function reserved(wanted = {}, campaign = {}) {
  const customer: Customer = only(
    await makeCustomers(stack, account, [{ name: "Anya", email: "anya@mail.test", ...wanted }]),
  );
  const { id, recipients } = await makeCampaign(stack, account, {
    customers: [customer],
    variables: { promotion: "20% off" },
    ...campaign,
  });
  return {
    customer,
    campaignId: id,
    recipientId: only(recipients),
    attemptId: only((await engine.claim(id)).attempts),
  };
}

describe("Beginning an attempt", () => {
  it("answers everything that the contact needs, and writes down that it begins", async () => {
    const { attemptId, recipientId, campaignId, customer } = await reserved();
    expect(await engine.begin(attemptId, after(MINUTE))).toMatchObject({
      ...{ decision: "go", channel: "call", user_id: account.id, campaign_id: campaignId, recipient_id: recipientId },
      ...{
        phone: customer.phone,
        email: "anya@mail.test",
        time_zone: "America/New_York",
        body: "Hi {name}",
        voicemail: null,
      },
      ...{
        variables: { promotion: "20% off" },
        max_call_seconds: 300,
        agent_name: "Ava",
        assistant_id: "asst_1",
        phone_number_id: "pn_1",
      },
      ...{ business_name: "Bright Smiles", callback_number: "+12125550100", booking_link: "https://book.test" },
    });
    expect(await rows.attempt(attemptId)).toMatchObject({
      state: "reserved",
      counted: true,
      begun_at: "2026-11-23T17:01:00+00:00",
      lease_expires_at: "2026-11-23T17:03:00+00:00",
    });
    expect(await rows.recipient(recipientId)).toMatchObject({
      status: "queued",
      attempts: 1,
      last_attempt_at: "2026-11-23T17:01:00+00:00",
    });
  });

  it("is done once, whoever asks at the same time", async () => {
    const { attemptId, recipientId } = await reserved();
    const answers = await Promise.all([1, 2, 3, 4].map(() => engine.begin(attemptId)));
    expect(answers.map(({ decision, reason }) => reason ?? decision).sort()).toEqual([
      "already_begun",
      "already_begun",
      "already_begun",
      "go",
    ]);
    expect(await rows.recipient(recipientId)).toMatchObject({ attempts: 1 });
  });

  it("of an attempt that there is not says so", async () => {
    expect(await engine.begin(account.id)).toEqual({ decision: "stop", reason: "gone" });
  });
});

describe("Between claim and begin", () => {
  const stops = async (
    what: string,
    { attemptId, recipientId }: { attemptId: string; recipientId: string },
    now = NOON,
  ) => {
    expect(await engine.begin(attemptId, now)).toEqual({ decision: "stop", reason: what });
    expect(await rows.attempt(attemptId)).toMatchObject({
      state: "ended",
      disposition: "cancelled",
      counted: false,
      begun_at: null,
    });
    return rows.recipient(recipientId);
  };

  it("an opt-out by anybody stops the call", async () => {
    const one = await reserved();
    await insert(stack, "suppressions", [
      {
        user_id: account.id,
        contact: one.customer.phone,
        channel: "all",
        reason: "opt_out",
        source: "sms",
        evidence: {},
        at: NOON,
      },
    ]);
    expect(await stops("opted_out", one)).toMatchObject({
      status: "skipped",
      reason: "opted_out",
      next_attempt_at: null,
      attempts: 0,
    });
  });

  it("the end of the calling hours puts it off to their next opening", async () => {
    const one = await reserved();
    await stack.pool.query("update outreach_attempts set lease_expires_at = $2 where id = $1", [
      one.attemptId,
      after(DAY),
    ]);
    const recipient = await stops("outside_hours", one, new Date("2026-11-23T23:00:00Z"));
    expect(recipient).toMatchObject({
      status: "pending",
      reason: "outside_hours",
      next_attempt_at: "2026-11-24T14:00:00+00:00",
    });
  });

  it("an erased customer is not called", async () => {
    const one = await reserved();
    await stack.service.from("customers").delete().eq("id", one.customer.id);
    expect(await stops("customer_erased", one)).toMatchObject({ status: "skipped", reason: "customer_erased" });
  });

  it("a contact in another campaign puts it off by the gap", async () => {
    const one = await reserved();
    const other = await makeCampaign(stack, account, { customers: [one.customer] });
    const attempt = {
      user_id: account.id,
      campaign_id: other.id,
      recipient_id: only(other.recipients),
      customer_id: one.customer.id,
      step: 1,
      number: 1,
    };
    await insert(stack, "outreach_attempts", [
      {
        ...attempt,
        channel: "call",
        provider: "vapi",
        state: "ended",
        counted: true,
        reserved_at: NOON,
        begun_at: NOON,
      },
    ]);
    expect(await stops("minimum_gap", one)).toMatchObject({
      status: "pending",
      next_attempt_at: "2026-11-23T18:00:00+00:00",
    });
  });

  it("an expired lease gives the place back: another worker may have it", async () => {
    expect(await stops("lease_expired", await reserved(), after(2 * MINUTE))).toMatchObject({
      status: "pending",
      reason: null,
      next_attempt_at: "2026-11-23T17:02:00+00:00",
    });
  });

  it("a pause gives it back at once, to be called first when the campaign goes on", async () => {
    const one = await reserved();
    await engine.pause(one.campaignId);
    expect(await engine.begin(one.attemptId)).toEqual({ decision: "stop", reason: "already_begun" });
    expect(await rows.recipient(one.recipientId)).toMatchObject({ status: "pending", attempts: 0 });
    await engine.start(one.campaignId, after(HOUR));
    expect((await engine.claim(one.campaignId, 1, after(HOUR))).attempts).toHaveLength(1);
  });

  it("a stop closes it", async () => {
    const one = await reserved();
    await engine.stop(one.campaignId);
    expect(await engine.begin(one.attemptId)).toMatchObject({ decision: "stop" });
    expect(await rows.recipient(one.recipientId)).toMatchObject({
      status: "skipped",
      reason: "campaign_stopped",
      attempts: 0,
    });
  });

  it.each(["paused", "cancelled"])("a campaign that is %s by other means stops it as well", async (status) => {
    const one = await reserved();
    await stack.pool.query("update campaigns set status = $2 where id = $1", [one.campaignId, status]);
    await stops(`campaign_${status}`, one);
  });
});
