import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineStage, oneUnderWay, startEngineStage } from "../engine-stage";
import { type Account, after, HOUR, MINUTE, makeAccount, NOON, newPhone, only } from "../fixtures";
import {
  type Incoming,
  type MessageCalls,
  makeSequence,
  messageCalls,
  people,
  personWrittenTo,
} from "../message-calls";

const SERVICE = `MG${"a1".repeat(16)}`;
const OF_THE_POOL = "+12125550133";
const OWN = "+12125550144";

let stage: EngineStage;
let messages: MessageCalls;
let service: Account;
let shared: Account;
let own: Account;
beforeAll(async () => {
  stage = await startEngineStage();
  messages = messageCalls(stage.pool);
  service = await makeAccount(stage.stack, "owner@service.test", { min_gap_minutes: 0, sms_sender: SERVICE });
  shared = await makeAccount(stage.stack, "owner@shared.test", { min_gap_minutes: 0, sms_sender: null });
  own = await makeAccount(stage.stack, "owner@own.test", { min_gap_minutes: 0, sms_sender: OWN });
});
afterAll(() => stage.stack.stop());

const select = async <T extends object>(sql: string, ...values: unknown[]): Promise<T[]> =>
  (await stage.stack.pool.query<T>(sql, values)).rows;
async function emailsOf(sql: string, contact: string): Promise<string[]> {
  const rows = await select<{ user_id: string }>(sql, contact);
  const all = [service, shared, own];
  return all.filter(({ id }) => rows.some(({ user_id }) => user_id === id)).map(({ email }) => email);
}
const stoppedAt = (phone: string) =>
  emailsOf("select user_id from suppressions where contact = $1 and channel = 'all' and lifted_at is null", phone);
const readBy = (phone: string) => emailsOf("select user_id from inbound_messages where sender = $1", phone);
const text = (from: string, kind: Incoming["kind"], more: Partial<Incoming> = {}) =>
  messages.receive({ from, to: OF_THE_POOL, kind, at: after(MINUTE), ...more });

describe("STOP to a number that several businesses write from", () => {
  it("counts for the one that only called, and ends its contact", async () => {
    const { customer } = await oneUnderWay(stage, service);
    const phone = customer.phone ?? "";
    expect(await text(phone, "stop")).toMatchObject({ known: true, first: true });
    expect(await stoppedAt(phone)).toEqual([service.email]);
    const { id, recipients } = await makeSequence(stage, service, [customer], [{ channel: "sms" }]);
    expect((await stage.engine.claim(id, 10, after(2 * HOUR))).attempts).toEqual([]);
    expect(await stage.rows.recipient(only(recipients))).toMatchObject({ status: "skipped", reason: "opted_out" });
  });

  it("counts for the one that called a number which its customer has no more", async () => {
    const { customer } = await oneUnderWay(stage, service);
    await select("update customers set phone = $2 where id = $1", customer.id, newPhone());
    await text(customer.phone ?? "", "stop");
    expect(await stoppedAt(customer.phone ?? "")).toEqual([service.email]);
  });

  it.each(["stop", "opt_out"] as const)(
    "(%s) counts for each that has them as a customer, and for none that writes from a number of its own",
    async (kind) => {
      const phone = newPhone();
      for (const account of [service, shared, own]) await people(stage, account, [{ phone }]);
      await text(phone, kind);
      expect(await stoppedAt(phone)).toEqual([service.email, shared.email]);
      expect(await readBy(phone)).toEqual([service.email, shared.email]);
    },
  );

  it("counts for the one that wrote alone, where one did", async () => {
    const { phone } = await personWrittenTo({ ...stage, messages }, service);
    await people(stage, shared, [{ phone }]);
    await text(phone, "stop");
    expect(await stoppedAt(phone)).toEqual([service.email]);
  });

  it("is nobody's when nobody knows them", async () => {
    const phone = newPhone();
    await people(stage, own, [{ phone }]);
    expect(await text(phone, "stop")).toMatchObject({ known: false });
    expect(await stoppedAt(phone)).toEqual([]);
  });
});

describe("Another text to such a number", () => {
  it("is read by the one that called them last, which leaves them in peace until then", async () => {
    const { customer } = await oneUnderWay(stage, service);
    const phone = customer.phone ?? "";
    await people(stage, shared, [{ phone }]);
    await text(phone, "reply", { body: "Who called?" });
    expect(await readBy(phone)).toEqual([service.email]);
    expect((await stage.rows.customer(customer.id)).reply_waiting_since).not.toBeNull();
  });

  it("is read by nobody when several know them and none was in contact, or when it came to another one's number", async () => {
    const [one, two] = [newPhone(), newPhone()];
    for (const account of [service, shared]) await people(stage, account, [{ phone: one }]);
    await text(one, "reply", { at: NOON });
    await people(stage, service, [{ phone: two }]);
    await text(two, "reply", { to: OWN });
    expect([await readBy(one), await readBy(two)]).toEqual([[], []]);
    await text(two, "reply");
    expect(await readBy(two)).toEqual([service.email]);
  });
});
