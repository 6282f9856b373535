import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineStage, startEngineStage } from "../engine-stage";
import { type Account, after, type Customer, HOUR, MINUTE, makeAccount, only } from "../fixtures";
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
