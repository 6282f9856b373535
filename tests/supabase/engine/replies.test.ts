import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineStage, startEngineStage } from "../engine-stage";
import { type Account, after, type Customer, HOUR, MINUTE, makeAccount, NOON, only } from "../fixtures";
import { type MessageCalls, makeSequence, messageCalls, people, SENDER } from "../message-calls";

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

/** A person of an account who was written to, and what they were sent. */
async function writtenTo(account: Account, channel: "sms" | "email" = "sms", contact: Partial<Customer> = {}) {
  const customer = only(await people(stage, account, [{ ...contact }]));
  const steps = [
    { channel, subject: "Hi" },
    { channel: "sms" as const, wait_minutes: 60, condition: "not_converted" },
  ];
  const { id, recipients } = await makeSequence(stage, account, [customer], steps);
  const attempt = only((await stage.engine.claim(id)).attempts);
  await messages.begin([attempt]);
  await messages.dispatch([attempt]);
  await messages.apply([{ attempt, status: "delivered", at: NOON, disposition: "delivered" }]);
  return {
    customer,
    id,
    recipient: only(recipients),
    attempt,
    phone: customer.phone ?? "",
    email: customer.email ?? "",
  };
}

describe("STOP", () => {
  it("ends all contact over every channel, at once, and is kept with its message", async () => {
    const one = await writtenTo(bright);
    const [again] = [await makeSequence(stage, bright, [one.customer], [{ channel: "email", subject: "Hi" }])];
    const reserved = only((await stage.engine.claim(again.id)).attempts);
    expect(await messages.receive({ from: one.phone, kind: "stop", at: after(MINUTE) })).toMatchObject({
      known: true,
      first: true,
    });
    expect((await suppressed(bright.id)).filter(({ contact }) => [one.phone, one.email].includes(contact))).toEqual([
      { contact: one.phone, channel: "all", source: "sms" },
      { contact: one.email, channel: "all", source: "sms" },
    ]);
    expect(await stage.rows.recipient(one.recipient)).toMatchObject({ status: "opted_out", outcome: "opt_out" });
    expect(await messages.begin([reserved], after(MINUTE))).toMatchObject([{ decision: "stop", reason: "opted_out" }]);
    expect((await stage.engine.claim(one.id, 10, after(2 * HOUR))).attempts).toEqual([]);
    const sql = `select m.kind, s.evidence ->> 'message_id' = m.id::text as kept from inbound_messages m join suppressions s on s.contact = m.sender
      where m.sender = $1`;
    expect(await select(sql, one.phone)).toEqual([{ kind: "stop", kept: true }]);
  });

  it("counts for every account that writes from the number, and for one that wrote from it before", async () => {
    const one = await writtenTo(bright);
    await people(stage, other, [{ phone: one.phone }]);
    await messages.receive({ from: one.phone, kind: "stop", at: after(MINUTE) });
    for (const { id } of [bright, other])
      expect((await suppressed(id)).some(({ contact }) => contact === one.phone)).toBe(true);
    const moved = await makeAccount(stage.stack, "owner@moved.test", {
      min_gap_minutes: 0,
      sms_sender: "+12125550177",
    });
    const two = await writtenTo(moved);
    await select("update outreach_attempts set content = $2 where id = $1", two.attempt, { from: "+12125550166" });
    await messages.receive({ from: two.phone, to: "+12125550166", kind: "stop", at: after(MINUTE) });
    expect((await suppressed(moved.id)).map(({ contact }) => contact)).toContain(two.phone);
  });

  it("is applied once, however often and however much at once it is told", async () => {
    const one = await writtenTo(bright);
    const told = { from: one.phone, kind: "stop" as const, at: after(MINUTE) };
    const answers = await Promise.all([
      ...[1, 2, 3].map(() => messages.receive({ ...told, ref: `SM-${one.attempt}` })),
      ...[1, 2, 3].map((n) => messages.receive({ ...told, ref: `SM-${one.attempt}-${n}` })),
    ]);
    expect(answers.filter(({ first }) => first)).toHaveLength(4);
    const sql = "select count(*)::integer as n from attempt_events where attempt_id = $1 and kind = 'stop'";
    expect(await select(sql, one.attempt)).toEqual([{ n: 4 }]);
  });

  it("of a stranger is noted without their words", async () => {
    expect(await messages.receive({ from: "+12127770001", kind: "stop", ref: "SM-stranger" })).toMatchObject({
      known: false,
    });
    const sql = "select user_id, sender, body, kind from inbound_messages where provider_ref = 'SM-stranger'";
    expect(await select(sql)).toEqual([{ user_id: null, sender: null, body: null, kind: "stop" }]);
  });
});

describe("START", () => {
  it("lifts texts alone: calls and emails stay ended, under each contact, and so does an opt-out by link", async () => {
    const one = await writtenTo(bright);
    await messages.receive({ from: one.phone, kind: "stop", at: after(MINUTE) });
    await messages.receive({ from: one.phone, kind: "start", at: after(2 * MINUTE) });
    const left = (await suppressed(bright.id)).filter(({ contact }) => [one.phone, one.email].includes(contact));
    expect(left.map(({ contact, channel }) => `${contact} ${channel}`)).toEqual(
      [one.phone, one.email].flatMap((contact) => [`${contact} call`, `${contact} email`]),
    );
    const now = after(2 * HOUR);
    const steps = [
      { channel: "call" as const },
      { channel: "email" as const, subject: "Hi" },
      { channel: "sms" as const },
    ];
    const again = await makeSequence(stage, bright, [one.customer], steps);
    const attempt = only((await stage.engine.claim(again.id, 10, now)).attempts);
    expect(await stage.rows.attempt(attempt)).toMatchObject({ channel: "sms" });
    await messages.begin([attempt], now);
    await messages.unsubscribe(attempt, "all", now);
    await messages.receive({ from: one.phone, kind: "start", at: now });
    const last = await makeSequence(stage, bright, [one.customer], [{ channel: "sms" }]);
    expect((await stage.engine.claim(last.id, 10, after(5 * HOUR))).attempts).toEqual([]);
  });

  it("says nothing where nothing was ended, and HELP changes nothing", async () => {
    const one = await writtenTo(bright);
    const before = await stage.rows.recipient(one.recipient);
    expect(await messages.receive({ from: one.phone, kind: "help" })).toMatchObject({ known: true, first: true });
    await messages.receive({ from: one.phone, kind: "start" });
    expect(await stage.rows.recipient(one.recipient)).toEqual(before);
  });
});

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
