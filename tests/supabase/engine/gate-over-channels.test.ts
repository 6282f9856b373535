import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { startStack } from "../../support/stack";
import { type Account, after, DAY, HOUR, insert, makeAccount, NOON } from "../fixtures";
import { allowed, gateSubject, skipped, waits } from "../gate-subject";
import { newEmail } from "../message-calls";

let stack: Stack;
let account: Account;
beforeAll(async () => {
  stack = await startStack();
  account = await makeAccount(stack, "owner@clinic.test", { min_gap_minutes: 60 });
});
afterAll(() => stack.stop());

const subject = (wanted = {}, of = account) => gateSubject(stack, of, { email: newEmail(), ...wanted }, {});
const CHANNELS = ["call", "sms", "email"] as const;
type Subject = Awaited<ReturnType<typeof subject>>;
const over = async ({ ask }: Subject, now = NOON) => {
  const verdicts = await Promise.all(CHANNELS.map((channel) => ask(now, channel)));
  return verdicts.map(({ decision, reason, until }) => ({ decision, reason, until }));
};
const learnt = (column: string, { customer }: Subject, value: Date | null = NOON) =>
  stack.pool.query(`update customers set ${column} = $2 where id = $1`, [customer.id, value]);
const suppress = (rows: Record<string, unknown>) =>
  insert(stack, "suppressions", [{ user_id: account.id, source: "page", ...rows }]);

describe("The gate refuses", () => {
  it("texts to a landline, and nothing else", async () => {
    const one = await subject();
    await learnt("sms_invalid_at", one);
    expect(await over(one)).toEqual([allowed, skipped("landline"), allowed]);
    await stack.pool.query("update customers set phone = '+12125557777' where id = $1", [one.customer.id]);
    expect((await over(one))[1]).toEqual(allowed);
  });

  it("emails to an address that bounced, and nothing else", async () => {
    const one = await subject();
    await suppress({
      contact: one.customer.email,
      channel: "email",
      reason: "hard_bounce",
      customer_id: one.customer.id,
    });
    expect(await over(one)).toEqual([allowed, allowed, skipped("invalid_email")]);
  });

  it.each(CHANNELS)("%s alone to who opted out of it alone, under each of their contacts", async (channel) => {
    for (const contact of ["phone", "email"] as const) {
      const one = await subject();
      const at = after(-31 * DAY);
      await suppress({ contact: one.customer[contact], channel, reason: "opt_out", customer_id: one.customer.id, at });
      expect(await over(one)).toEqual(
        CHANNELS.map((asked) => (asked === channel ? skipped("opted_out_channel") : allowed)),
      );
    }
  });

  it("every channel to who opted out of all, though they opted out of one as well", async () => {
    const one = await subject();
    await suppress({ contact: one.customer.email, channel: "email", reason: "opt_out", customer_id: one.customer.id });
    await suppress({ contact: one.customer.phone, channel: "all", reason: "opt_out", customer_id: one.customer.id });
    expect(await over(one)).toEqual(CHANNELS.map(() => skipped("opted_out")));
  });

  it("calls and texts to where no hour is known, and not emails", async () => {
    const one = await subject({ phone: "+18005550123" });
    expect(await over(one)).toEqual([skipped("unknown_time_zone"), skipped("unknown_time_zone"), allowed]);
  });

  it("a channel for which there is no contact", async () => {
    expect(await over(await subject({ email: null }))).toEqual([allowed, allowed, skipped("no_contact")]);
    expect(await over(await subject({ phone: null }))).toEqual([skipped("no_contact"), skipped("no_contact"), allowed]);
  });
});

describe("The gate postpones", () => {
  it("everything to who wrote and has not been read, until they were", async () => {
    const one = await subject();
    await learnt("reply_waiting_since", one);
    expect(await over(one)).toEqual(CHANNELS.map(() => waits(after(HOUR), "reply_waiting")));
    await learnt("reply_waiting_since", one, null);
    expect(await over(one)).toEqual(CHANNELS.map(() => allowed));
  });

  it("what follows any contact too soon, whatever its channel", async () => {
    const one = await subject();
    await one.contacted(after(-HOUR / 2), { channel: "email", provider: "resend" });
    expect(await over(one)).toEqual(CHANNELS.map(() => waits(after(HOUR / 2), "minimum_gap")));
  });

  it("calls and texts at night, and emails where the account wants that", async () => {
    const night = after(12 * HOUR);
    const [call, sms, email] = await over(await subject(), night);
    expect([call?.reason, sms?.reason, email?.reason]).toEqual(["outside_hours", "outside_hours", null]);
    const keeps = await makeAccount(stack, "owner@quiet.test", {
      email_within_hours: true,
      time_zone: "America/New_York",
    });
    const known = await over(await subject({}, keeps), night);
    expect(known.map(({ reason }) => reason)).toEqual(Array(3).fill("outside_hours"));
    const nowhere = await over(await subject({ phone: null }, keeps), night);
    expect(nowhere[2]).toMatchObject({ decision: "postpone", reason: "outside_hours" });
    expect((await over(await subject({ phone: null }, keeps)))[2]).toEqual(allowed);
  });
});
