import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../support/stack";
import {
  type Account,
  after,
  DAY,
  HOUR,
  insert,
  MINUTE,
  makeAccount,
  type NewCustomer,
  NOON,
  newPhone,
  only,
} from "../fixtures";
import { allowed, gateSubject, skipped, waits } from "../gate-subject";

let stack: Stack;
let account: Account;
let number = 0;
beforeAll(async () => {
  stack = await startStack();
});
beforeEach(async () => {
  account = await makeAccount(stack, `owner${++number}@clinic.test`);
});
afterAll(() => stack.stop());

const settings = (change: Record<string, unknown>) =>
  Promise.all(
    Object.entries(change).map(([column, value]) =>
      stack.pool.query(`update outreach_settings set ${column} = $2 where user_id = $1`, [account.id, value]),
    ),
  );
const suppress = (row: Record<string, unknown>) =>
  insert(stack, "suppressions", [
    { user_id: account.id, channel: "all", reason: "opt_out", source: "call", evidence: {}, at: NOON, ...row },
  ]);

const someone = (wanted: NewCustomer = {}, campaign: Record<string, unknown> = {}) =>
  gateSubject(stack, account, wanted, campaign);

describe("Nobody is called", () => {
  it("without a phone, and nobody written to without an address", async () => {
    expect(await (await someone({ phone: null, email: "a@mail.test" })).ask()).toMatchObject(skipped("no_contact"));
    expect(await (await someone()).ask(NOON, "email")).toMatchObject(skipped("no_contact"));
    expect(await (await someone()).ask(NOON, "sms")).toMatchObject(allowed);
  });

  it("who was erased after the selection, over any channel", async () => {
    const { customer, ask } = await someone({ email: "gone@mail.test" });
    await stack.pool.query("delete from customers where id = $1", [customer.id]);
    for (const channel of ["call", "sms", "email"])
      expect(await ask(NOON, channel)).toMatchObject(skipped("customer_erased"));
  });

  it("whose contact is suppressed, whoever has it now", async () => {
    const { customer, ask } = await someone({ email: "a@mail.test" });
    await suppress({ contact: customer.phone });
    expect(await ask()).toMatchObject(skipped("opted_out"));
    expect(await ask(NOON, "sms")).toMatchObject(skipped("opted_out"));
    expect(await ask(NOON, "email")).toMatchObject(skipped("opted_out"));
  });

  it("whose address is suppressed for every channel, with no word of whom it belongs to", async () => {
    const { ask } = await someone({ email: "by-mail@mail.test" });
    await suppress({ contact: "by-mail@mail.test" });
    for (const channel of ["call", "sms", "email"])
      expect(await ask(NOON, channel)).toMatchObject(skipped("opted_out"));
  });

  it("unless it is only the address that is wrong", async () => {
    const { ask } = await someone({ email: "bounced@mail.test" });
    await suppress({ contact: "bounced@mail.test", reason: "hard_bounce" });
    expect(await ask()).toMatchObject(allowed);
    expect(await ask(NOON, "email")).toMatchObject({ decision: "skip" });
  });

  it("whose new number is suppressed, though an older one was selected", async () => {
    const { customer, ask } = await someone();
    const number = newPhone();
    await stack.pool.query("update customers set phone = $2 where id = $1", [customer.id, number]);
    await suppress({ contact: number });
    expect(await ask()).toMatchObject(skipped("opted_out"));
  });

  it("who opted out by another contact", async () => {
    const { customer, ask } = await someone({ email: "b@mail.test" });
    await suppress({ contact: "+12125558888", customer_id: customer.id });
    for (const channel of ["call", "sms", "email"])
      expect(await ask(NOON, channel)).toMatchObject(skipped("opted_out"));
  });

  it("over a channel that is suppressed, but over the others", async () => {
    const { customer, ask } = await someone({ email: "c@mail.test" });
    await suppress({ contact: customer.phone, customer_id: customer.id, channel: "call", at: after(-31 * DAY) });
    expect(await ask()).toMatchObject(skipped("opted_out_channel"));
    expect(await ask(NOON, "sms")).toMatchObject(allowed);
    expect(await ask(NOON, "email")).toMatchObject(allowed);
  });

  it("at a wrong number, while the right customer may be written to", async () => {
    const { customer, ask } = await someone({ email: "d@mail.test" });
    await suppress({ contact: customer.phone, customer_id: customer.id, reason: "wrong_number" });
    expect(await ask()).toMatchObject(skipped("wrong_number"));
    expect(await ask(NOON, "email")).toMatchObject(allowed);
  });

  it("who opted out of a number that was also wrong: both stand, and the opt-out reaches everything", async () => {
    const { customer, ask } = await someone({ email: "e@mail.test" });
    await suppress({ contact: customer.phone, customer_id: customer.id, reason: "wrong_number" });
    await suppress({ contact: customer.phone, customer_id: customer.id });
    expect(await ask()).toMatchObject(skipped("opted_out"));
    expect(await ask(NOON, "email")).toMatchObject(skipped("opted_out"));
  });

  it("again once a suppression is lifted, not before", async () => {
    const { customer, ask } = await someone();
    const { id } = only(await suppress({ contact: customer.phone, customer_id: customer.id }));
    await suppress({ contact: newPhone() });
    expect(await ask()).toMatchObject(skipped("opted_out"));
    await stack.pool.query("update suppressions set lifted_at = now(), lift_reason = 'START' where id = $1", [id]);
    expect(await ask()).toMatchObject(allowed);
  });

  it("whose number does not exist, or whose place nobody knows", async () => {
    const { customer, ask } = await someone();
    await stack.pool.query("update customers set phone_invalid_at = now() where id = $1", [customer.id]);
    expect(await ask()).toMatchObject(skipped("invalid_number"));
    expect(await (await someone({ phone: newPhone("800") })).ask()).toMatchObject(skipped("unknown_time_zone"));
    expect(await (await someone({ phone: "+442079460959" })).ask()).toMatchObject(skipped("unknown_time_zone"));
    const tollFree = { phone: newPhone("800"), time_zones: ["America/Denver"] };
    expect(await (await someone(tollFree)).ask()).toMatchObject(skipped("unknown_region"));
    expect(await (await someone({ ...tollFree, phone: newPhone("800"), region: "US-CO" })).ask()).toMatchObject(
      allowed,
    );
  });

  it("by an account of another customer's opt-out only", async () => {
    const { customer, ask } = await someone();
    const other = await makeAccount(stack, `other${number}@garage.test`);
    await suppress({ user_id: other.id, contact: customer.phone });
    await suppress({ contact: newPhone() });
    expect(await ask()).toMatchObject(allowed);
  });
});

describe("A call waits", () => {
  it("while another campaign is calling the same person", async () => {
    const { ask, contacted } = await someone();
    await contacted(after(-3 * HOUR), { state: "dispatched" });
    expect(await ask()).toMatchObject(waits(after(5 * MINUTE), "contact_under_way"));
  });

  it("for the gap after the last contact, the campaign's before the account's", async () => {
    const { ask, contacted, campaignId } = await someone();
    await contacted(after(-20 * MINUTE));
    expect(await ask()).toMatchObject(waits(after(40 * MINUTE), "minimum_gap"));
    await stack.pool.query("update campaigns set min_gap_minutes = 30 where id = $1", [campaignId]);
    expect(await ask()).toMatchObject(waits(after(10 * MINUTE), "minimum_gap"));
    expect(await ask(after(10 * MINUTE))).toMatchObject(allowed);
  });

  it("for a day after the third contact in one, over all campaigns and channels, until the oldest is a day old", async () => {
    const { ask, contacted } = await someone();
    await contacted(after(-23 * HOUR), { channel: "sms" });
    await contacted(after(-10 * HOUR));
    expect(await ask()).toMatchObject(allowed);
    await contacted(after(-2 * HOUR));
    expect(await ask()).toMatchObject({ ...waits(after(HOUR), "daily_cap"), detail: { contacts_24h: 3 } });
    expect(await ask(after(HOUR))).toMatchObject(allowed);
  });

  it("not for contacts that never went out", async () => {
    const { ask, contacted } = await someone();
    for (let i = 0; i < 4; i++) await contacted(after(-MINUTE), { counted: false, disposition: "capacity" });
    expect(await ask()).toMatchObject(allowed);
  });

  it("for a month after as many contacts as the account allows, and then for the hours", async () => {
    const { ask, contacted } = await someone();
    await settings({ max_contacts_per_30d: 2 });
    await contacted(after(-10 * DAY));
    await contacted(after(-30 * DAY + 12 * HOUR));
    // Midnight in New York: the wait ends when the office opens.
    expect(await ask()).toMatchObject(waits(new Date("2026-11-24T14:00:00Z"), "monthly_cap"));
  });

  it("for the longest of its reasons", async () => {
    const { ask, contacted } = await someone();
    await contacted(after(-MINUTE));
    await contacted(after(-2 * HOUR), { state: "dispatched" });
    expect(await ask()).toMatchObject(waits(after(59 * MINUTE), "minimum_gap"));
  });
});
