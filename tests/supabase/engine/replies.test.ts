import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineStage, startEngineStage } from "../engine-stage";
import { type Account, after, type Customer, HOUR, MINUTE, makeAccount, NOON, only } from "../fixtures";
import { type MessageCalls, makeSequence, messageCalls, people, personWrittenTo, SENDER } from "../message-calls";

let stage: EngineStage;
let messages: MessageCalls;
let bright: Account;
let other: Account;
beforeAll(async () => {
  stage = await startEngineStage(8);
  messages = messageCalls(stage.pool);
  const settings = { min_gap_minutes: 0, sms_sender: SENDER };
  bright = await makeAccount(stage.stack, "owner@bright.test", { ...settings, email_sender: "hi@bright.test" });
  other = await makeAccount(stage.stack, "owner@other.test", { ...settings, email_reply_to: "desk@other.test" });
});
afterAll(() => stage.stack.stop());

const select = async <T extends object>(sql: string, ...values: unknown[]): Promise<T[]> =>
  (await stage.stack.pool.query<T>(sql, values)).rows;
const suppressed = (userId: string) =>
  select<{ channel: string; contact: string; source: string }>(
    "select channel, contact, source from suppressions where user_id = $1 and lifted_at is null order by contact, channel",
    userId,
  );

const writtenTo = (account: Account, channel: "sms" | "email" = "sms", contact: Partial<Customer> = {}) =>
  personWrittenTo({ ...stage, messages }, account, channel, contact);

describe("A reply", () => {
  const waiting = async (customer: Customer) => (await stage.rows.customer(customer.id)).reply_waiting_since;
  const queue = (attempt: string) =>
    select("select id from outreach_attempts where id = $1 and attention <> coalesce(reviewed_for, '')", attempt);
  const judge = (account: Account, attempt: string, outcome: string, now = after(HOUR)) =>
    select("select public.correct_outcome($1, $2, $3, $1, $4)", account.id, attempt, outcome, now);

  it("is attached to what was sent, needs the owner, and holds all further contact until it is judged", async () => {
    const one = await writtenTo(bright);
    await messages.receive({ from: one.phone, kind: "reply", body: "Who is this?", at: after(MINUTE) });
    expect(await stage.rows.recipient(one.recipient)).toMatchObject({ status: "answered" });
    expect(await queue(one.attempt)).toHaveLength(1);
    expect(await select("select attempt_id from inbound_messages where sender = $1", one.phone)).toEqual([
      { attempt_id: one.attempt },
    ]);
    const steps = [{ channel: "email" as const, subject: "Hi" }];
    const again = await makeSequence(stage, bright, [one.customer], steps);
    expect((await stage.engine.claim(again.id)).attempts).toEqual([]);
    expect(await stage.rows.recipient(only(again.recipients))).toMatchObject({
      status: "pending",
      reason: "reply_waiting",
    });
    await judge(bright, one.attempt, "not_interested");
    expect([await waiting(one.customer), await queue(one.attempt)]).toEqual([null, []]);
    expect((await stage.engine.claim(again.id, 10, after(2 * HOUR))).attempts).toHaveLength(1);
  });

  it.each([null, "no_decision"])(
    "by text to a call that came to %s needs the owner and holds contact too",
    async (outcome) => {
      const customer = only(await people(stage, bright, 1));
      const { id, recipients } = await makeSequence(stage, bright, [customer], [{ channel: "call" }]);
      const attempt = only((await stage.engine.claim(id)).attempts);
      await stage.engine.begin(attempt);
      await stage.engine.dispatch(attempt);
      const report = { disposition: outcome ? "conversed" : "voicemail", outcome, ended_at: NOON.toISOString() };
      await stage.engine.finish(attempt, report, {
        kind: "retry",
        at: after(HOUR).toISOString(),
        reason: "voicemail",
      });
      await messages.receive({ from: customer.phone ?? "", kind: "reply", body: "My lawyer asks.", at: after(MINUTE) });
      expect(await waiting(customer)).not.toBeNull();
      expect(await queue(attempt)).toHaveLength(1);
      expect((await stage.engine.claim(id, 10, after(3 * HOUR))).attempts).toEqual([]);
      expect(await stage.rows.recipient(only(recipients))).toMatchObject({ status: "answered" });
      await judge(bright, attempt, "not_interested");
      expect([await waiting(customer), await queue(attempt)]).toEqual([null, []]);
    },
  );

  it("is released by whoever looks at it, and comes back with the next one, also when the first was judged", async () => {
    for (const settle of [
      (attempt: string) =>
        bright.client
          .from("outreach_attempts")
          .update({ reviewed_at: after(HOUR).toISOString() })
          .eq("id", attempt),
      (attempt: string) => judge(bright, attempt, "interested"),
      (attempt: string) => judge(bright, attempt, "callback"),
    ]) {
      const one = await writtenTo(bright);
      await messages.receive({ from: one.phone, kind: "reply", at: after(MINUTE) });
      await settle(one.attempt);
      expect(await waiting(one.customer)).toBeNull();
      await messages.receive({ from: one.phone, kind: "reply", body: "And?", at: after(3 * HOUR) });
      expect(await waiting(one.customer)).not.toBeNull();
      expect(await queue(one.attempt)).toHaveLength(1);
      await judge(bright, one.attempt, "interested", after(4 * HOUR));
      expect(await waiting(one.customer)).toBeNull();
    }
  });

  it("before the receipt of what it answers ends the sequence all the same", async () => {
    const customer = only(await people(stage, bright, 1));
    const { id, recipients } = await makeSequence(
      stage,
      bright,
      [customer],
      [{ channel: "sms" }, { channel: "sms", condition: "not_converted" }],
    );
    const attempt = only((await stage.engine.claim(id)).attempts);
    await messages.begin([attempt]);
    await messages.dispatch([attempt]);
    await messages.receive({ from: customer.phone ?? "", kind: "reply", at: after(MINUTE) });
    await messages.apply([{ attempt, status: "delivered", at: after(2 * MINUTE), disposition: "delivered" }]);
    expect(await stage.rows.recipient(only(recipients))).toMatchObject({ status: "answered", next_attempt_at: null });
  });

  it("goes to the business whose address it was sent to, and to no other that writes to the same person", async () => {
    const one = await writtenTo(bright, "email");
    const two = await writtenTo(other, "email", { email: one.email, phone: one.phone });
    const mail = { channel: "email" as const, from: one.email, at: after(MINUTE) };
    await messages.receive({ ...mail, to: "hi@bright.test", kind: "reply", ref: `to-bright-${one.attempt}` });
    await messages.receive({ ...mail, to: "hi@bright.test", kind: "stop", ref: `stop-bright-${one.attempt}` });
    expect(await select("select distinct user_id from inbound_messages where sender = $1", one.email)).toEqual([
      { user_id: bright.id },
    ]);
    expect((await suppressed(other.id)).filter(({ contact }) => contact === one.email)).toEqual([]);
    expect(await stage.rows.recipient(two.recipient)).toMatchObject({ status: "pending" });
    await messages.receive({ ...mail, to: "someone@elsewhere.test", kind: "stop" });
    expect((await suppressed(other.id)).filter(({ contact }) => contact === one.email)).toHaveLength(1);
  });

  it("to a number that several write from is read by the one that wrote last, and by nobody else", async () => {
    const one = await writtenTo(bright);
    await people(stage, other, [{ phone: one.phone }]);
    await messages.receive({ from: one.phone, kind: "reply", body: "Yes please", at: after(MINUTE) });
    expect(await select("select user_id from inbound_messages where sender = $1", one.phone)).toEqual([
      { user_id: bright.id },
    ]);
    const seen = async (account: Account) =>
      (await account.client.from("inbound_messages").select("body").eq("sender", one.phone)).data;
    expect([await seen(bright), await seen(other)]).toEqual([[{ body: "Yes please" }], []]);
    const change = await bright.client.from("inbound_messages").update({ body: "No" }).eq("sender", one.phone);
    expect(change.error?.code).toBe("42501");
    const row = {
      user_id: bright.id,
      channel: "sms",
      provider: "twilio",
      provider_ref: "x",
      kind: "reply",
      received_at: NOON.toISOString(),
    };
    expect((await bright.client.from("inbound_messages").insert(row)).error?.code).toBe("42501");
    expect((await stage.stack.anonymous().from("inbound_messages").select("id")).error?.code).toBe("42501");
  });
});

it("An answered text is not sent again, though its carrier says that it did not arrive", async () => {
  const customer = only(await people(stage, bright, 1));
  const { id, recipients } = await makeSequence(stage, bright, [customer], [{ channel: "sms" }]);
  const attempt = only((await stage.engine.claim(id)).attempts);
  await messages.begin([attempt]);
  await messages.dispatch([attempt]);
  await messages.receive({ from: customer.phone ?? "", kind: "reply", at: after(MINUTE) });
  const next = { kind: "retry", at: after(HOUR).toISOString(), reason: "undelivered" };
  await messages.apply([{ attempt, status: "failed", at: after(2 * MINUTE), disposition: "undelivered", next }]);
  await select("select public.correct_outcome($1, $2, 'no_decision', $1, $3)", bright.id, attempt, after(3 * MINUTE));
  expect((await stage.engine.claim(id, 10, after(2 * HOUR))).attempts).toEqual([]);
  expect(await stage.rows.recipient(only(recipients))).toMatchObject({ status: "answered", attempts: 1 });
});
