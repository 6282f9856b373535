import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineStage, startEngineStage } from "../engine-stage";
import { type Account, after, DAY, HOUR, MINUTE, makeAccount, NOON, SECOND } from "../fixtures";
import { type MessageCalls, makeSequence, messageCalls, people } from "../message-calls";

let stage: EngineStage;
let messages: MessageCalls;
let made = 0;
beforeAll(async () => {
  stage = await startEngineStage(8);
  messages = messageCalls(stage.pool);
});
afterAll(() => stage.stack.stop());

const settings = { call_concurrency: 1000, inbound_lines: 0, min_gap_minutes: 0 };
const business = (more: Record<string, unknown> = {}): Promise<Account> =>
  makeAccount(stage.stack, `owner${++made}@clinic.test`, { ...settings, ...more });
const select = async <T extends object>(sql: string, ...values: unknown[]): Promise<T[]> =>
  (await stage.stack.pool.query<T>(sql, values)).rows;
const channels = (ids: readonly string[]) =>
  select<{ channel: string; n: number }>(
    "select channel, count(*)::integer as n from outreach_attempts where id = any ($1) group by 1 order by 1",
    ids,
  );

describe("Of a campaign over several channels", () => {
  it("texts are sent while its calls wait for a line", async () => {
    const account = await business({ call_concurrency: 1 });
    const some = await people(stage, account, 6);
    const steps = [{ channel: "call" as const }, { channel: "sms" as const }];
    const { id, recipients } = await makeSequence(stage, account, some, steps);
    await stage.stack.pool.query("update campaign_recipients set step = 2 where id = any ($1)", [recipients.slice(3)]);
    const { attempts, reason } = await stage.engine.claim(id);
    expect([await channels(attempts), reason]).toEqual([
      [
        { channel: "call", n: 1 },
        { channel: "sms", n: 3 },
      ],
      "lines",
    ]);
    expect((await stage.engine.claim(id)).attempts).toEqual([]);
  });

  it("each contact counts against the budget with what its channel costs", async () => {
    const account = await business({ estimated_call_cost: 1, estimated_sms_cost: 0.1, estimated_email_cost: 0.01 });
    const some = await people(stage, account, 9);
    const steps = (["call", "sms", "email"] as const).map((channel) => ({ channel, subject: "Hi" }));
    const { id, recipients } = await makeSequence(stage, account, some, steps, { budget: 1.15 });
    const move = "update campaign_recipients set step = $2 where id = any ($1)";
    await stage.stack.pool.query(move, [recipients.slice(3, 6), 2]);
    await stage.stack.pool.query(move, [recipients.slice(6), 3]);
    const claimed = await stage.engine.claim(id);
    const spent = await channels(claimed.attempts);
    const price: Record<string, number> = { call: 1, sms: 0.1, email: 0.01 };
    const cost = spent.reduce((sum, { channel, n }) => sum + n * (price[channel] ?? 0), 0);
    expect(spent.find(({ channel }) => channel === "call")).toEqual({ channel: "call", n: 1 });
    expect(cost).toBeLessThanOrEqual(1.15);
    expect((await stage.engine.claim(id)).attempts.length).toBeLessThanOrEqual(5);
  });

  it("nobody is in two touches at once, whatever several workers do at the same time", async () => {
    const account = await business({ max_contacts_per_24h: 3 });
    const some = await people(stage, account, 12);
    const steps = [
      { channel: "sms" as const },
      { channel: "email" as const, subject: "Hi" },
      { channel: "sms" as const },
    ];
    const campaigns = [
      await makeSequence(stage, account, some, steps),
      await makeSequence(stage, account, some, [...steps].reverse()),
    ];
    const live = `select r.customer_id from outreach_attempts a join campaign_recipients r on r.id = a.recipient_id
      where a.user_id = $1 and a.state <> 'ended' group by 1 having count(*) > 1`;
    let at = NOON;
    for (let round = 0; round < 8; round++) {
      const claims = campaigns.flatMap(({ id }) => [0, 1].map(() => stage.engine.claim(id, 7, at)));
      const claimed = (await Promise.all(claims)).flatMap(({ attempts }) => attempts);
      expect(await select(live, account.id)).toEqual([]);
      await Promise.all([messages.begin(claimed, at), messages.begin([...claimed].reverse(), at)]);
      await messages.dispatch(claimed, at);
      const news = claimed.map((attempt) => ({ attempt, status: "delivered", at, disposition: "delivered" }));
      await Promise.all([messages.apply(news, at), messages.apply([...news].reverse(), at)]);
      at = new Date(at.getTime() + 6 * MINUTE);
    }
    const twice =
      "select recipient_id, step from outreach_attempts where user_id = $1 and counted group by 1, 2 having count(*) > 1";
    expect(await select(twice, account.id)).toEqual([]);
    const most =
      "select max(n)::integer as most from (select count(*) n from outreach_attempts where user_id = $1 and counted group by customer_id) x";
    expect(await select(most, account.id)).toEqual([{ most: 3 }]);
    for (const { id } of campaigns) {
      const { kept, recounted } = await stage.rows.counts(id);
      expect(kept).toEqual(recounted);
    }
  });
});

describe("A holdout", () => {
  it("is selected, contacted by nobody here nor elsewhere, and free again once its effect was measured", async () => {
    const account = await business({ attribution_days: 7 });
    await people(stage, account, 60);
    const steps = [{ channel: "sms" as const }];
    const { id } = await makeSequence(stage, account, [], steps, { holdout_percent: 30 });
    await stage.stack.pool.query("update campaigns set status = 'draft', selected_at = null where id = $1", [id]);
    expect((await stage.engine.start(id)).ok).toBe(true);
    const groups = await select<{ holdout: boolean; n: number; statuses: string[]; reasons: string[] }>(
      `select holdout, count(*)::integer as n, array_agg(distinct status) as statuses, array_agg(distinct reason) as reasons
        from campaign_recipients where campaign_id = $1 group by 1 order by 1`,
      id,
    );
    expect(groups).toMatchObject([
      { holdout: false, statuses: ["pending"] },
      { holdout: true, statuses: ["skipped"], reasons: ["holdout"] },
    ]);
    const held = groups[1]?.n ?? 0;
    expect(held).toBeGreaterThan(8);
    expect(held).toBeLessThan(30);
    expect((await stage.engine.claim(id)).attempts).toHaveLength(60 - held);
    const customers = await select<{ id: string; name: string; phone: string; email: string }>(
      "select id, name, phone, email from customers where id in (select customer_id from campaign_recipients where campaign_id = $1 and holdout)",
      id,
    );
    const other = await makeSequence(stage, account, customers, steps);
    expect((await stage.engine.claim(other.id)).attempts).toEqual([]);
    const reasons = "select distinct status, reason from campaign_recipients where campaign_id = $1";
    expect(await select(reasons, other.id)).toEqual([{ status: "skipped", reason: "holdout_elsewhere" }]);
    await stage.stack.pool.query("update campaigns set status = 'completed', completed_at = $2 where id = $1", [
      id,
      NOON,
    ]);
    const later = await makeSequence(stage, account, customers, steps);
    await stage.stack.pool.query("update campaign_recipients set next_attempt_at = $2 where campaign_id = $1", [
      ...[later.id, after(8 * DAY)],
    ]);
    expect((await stage.engine.claim(later.id, 100, after(8 * DAY))).attempts).toHaveLength(held);
  });
});

describe("The variants of a touch", () => {
  const variants = [
    { name: "B", weight: 30, body: "The words of B" },
    { name: "C", weight: 60, body: "The words of C" },
  ];
  it("are given by their weights, the same to the same person, and begun with their own words", async () => {
    const account = await business();
    const some = await people(stage, account, 300);
    const { id } = await makeSequence(stage, account, some, [{ channel: "sms", body: "A", weight: 10, variants }]);
    const claimed = (await stage.engine.claim(id, 300)).attempts;
    const begun = await messages.begin(claimed);
    const words: Record<string, string> = { A: "A", B: "The words of B", C: "The words of C" };
    for (const contact of begun) expect(contact.body).toBe(words[String(contact.variant)]);
    const share = (name: string) => begun.filter(({ variant }) => variant === name).length / begun.length;
    expect(share("A")).toBeGreaterThan(0.04);
    expect(share("A")).toBeLessThan(0.18);
    expect(share("B")).toBeGreaterThan(0.2);
    expect(share("B")).toBeLessThan(0.4);
    const other = `select count(*)::integer as n from outreach_attempts a join campaign_steps s on s.campaign_id = a.campaign_id
      where a.campaign_id = $1 and a.variant is distinct from private.variant_of(s, a.recipient_id)`;
    expect(await select(other, id)).toEqual([{ n: 0 }]);
  });

  it("are none where a touch has one content alone, and one that was removed is begun with the step's own words", async () => {
    const account = await business();
    const some = await people(stage, account, 20);
    const plain = await makeSequence(stage, account, some.slice(0, 1), [{ channel: "sms" }]);
    const begun = await messages.begin((await stage.engine.claim(plain.id)).attempts);
    expect(begun).toMatchObject([{ variant: null }]);
    const { id } = await makeSequence(stage, account, some.slice(1), [
      { channel: "sms", body: "A", weight: 1, variants },
    ]);
    const { attempts } = await stage.engine.claim(id);
    const paused = (status: string) =>
      stage.stack.pool.query("update campaigns set status = $2 where id = $1", [id, status]);
    await paused("paused");
    await stage.stack.pool.query("update campaign_steps set variants = '[]' where campaign_id = $1", [id]);
    await paused("active");
    const bodies = new Set((await messages.begin(attempts)).map(({ body }) => body));
    expect([...bodies]).toEqual(["A"]);
  });
});

describe("Begins of many", () => {
  it("let some go and stop others, each with its reason, and are counted once however often they are asked", async () => {
    const account = await business();
    const some = await people(stage, account, 4);
    const { id, recipients } = await makeSequence(stage, account, some, [{ channel: "sms" }]);
    const { attempts } = await stage.engine.claim(id);
    const [optedOut, changed] = some;
    const sql = "insert into suppressions (user_id, contact, reason, source) values ($1, $2, 'opt_out', 'page')";
    await stage.stack.pool.query(sql, [account.id, optedOut?.phone]);
    await stage.stack.pool.query("update customers set phone = '+12129990001' where id = $1", [changed?.id]);
    const gone = "00000000-0000-4000-8000-000000000000";
    const answers = await messages.begin([...attempts, gone]);
    const told = answers.map(({ decision, reason }) => reason ?? decision).sort();
    expect(told).toEqual(["contact_changed", "go", "go", "gone", "opted_out"]);
    const again = await messages.begin(attempts, after(SECOND));
    expect(again.every(({ decision }) => decision === "stop")).toBe(true);
    const counted = "select sum(attempts)::integer as n from campaign_recipients where id = any ($1)";
    expect(await select(counted, recipients)).toEqual([{ n: 2 }]);
  });

  it("wait for a pause and then begin nobody, and for an opt-out and then begin the others", async () => {
    const account = await business();
    const some = await people(stage, account, 3);
    const first = await makeSequence(stage, account, some, [{ channel: "sms" }]);
    const { attempts } = await stage.engine.claim(first.id);
    const [, begun] = await stage.meanwhile(
      (db) => db.query("update campaigns set status = 'paused' where id = $1", [first.id]),
      () => messages.begin(attempts),
    );
    expect(new Set(begun.map(({ reason }) => reason))).toEqual(new Set(["campaign_paused"]));
    const more = await people(stage, account, 3);
    const second = await makeSequence(stage, account, more, [{ channel: "email", subject: "Hi" }, { channel: "sms" }]);
    const sent = (await stage.engine.claim(second.id)).attempts;
    await messages.begin(sent);
    await messages.dispatch(sent);
    await messages.apply(sent.map((attempt) => ({ attempt, status: "delivered", at: NOON, disposition: "delivered" })));
    const texts = (await stage.engine.claim(second.id, 100, after(HOUR))).attempts;
    const [one = ""] = sent;
    const [, answers] = await stage.meanwhile(
      (db) => messageCalls(db).unsubscribe(one, "all", after(HOUR)),
      () => messages.begin(texts, after(HOUR)),
    );
    expect(answers.map(({ reason, decision }) => reason ?? decision).sort()).toEqual(["go", "go", "opted_out"]);
  });

  it("keep what will be sent once, and only of those that were begun", async () => {
    const account = await business();
    const { id } = await makeSequence(stage, account, await people(stage, account, 2), [{ channel: "sms" }]);
    const { attempts } = await stage.engine.claim(id);
    const [begun = "", other = ""] = attempts;
    await messages.begin([begun]);
    expect(await messages.prepare([begun, other], { body: "one" })).toEqual([begun]);
    expect(await messages.prepare([begun], { body: "two" })).toEqual([]);
    expect(await stage.rows.attempt(begun)).toMatchObject({ content: { body: "one" } });
    expect(await messages.dispatch(attempts)).toBe(1);
    expect(await messages.dispatch([begun])).toBe(0);
    expect(await stage.rows.attempt(begun)).toMatchObject({ state: "dispatched", segments: 2 });
    expect(await stage.rows.attempt(other)).toMatchObject({ state: "reserved", provider_ref: null });
  });
});
