import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { ANSWERED, engineCalls, FAILED, NO_ANSWER, TALK } from "../engine-calls";
import { type EngineStage, oneReserved, oneUnderWay, startEngineStage } from "../engine-stage";
import { type Account, after, MINUTE, makeAccount, makeCampaign, makeCustomers, NOON, only } from "../fixtures";
import type { Meanwhile } from "../meanwhile";

let stage: EngineStage;
let stack: Stack;
let account: Account;
let other: Account;
let pool: Pool;
let rows: EngineStage["rows"];
let meanwhile: Meanwhile;
beforeAll(async () => {
  stage = await startEngineStage(6);
  ({ stack, pool, rows, meanwhile } = stage);
  const settings = { call_concurrency: 1000, min_gap_minutes: 0 };
  account = await makeAccount(stack, "owner@clinic.test", settings);
  other = await makeAccount(stack, "owner@garage.test", settings);
});
afterAll(() => stack.stop());

const engine = () => engineCalls(pool);
const reserved = () => oneReserved({ stack, engine: engine() }, account);
const underWay = () => oneUnderWay({ stack, engine: engine() }, account);

interface Answer {
  ok: boolean;
  code?: string;
  campaign?: string;
}
const act =
  (name: "exclude_recipient" | "retry_recipient", db: { query: Pool["query"] } = pool) =>
  async (campaign: string, recipient: string, by = account, now = after(MINUTE)): Promise<Answer> =>
    only(
      (
        await db.query<{ answer: Answer }>(`select public.${name}($1, $2, $3, $4, $5) as answer`, [
          by.id,
          campaign,
          recipient,
          by.id,
          now,
        ])
      ).rows,
    ).answer;
const exclude: ReturnType<typeof act> = (...args) => act("exclude_recipient")(...args);
const retry: ReturnType<typeof act> = (...args) => act("retry_recipient")(...args);

const logged = async (recipient: string) =>
  (await stack.pool.query("select actor_id, action from audit_log where entity_id = $1 order by id", [recipient])).rows;

/** A campaign to one person who is waiting. */
async function waiting(more: object = {}) {
  const { id, recipients } = await makeCampaign(stack, account, {
    customers: await makeCustomers(stack, account, 1),
    ...more,
  });
  return { campaign: id, recipient: only(recipients) };
}
async function failed(more: object = {}) {
  const one = await underWay();
  await engine().finish(one.attempt, NO_ANSWER, FAILED);
  await stack.pool.query("update campaigns set max_attempts = 3 where id = $1", [one.campaign]);
  for (const [column, value] of Object.entries(more))
    await stack.pool.query(`update campaign_recipients set ${column} = $2 where id = $1`, [one.recipient, value]);
  return one;
}

describe("Taking somebody out of a campaign", () => {
  it("skips who is waiting, keeps the counts right and says who did it", async () => {
    const { campaign, recipient } = await waiting();
    expect(await exclude(campaign, recipient)).toEqual({ ok: true });
    expect(await rows.recipient(recipient)).toMatchObject({
      status: "skipped",
      reason: "excluded",
      next_attempt_at: null,
    });
    const { kept, recounted } = await rows.counts(campaign);
    expect(kept).toEqual(recounted);
    expect(kept).toMatchObject({ pending: 0, skipped: 1 });
    expect(await logged(recipient)).toEqual([{ actor_id: account.id, action: "recipient.excluded" }]);
    expect((await engine().claim(campaign)).attempts).toEqual([]);
  });

  it("is refused a second time, and changes nothing", async () => {
    const { campaign, recipient } = await waiting();
    await exclude(campaign, recipient);
    expect(await exclude(campaign, recipient)).toEqual({ ok: false, code: "recipient_not_waiting" });
    expect(await logged(recipient)).toHaveLength(1);
  });

  it("is refused while they are being called", async () => {
    const { campaign, recipient } = await reserved();
    expect(await exclude(campaign, recipient)).toEqual({ ok: false, code: "recipient_under_way" });
    expect(await rows.recipient(recipient)).toMatchObject({ status: "queued" });
  });

  it("is refused to another account, and for somebody of another campaign", async () => {
    const [one, two] = [await waiting(), await waiting()];
    expect(await exclude(one.campaign, one.recipient, other)).toEqual({ ok: false, code: "not_found" });
    expect(await exclude(one.campaign, two.recipient)).toEqual({ ok: false, code: "not_found" });
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "pending" });
  });

  it("waits for a claim under way, and leaves alone whom it took", async () => {
    const { campaign, recipient } = await waiting();
    const [claimed, excluded] = await meanwhile(
      (db) => engineCalls(db).claim(campaign),
      () => exclude(campaign, recipient),
    );
    expect([claimed.attempts.length, excluded.code]).toEqual([1, "recipient_under_way"]);
    expect(await rows.recipient(recipient)).toMatchObject({ status: "queued" });
  });

  it("makes a claim wait, which then takes nobody", async () => {
    const { campaign, recipient } = await waiting();
    const [excluded, claimed] = await meanwhile(
      (db) => act("exclude_recipient", db)(campaign, recipient),
      () => engine().claim(campaign),
    );
    expect([excluded.ok, claimed.attempts]).toEqual([true, []]);
    expect(await rows.recipient(recipient)).toMatchObject({ status: "skipped" });
  });
});

describe("Trying somebody again", () => {
  it("puts back in line who was not reached, and the next claim takes them", async () => {
    const one = await failed();
    expect(await retry(one.campaign, one.recipient)).toEqual({ ok: true, campaign: "active" });
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "pending", reason: null, attempts: 1 });
    const { kept, recounted } = await rows.counts(one.campaign);
    expect(kept).toEqual(recounted);
    expect((await engine().claim(one.campaign, 10, after(MINUTE))).attempts).toHaveLength(1);
    expect(await logged(one.recipient)).toEqual([{ actor_id: account.id, action: "recipient.retried" }]);
  });

  it("takes back that somebody was excluded", async () => {
    const { campaign, recipient } = await waiting({ status: "paused" });
    await exclude(campaign, recipient);
    expect(await retry(campaign, recipient)).toEqual({ ok: true, campaign: "paused" });
  });

  it("leaves the decision to the gate", async () => {
    const one = await failed();
    await stack.pool.query(
      "insert into suppressions (user_id, contact, reason, source) values ($1, $2, 'owner', 'test')",
      [account.id, one.customer.phone],
    );
    expect(await retry(one.campaign, one.recipient)).toMatchObject({ ok: true });
    expect((await engine().claim(one.campaign, 10, after(MINUTE))).attempts).toEqual([]);
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "skipped", reason: "opted_out" });
  });

  it.each([
    ["who opted out", { status: "opted_out", outcome: "opt_out", reason: "opted_out" }, "recipient_opted_out"],
    ["whose data was erased", { status: "skipped", reason: "customer_erased" }, "recipient_not_retryable"],
    ["who came back by themselves", { status: "skipped", reason: "came_back" }, "recipient_not_retryable"],
    ["who said yes already", { converted_at: NOON }, "recipient_not_retryable"],
    ["who was spoken to", { status: "answered", reason: null }, "recipient_not_retryable"],
    ["who was called as often as is allowed", { step_attempts: 3 }, "recipient_max_attempts"],
  ])("is refused for one %s", async (_, columns, code) => {
    const one = await failed(columns);
    expect(await retry(one.campaign, one.recipient)).toEqual({ ok: false, code });
    expect(await rows.recipient(one.recipient)).toMatchObject(
      Object.fromEntries(Object.entries(columns).filter(([, value]) => !(value instanceof Date))),
    );
  });

  it("is refused while nobody knows what became of the last call", async () => {
    const one = await underWay();
    await stack.pool.query("update campaigns set max_attempts = 3 where id = $1", [one.campaign]);
    await engine().unknown(one.attempt);
    expect(await retry(one.campaign, one.recipient)).toEqual({ ok: false, code: "recipient_in_doubt" });
  });

  it("is refused while a call is in progress", async () => {
    const one = await underWay();
    expect(await retry(one.campaign, one.recipient)).toEqual({ ok: false, code: "recipient_under_way" });
  });

  it.each([
    ["completed", "campaign_finished"],
    ["cancelled", "campaign_finished"],
    ["draft", "campaign_not_started"],
  ])("is refused in a campaign that is %s", async (status, code) => {
    const one = await failed();
    await stack.pool.query("update campaigns set status = $2 where id = $1", [one.campaign, status]);
    expect(await retry(one.campaign, one.recipient)).toEqual({ ok: false, code });
  });

  it("is refused to another account", async () => {
    const one = await failed();
    expect(await retry(one.campaign, one.recipient, other)).toEqual({ ok: false, code: "not_found" });
  });

  it("waits for a stop, and then puts nobody into a queue that is closed", async () => {
    const one = await failed();
    const [, tried] = await meanwhile(
      (db) => engineCalls(db).stop(one.campaign),
      () => retry(one.campaign, one.recipient),
    );
    expect(tried).toEqual({ ok: false, code: "campaign_finished" });
    expect(await rows.recipient(one.recipient)).toMatchObject({ status: "failed" });
  });

  it("twice at once puts them in line once", async () => {
    const one = await failed();
    const [first, second] = await meanwhile(
      (db) => act("retry_recipient", db)(one.campaign, one.recipient),
      () => retry(one.campaign, one.recipient),
    );
    expect([first.ok, second.code]).toEqual([true, "recipient_not_retryable"]);
    expect((await engine().claim(one.campaign, 10, after(MINUTE))).attempts).toHaveLength(1);
  });

  it("keeps what was said in earlier calls", async () => {
    const one = await underWay();
    await engine().finish(one.attempt, { ...TALK, outcome: "not_interested" }, ANSWERED);
    expect(await retry(one.campaign, one.recipient)).toEqual({ ok: false, code: "recipient_not_retryable" });
    expect(await rows.recipient(one.recipient)).toMatchObject({ outcome: "not_interested" });
  });
});
