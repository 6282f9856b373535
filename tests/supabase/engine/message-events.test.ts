import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { between, seeded } from "@/local/simulators/random";
import { retryAt } from "../engine-calls";
import { type EngineStage, startEngineStage } from "../engine-stage";
import { type Account, after, HOUR, MINUTE, makeAccount, NOON, only, SECOND } from "../fixtures";
import {
  type MessageCalls,
  makeSequence,
  messageCalls,
  type NewEvent,
  type NewStep,
  people,
  refOf,
} from "../message-calls";

let stage: EngineStage;
let messages: MessageCalls;
let account: Account;
beforeAll(async () => {
  stage = await startEngineStage();
  messages = messageCalls(stage.pool);
  account = await makeAccount(stage.stack, "owner@clinic.test", { min_gap_minutes: 0 });
});
afterAll(() => stage.stack.stop());

async function sent(steps: NewStep[] = [{ channel: "email", subject: "Hi" }]) {
  const customer = only(await people(stage, account, 1));
  const { id, recipients } = await makeSequence(stage, account, [customer], steps);
  const attempt = only((await stage.engine.claim(id)).attempts);
  await messages.begin([attempt]);
  await messages.dispatch([attempt]);
  return { customer, id, attempt, recipient: only(recipients) };
}
const suppressions = async (customer: string) => {
  const sql = "select distinct reason from suppressions where customer_id = $1 order by 1";
  return (await stage.stack.pool.query<{ reason: string }>(sql, [customer])).rows.map(({ reason }) => reason);
};

/** What an attempt and its recipient came to, without ids and times of writing. */
async function outcome(one: { attempt: string; recipient: string; customer: { id: string } }) {
  const attempt = await stage.rows.attempt(one.attempt);
  const recipient = await stage.rows.recipient(one.recipient);
  const pick = (row: Record<string, unknown>, keys: string[]) => Object.fromEntries(keys.map((key) => [key, row[key]]));
  return {
    attempt: pick(attempt, [
      "state",
      "disposition",
      "outcome",
      "counted",
      "opened_at",
      "clicked_at",
      "complained_at",
      "delivered_at",
    ]),
    recipient: pick(recipient, [
      ...["status", "reason", "step", "attempts", "outcome", "opened_at", "clicked_at", "responded_at"],
      ...["delivered_at", "converted_at", "last_disposition"],
    ]),
    suppressed: await suppressions(one.customer.id),
  };
}

const bounce = { kind: "close", status: "failed", reason: "bounced" };
/** Each as it may be told of one email. */
const LIVES: Record<string, (attempt: string) => NewEvent[]> = {
  "is read": (attempt) => [
    { attempt, status: "sent", at: after(SECOND) },
    { attempt, status: "delivered", at: after(2 * SECOND), disposition: "delivered" },
    { attempt, status: "opened", at: after(MINUTE) },
    { attempt, status: "clicked", at: after(2 * MINUTE), link: "https://a.test" },
  ],
  "bounces late": (attempt) => [
    { attempt, status: "delayed", at: after(SECOND) },
    { attempt, status: "delivered", at: after(2 * SECOND), disposition: "delivered" },
    { attempt, status: "failed", at: after(MINUTE), disposition: "bounced", next: bounce },
  ],
  "is complained of": (attempt) => [
    { attempt, status: "delivered", at: after(2 * SECOND), disposition: "delivered" },
    { attempt, status: "opened", at: after(MINUTE) },
    { attempt, status: "complained", at: after(2 * MINUTE) },
  ],
  "is scanned and then read": (attempt) => [
    { attempt, status: "delivered", at: after(30 * SECOND), disposition: "delivered" },
    { attempt, status: "opened", at: after(31 * SECOND) },
    { attempt, status: "clicked", at: after(32 * SECOND), link: "https://a.test" },
    { attempt, status: "clicked", at: after(10 * MINUTE), link: "https://a.test" },
  ],
};

function orders<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((one, n) => orders([...list.slice(0, n), ...list.slice(n + 1)]).map((rest) => [one, ...rest]));
}

describe("An email that", () => {
  it.each(Object.keys(LIVES))("%s comes to the same in every order, told twice or in one lot", async (name) => {
    const life = LIVES[name];
    if (!life) throw new Error("there is no such life");
    const random = seeded("orders", name);
    const seen = new Set<string>();
    for (const order of orders(life("x").map((_, n) => n))) {
      const one = await sent();
      const told = order.flatMap((n) => life(one.attempt).slice(n, n + 1));
      const doubled = told.flatMap((event) => (random() < 0.4 ? [event, event] : [event]));
      const lots = Math.ceil(between(random, 0, 3));
      const size = Math.ceil(doubled.length / Math.max(lots, 1));
      for (let from = 0; from < doubled.length; from += size)
        await messages.apply(doubled.slice(from, from + size), after(20 * MINUTE));
      await messages.apply(told, after(20 * MINUTE));
      seen.add(JSON.stringify(await outcome(one)));
    }
    expect([...seen]).toHaveLength(1);
  });

  it("bounces after its delivery is not delivered, and its address is not written to again", async () => {
    const one = await sent();
    await messages.apply([{ attempt: one.attempt, status: "delivered", at: NOON, disposition: "delivered" }]);
    await messages.apply([
      { attempt: one.attempt, status: "failed", at: after(MINUTE), disposition: "bounced", next: bounce },
    ]);
    expect(await outcome(one)).toMatchObject({
      attempt: { disposition: "bounced", delivered_at: null },
      recipient: { status: "failed", reason: "bounced", delivered_at: null },
      suppressed: ["hard_bounce"],
    });
    const { kept, recounted } = await stage.rows.counts(one.id);
    expect(kept).toEqual(recounted);
  });

  it("is complained of ends all contact with its customer", async () => {
    const one = await sent([{ channel: "email", subject: "Hi" }, { channel: "sms" }]);
    await messages.apply([{ attempt: one.attempt, status: "delivered", at: NOON, disposition: "delivered" }]);
    await messages.apply([{ attempt: one.attempt, status: "complained", at: after(MINUTE) }], after(MINUTE));
    expect(await outcome(one)).toMatchObject({
      recipient: { status: "opted_out", outcome: "opt_out" },
      suppressed: ["complaint"],
    });
    expect((await stage.engine.claim(one.id, 10, after(HOUR))).attempts).toEqual([]);
  });
});

it("A text that arrives after all takes its repeat back", async () => {
  const one = await sent([{ channel: "sms" }]);
  const next = { ...retryAt(after(HOUR)), reason: "undelivered" };
  await messages.apply([{ attempt: one.attempt, status: "failed", at: NOON, disposition: "undelivered", next }]);
  expect(await outcome(one)).toMatchObject({ recipient: { status: "pending", reason: "undelivered" } });
  await messages.apply([{ attempt: one.attempt, status: "delivered", at: after(MINUTE), disposition: "delivered" }]);
  expect(await outcome(one)).toMatchObject({ recipient: { status: "delivered", last_disposition: "delivered" } });
  expect((await stage.engine.claim(one.id, 10, after(2 * HOUR))).attempts).toEqual([]);
});

describe("A click is a scanner's", () => {
  const delivered = (attempt: string): NewEvent => ({
    attempt,
    status: "delivered",
    at: after(MINUTE),
    disposition: "delivered",
  });
  const at = (seconds: number) => after(MINUTE + seconds * SECOND);
  const click = (attempt: string, seconds: number, more: Partial<NewEvent> = {}): NewEvent => ({
    ...{ attempt, status: "clicked", at: at(seconds), link: "https://a.test" },
    ...more,
  });
  it.each([
    ["within seconds of the delivery", (a: string) => [delivered(a), click(a, 3)], true],
    ["when its program says so", (a: string) => [delivered(a), click(a, 300, { machine: true })], true],
    [
      "when all links are followed at once",
      (a: string) => [delivered(a), click(a, 300), click(a, 301, { link: "https://b.test" })],
      true,
    ],
    ["not when a person clicks a while later", (a: string) => [delivered(a), click(a, 30)], false],
    [
      "not when a person reads one link and then another",
      (a: string) => [delivered(a), click(a, 30), click(a, 60, { link: "https://b.test" })],
      false,
    ],
    [
      "not when the provider and our own link tell of the same click",
      (a: string) => [delivered(a), click(a, 30), click(a, 30.2, { link: "https://app.test/l/token" })],
      false,
    ],
  ])("%s", async (_, news, isScanner) => {
    const one = await sent();
    await messages.apply(news(one.attempt), at(400));
    const { recipient } = await outcome(one);
    expect({ clicked: recipient.clicked_at !== null, status: recipient.status }).toEqual(
      isScanner ? { clicked: false, status: "delivered" } : { clicked: true, status: "answered" },
    );
  });
});

describe("News", () => {
  it("of a message nobody knows is let go, and a bad one keeps no other from being applied", async () => {
    const [good, bad, later] = [await sent(), await sent(), await sent()];
    const answers = await messages.apply([
      { attempt: "00000000-0000-4000-8000-000000000000", status: "delivered", at: NOON, disposition: "delivered" },
      { attempt: bad.attempt, status: "failed", at: NOON, disposition: "never heard of", next: bounce },
      { attempt: good.attempt, status: "delivered", at: NOON, disposition: "delivered" },
      { attempt: later.attempt, status: "delivered", at: NOON, disposition: "delivered" },
    ]);
    const by = (n: number) => answers.find((answer) => answer.n === n);
    expect([by(0)?.reason, by(2)?.applied, by(3)?.applied]).toEqual(["gone", true, true]);
    expect(by(1)).toMatchObject({ applied: false, error: expect.any(String) });
    expect(await stage.rows.attempt(bad.attempt)).toMatchObject({ state: "dispatched" });
  });

  it("of another message under an attempt's name changes nothing, and the owner's timeline shows it", async () => {
    const one = await sent();
    const answers = await messages.apply([
      { attempt: one.attempt, status: "delivered", at: NOON, disposition: "delivered", ref: "another" },
    ]);
    expect(answers).toMatchObject([{ applied: false, reason: "other_ref" }]);
    expect(await stage.rows.attempt(one.attempt)).toMatchObject({
      state: "dispatched",
      provider_ref: refOf(one.attempt),
    });
    const sql = "select count(*)::integer as n from attempt_events where attempt_id = $1 and kind = 'second_contact'";
    expect((await stage.stack.pool.query(sql, [one.attempt])).rows).toEqual([{ n: 1 }]);
  });

  it("is as good as the answer that never came, also after the message was given up", async () => {
    const customer = only(await people(stage, account, 1));
    const { id, recipients } = await makeSequence(stage, account, [customer], [{ channel: "sms" }]);
    const attempt = only((await stage.engine.claim(id)).attempts);
    await messages.begin([attempt]);
    await stage.engine.unknown(attempt);
    expect(await stage.rows.recipient(only(recipients))).toMatchObject({ status: "failed", reason: "outcome_unknown" });
    await messages.apply(
      [{ attempt, status: "delivered", at: after(MINUTE), disposition: "delivered" }],
      after(MINUTE),
    );
    expect(await stage.rows.attempt(attempt)).toMatchObject({ disposition: "delivered", provider_ref: refOf(attempt) });
    expect(await stage.rows.recipient(only(recipients))).toMatchObject({ status: "delivered", reason: null });
  });
});
