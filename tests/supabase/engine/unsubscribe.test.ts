import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineStage, startEngineStage } from "../engine-stage";
import { type Account, after, DAY, HOUR, MINUTE, makeAccount, NOON, only } from "../fixtures";
import { type MessageCalls, makeSequence, messageCalls, type NewStep, people } from "../message-calls";

let stage: EngineStage;
let messages: MessageCalls;
let account: Account;
beforeAll(async () => {
  stage = await startEngineStage(8);
  messages = messageCalls(stage.pool);
  account = await makeAccount(stage.stack, "owner@clinic.test", { min_gap_minutes: 0, attribution_days: 7 });
});
afterAll(() => stage.stack.stop());

const select = async <T extends object>(sql: string, ...values: unknown[]): Promise<T[]> =>
  (await stage.stack.pool.query<T>(sql, values)).rows;
const EMAIL: NewStep = { channel: "email", subject: "Hi" };

async function delivered(steps: NewStep[] = [EMAIL, { channel: "sms", wait_minutes: 60 }], body = "Hello") {
  const customer = only(await people(stage, account, 1));
  const { id, recipients } = await makeSequence(stage, account, [customer], steps);
  const attempt = only((await stage.engine.claim(id)).attempts);
  await messages.begin([attempt]);
  await messages.prepare([attempt], { subject: `About ${body}`, body, links: [], from: "hi@clinic.test" });
  await messages.dispatch([attempt]);
  await messages.apply([{ attempt, status: "delivered", at: NOON, disposition: "delivered" }]);
  return { customer, id, recipient: only(recipients), attempt };
}
const channelOf = async (attempts: string[]) =>
  (await select<{ channel: string }>("select channel from outreach_attempts where id = any ($1)", attempts)).map(
    (row) => row.channel,
  );

describe("The link of a message", () => {
  it("ends one channel, and the next touch goes over another once they were left in peace for a while", async () => {
    const one = await delivered([EMAIL, { ...EMAIL, wait_minutes: 60 }, { channel: "sms" }]);
    expect(await messages.readUnsubscribe(one.attempt)).toMatchObject({ channel: "email", channels: [] });
    expect(await messages.unsubscribe(one.attempt, "email", after(MINUTE))).toBe(true);
    expect(await messages.readUnsubscribe(one.attempt)).toMatchObject({ channels: ["email"] });
    expect(await stage.rows.recipient(one.recipient)).toMatchObject({ status: "pending", outcome: null });
    expect((await stage.engine.claim(one.id, 10, after(2 * HOUR))).attempts).toEqual([]);
    expect(await stage.rows.recipient(one.recipient)).toMatchObject({ reason: "quiet_after_opt_out" });
    const { attempts } = await stage.engine.claim(one.id, 10, after(31 * DAY));
    expect(await channelOf(attempts)).toEqual(["sms"]);
    const email = await makeSequence(stage, account, [one.customer], [EMAIL]);
    expect((await stage.engine.claim(email.id)).attempts).toEqual([]);
    expect(await stage.rows.recipient(only(email.recipients))).toMatchObject({
      status: "skipped",
      reason: "opted_out_channel",
    });
  });

  it("ends all contact with one press, with its evidence, and pressing again changes nothing", async () => {
    const one = await delivered();
    for (const minute of [1, 2]) await messages.unsubscribe(one.attempt, "all", after(minute * MINUTE), "one_click");
    const sql = "select channel, source, evidence from suppressions where customer_id = $1 order by contact";
    const evidence = { attempt_id: one.attempt, method: "one_click" };
    const row = { channel: "all", source: "link", evidence };
    expect(await select(sql, one.customer.id)).toMatchObject([row, row]);
    expect(await stage.rows.recipient(one.recipient)).toMatchObject({ status: "opted_out", next_attempt_at: null });
    expect((await stage.engine.claim(one.id, 10, after(2 * HOUR))).attempts).toEqual([]);
  });

  it("is there for whom a message left alone", async () => {
    const customer = only(await people(stage, account, 1));
    const { id } = await makeSequence(stage, account, [customer], [EMAIL]);
    const attempt = only((await stage.engine.claim(id)).attempts);
    expect([await messages.readUnsubscribe(attempt), await messages.unsubscribe(attempt)]).toEqual([null, false]);
    const unknown = "00000000-0000-4000-8000-000000000000";
    expect([await messages.readUnsubscribe(unknown), await messages.unsubscribe(unknown)]).toEqual([null, false]);
  });

  it("works for an erased customer by the hash alone, also when they are known again later", async () => {
    const one = await delivered([EMAIL]);
    await select("select public.erase_customer($1, $2, $1, $3)", account.id, one.customer.id, after(MINUTE));
    expect(await messages.unsubscribe(one.attempt, "all", after(2 * MINUTE))).toBe(true);
    expect(await messages.unsubscribe(one.attempt, "all", after(3 * MINUTE))).toBe(true);
    const sql = `select s.contact, s.customer_id from suppressions s join outreach_attempts a on a.contact_hash = s.contact_hash where a.id = $1`;
    expect(await select(sql, one.attempt)).toEqual([{ contact: null, customer_id: null }]);
    expect(await messages.readUnsubscribe(one.attempt)).toMatchObject({ channels: ["all"] });
    const again = await people(stage, account, [{ email: one.customer.email }]);
    const { id, recipients } = await makeSequence(stage, account, again, [EMAIL]);
    expect((await stage.engine.claim(id)).attempts).toEqual([]);
    expect(await stage.rows.recipient(only(recipients))).toMatchObject({ reason: "opted_out" });
  });
});

it("An erasure leaves no words of messages, neither of ours nor of theirs", async () => {
  const one = await delivered([{ channel: "sms" }], "Secret words");
  await messages.receive({
    from: one.customer.phone ?? "",
    kind: "reply",
    body: "My secret answer",
    at: after(MINUTE),
  });
  await select("select public.erase_customer($1, $2, $1, $3)", account.id, one.customer.id, after(HOUR));
  const { rows: tables } = await stage.stack.pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  for (const word of [
    "Secret words",
    "secret answer",
    "Hello Anya",
    one.customer.phone ?? "",
    one.customer.email ?? "",
  ])
    for (const { name } of tables)
      expect([
        name,
        word,
        await select(`select 1 from public.${name} t where to_jsonb(t)::text ilike $1`, `%${word}%`),
      ]).toEqual([name, word, []]);
  expect(
    await select("select kind, customer_id, attempt_id from inbound_messages where received_at = $1", after(MINUTE)),
  ).toEqual([{ kind: "reply", customer_id: null, attempt_id: null }]);
});

describe("A lead of somebody whom a campaign reached", () => {
  const lead = (customer: string, at: Date) =>
    select("insert into leads (agent_id, customer_id, created_at) values ($1, $2, $3)", account.agentId, customer, at);
  it.each([
    ["counts for it within its days", 6 * DAY, true],
    ["does not count after them", 8 * DAY, false],
    ["does not count before it was reached", -HOUR, false],
  ])("%s", async (_, later, counts) => {
    const one = await delivered();
    await lead(one.customer.id, after(later));
    const standing = await stage.rows.recipient(one.recipient);
    expect(standing.converted_at !== null).toBe(counts);
    expect(standing.status).toBe(counts ? "answered" : "pending");
    const { kept, recounted } = await stage.rows.counts(one.id);
    expect(kept).toEqual(recounted);
  });

  it("does not count for one that they opted out of, nor for one that never reached them", async () => {
    const one = await delivered();
    await messages.unsubscribe(one.attempt);
    const customer = only(await people(stage, account, 1));
    const unreached = await makeSequence(stage, account, [customer], [EMAIL]);
    await lead(one.customer.id, after(DAY));
    await lead(customer.id, after(DAY));
    expect(await stage.rows.recipient(one.recipient)).toMatchObject({ converted_at: null, status: "opted_out" });
    expect(await stage.rows.recipient(only(unreached.recipients))).toMatchObject({
      converted_at: null,
      status: "pending",
    });
  });

  it("that is claimed again already keeps the contact from beginning", async () => {
    const one = await delivered();
    const second = only((await stage.engine.claim(one.id, 10, after(2 * HOUR))).attempts);
    await lead(one.customer.id, after(2 * HOUR));
    expect(await messages.begin([second], after(2 * HOUR))).toMatchObject([{ decision: "stop", reason: "converted" }]);
    expect(await stage.rows.recipient(one.recipient)).toMatchObject({ status: "answered" });
  });
});

describe("The turns to ask a provider", () => {
  it("are never more than the rate in any second, whoever takes them", async () => {
    const interval = 1000 / 7;
    const clocks = Array.from({ length: 60 }, (_, n) => new Date(NOON.getTime() + (n % 5) * 90));
    const turns = await Promise.all(clocks.map((now) => messages.takeTurn("resend", interval, now)));
    const at = turns.map((turn) => new Date(turn).getTime()).sort((a, b) => a - b);
    for (const start of at) expect(at.filter((one) => one >= start && one < start + 999).length).toBeLessThanOrEqual(7);
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeLessThan(60 * interval + 400);
  });

  it("begin after what the provider asked for, and are not made up for after a pause", async () => {
    await select("select public.hold_provider('twilio', $1)", after(MINUTE));
    await select("select public.hold_provider('twilio', $1)", after(1000));
    expect(new Date(await messages.takeTurn("twilio", 100, NOON))).toEqual(after(MINUTE));
    expect(new Date(await messages.takeTurn("twilio", 100, after(HOUR)))).toEqual(after(HOUR));
    expect(new Date(await messages.takeTurn("twilio", 100, after(HOUR)))).toEqual(after(HOUR + 100));
  });
});
