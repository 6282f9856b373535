import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../support/stack";
import { type EngineCalls, engineCalls, NO_ANSWER, retryAt, rowsOf } from "../engine-calls";
import {
  type Account,
  after,
  type Customer,
  HOUR,
  insert,
  MINUTE,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
  newPhone,
  only,
  servicePool,
  WRITTEN,
} from "../fixtures";

let stack: Stack;
let account: Account;
let service: Pool;
let engine: EngineCalls;
let rows: ReturnType<typeof rowsOf>;
beforeAll(async () => {
  stack = await startStack();
  service = servicePool(stack);
  engine = engineCalls(service);
  rows = rowsOf(stack.pool);
  account = await makeAccount(stack, "owner@clinic.test", { call_concurrency: 1000, min_gap_minutes: 0 });
});
afterAll(() => stack.stop());

const oneCustomer = async (wanted = {}) => only(await makeCustomers(stack, account, [wanted]));
async function campaignTo(customer: Customer, columns = {}) {
  const { id, recipients } = await makeCampaign(stack, account, { customers: [customer], ...columns });
  return { id, recipient: only(recipients) };
}
const agree = ({ id }: Customer) => insert(stack, "consents", [{ ...WRITTEN, user_id: account.id, customer_id: id }]);
const claimed = async (campaign: string, now = NOON) => only((await engine.claim(campaign, 10, now)).attempts);
async function called(campaign: string, now = NOON) {
  const attempt = await claimed(campaign, now);
  await engine.begin(attempt, now);
  await engine.dispatch(attempt, `call-${attempt}`, now);
  return attempt;
}
const change = (customer: Customer, phone: string | null) =>
  account.client.from("customers").update({ phone }).eq("id", customer.id).throwOnError();

describe("A customer whose number changes", () => {
  it("before the claim is called at the new one, once they agreed to that", async () => {
    const customer = await oneCustomer();
    const { id } = await campaignTo(customer);
    const number = newPhone();
    await change(customer, number);
    await agree(customer);
    expect(await engine.begin(await claimed(id))).toMatchObject({ decision: "go", phone: number });
  });

  it("between the claim and the call is not called at the old one, but at the new one by the next claim", async () => {
    const customer = await oneCustomer();
    const { id, recipient } = await campaignTo(customer);
    const attempt = await claimed(id);
    const number = newPhone();
    await change(customer, number);
    await agree(customer);
    expect(await engine.begin(attempt)).toEqual({ decision: "stop", reason: "contact_changed" });
    expect(await rows.recipient(recipient)).toMatchObject({ status: "pending", attempts: 0 });
    expect(await engine.begin(await claimed(id))).toMatchObject({ decision: "go", phone: number });
  });

  it("is not called at the new one for an agreement to the old one", async () => {
    const customer = await oneCustomer();
    const { id, recipient } = await campaignTo(customer);
    await change(customer, newPhone());
    expect((await engine.claim(id)).attempts).toEqual([]);
    expect(await rows.recipient(recipient)).toMatchObject({ status: "skipped", reason: "no_written_consent" });
  });

  it("and has none now is skipped, and says so", async () => {
    const customer = await oneCustomer({ email: "anya@mail.test" });
    const { id, recipient } = await campaignTo(customer);
    await change(customer, null);
    expect((await engine.claim(id)).attempts).toEqual([]);
    expect(await rows.recipient(recipient)).toMatchObject({ status: "skipped", reason: "no_contact" });
  });
});

describe("A number with a call under way is not called for somebody else:", () => {
  it("for whom it belongs to now", async () => {
    const [before, number] = [await oneCustomer(), newPhone()];
    const first = await campaignTo(before);
    const attempt = await called(first.id);
    await change(before, number);
    const now = await campaignTo(await oneCustomer({ phone: before.phone }));
    expect(await engine.claim(now.id)).toMatchObject({ attempts: [] });
    expect(await rows.recipient(now.recipient)).toMatchObject({ status: "pending", reason: "contact_under_way" });
    await engine.finish(attempt, NO_ANSWER, retryAt(after(HOUR)));
    expect(await engine.begin(await claimed(now.id, after(6 * MINUTE)), after(6 * MINUTE))).toMatchObject({
      decision: "go",
    });
  });

  it("nor when its customer is erased and comes back during the call", async () => {
    const erased = await oneCustomer();
    await called((await campaignTo(erased)).id);
    await stack.service.from("customers").delete().eq("id", erased.id).throwOnError();
    const again = await campaignTo(await oneCustomer({ phone: erased.phone }));
    expect(await engine.claim(again.id)).toMatchObject({ attempts: [] });
    expect(await rows.recipient(again.recipient)).toMatchObject({ status: "pending", reason: "contact_under_way" });
  });
});

describe("When the owner allows fewer contacts", () => {
  const fewer = (campaign: string) =>
    account.client.from("campaigns").update({ max_attempts: 1 }).eq("id", campaign).throwOnError();

  it("who had as many is not called again, with the reason of the last call", async () => {
    const { id, recipient } = await campaignTo(await oneCustomer());
    await engine.finish(await called(id), NO_ANSWER, retryAt(after(MINUTE)));
    await fewer(id);
    expect((await engine.claim(id, 10, after(HOUR))).attempts).toEqual([]);
    expect(await rows.recipient(recipient)).toMatchObject({ status: "failed", reason: "no_answer", attempts: 1 });
    expect(await engine.settle(id, after(HOUR))).toEqual({ status: "completed", changed: true });
    const { kept, recounted } = await rows.counts(id);
    expect(kept).toEqual(recounted);
  });

  it("nor who is reserved already", async () => {
    const { id, recipient } = await campaignTo(await oneCustomer());
    await engine.finish(await called(id), NO_ANSWER, retryAt(after(MINUTE)));
    const attempt = await claimed(id, after(HOUR));
    await fewer(id);
    expect(await engine.begin(attempt, after(HOUR))).toEqual({ decision: "stop", reason: "max_attempts" });
    expect((await engine.claim(id, 10, after(HOUR))).attempts).toEqual([]);
    expect(await rows.recipient(recipient)).toMatchObject({ status: "failed", reason: "no_answer", attempts: 1 });
  });
});

describe("A booking that is told of when the next call", () => {
  async function secondClaim() {
    const { id, recipient } = await campaignTo(await oneCustomer());
    const first = await called(id);
    await engine.finish(first, NO_ANSWER, retryAt(after(MINUTE)));
    return { first, recipient, second: await claimed(id, after(HOUR)) };
  }

  it("is under way ends the retries", async () => {
    const { first, second, recipient } = await secondClaim();
    await engine.begin(second, after(HOUR));
    await engine.dispatch(second, undefined, after(HOUR));
    await engine.tool(first, "book_appointment", "booked", after(HOUR));
    await engine.finish(second, NO_ANSWER, retryAt(after(2 * HOUR)), after(HOUR));
    expect(await rows.recipient(recipient)).toMatchObject({
      ...{ status: "answered", reason: null, outcome: "booked", next_attempt_at: null, attempts: 2 },
    });
  });

  it("is reserved keeps it from being placed", async () => {
    const { first, second, recipient } = await secondClaim();
    await engine.tool(first, "book_appointment", "booked", after(HOUR));
    expect(await engine.begin(second, after(HOUR))).toEqual({ decision: "stop", reason: "converted" });
    expect(await rows.recipient(recipient)).toMatchObject({ status: "answered", next_attempt_at: null, attempts: 1 });
  });
});

describe("A scheduled campaign that loses its time", () => {
  it("is a draft again: nothing would ever start it", async () => {
    const { id } = await campaignTo(await oneCustomer(), { status: "scheduled", scheduled_at: after(HOUR) });
    await account.client.from("campaigns").update({ scheduled_at: null }).eq("id", id).throwOnError();
    expect(await rows.campaign(id)).toMatchObject({ status: "draft", scheduled_at: null });
  });
});

describe("A customer who is in touch again", () => {
  const DORMANT = { target_criteria: { last_contact_days: 180 } };
  const inquires = (customer: Customer, at: Date) =>
    stack.pool.query("insert into leads (agent_id, customer_phone, created_at) values ($1, $2, $3)", [
      account.agentId,
      customer.phone,
      at,
    ]);

  it("since the selection is not called by a campaign to those who went quiet", async () => {
    const customer = await oneCustomer();
    const { id, recipient } = await campaignTo(customer, DORMANT);
    await inquires(customer, after(-1));
    expect((await engine.claim(id, 10, NOON)).attempts).toEqual([]);
    expect(await rows.recipient(recipient)).toMatchObject({ status: "skipped", reason: "came_back", attempts: 0 });
  });

  it("between the claim and the call is not called either", async () => {
    const customer = await oneCustomer();
    const { id, recipient } = await campaignTo(customer, DORMANT);
    const attempt = await claimed(id);
    await inquires(customer, NOON);
    expect(await engine.begin(attempt)).toMatchObject({ decision: "stop", reason: "came_back" });
    expect(await rows.recipient(recipient)).toMatchObject({ status: "skipped", reason: "came_back", attempts: 0 });
  });

  it("is called all the same where the campaign did not ask who went quiet, or by what was long ago", async () => {
    const [customer, other] = [await oneCustomer(), await oneCustomer()];
    const feedback = await campaignTo(customer, { target_criteria: { min_leads: 1 } });
    const winback = await campaignTo(other, DORMANT);
    await inquires(customer, after(-1));
    await inquires(other, after(-HOUR));
    expect((await engine.claim(feedback.id, 10, NOON)).attempts).toHaveLength(1);
    expect((await engine.claim(winback.id, 10, NOON)).attempts).toHaveLength(1);
  });
});
