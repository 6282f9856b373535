import type { Pool, PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../support/stack";
import { ANSWERED, engineCalls, NO_ANSWER, retryAt, rowsOf, TALK } from "../engine-calls";
import {
  type Account,
  after,
  HOUR,
  MINUTE,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
  only,
  servicePool,
} from "../fixtures";

let stack: Stack;
let account: Account;
let pool: Pool;
let rows: ReturnType<typeof rowsOf>;
beforeAll(async () => {
  stack = await startStack();
  pool = servicePool(stack, 6);
  rows = rowsOf(stack.pool);
  account = await makeAccount(stack, "owner@clinic.test", { call_concurrency: 1000, min_gap_minutes: 0 });
});
afterAll(() => stack.stop());

const waiting = `select count(*)::integer as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
/** Does `first` in a transaction, starts `second`, lets it come to wait, and only then commits the first. */
async function meanwhile<A, B>(first: (db: PoolClient) => Promise<A>, second: () => Promise<B>): Promise<[A, B]> {
  const client = await pool.connect();
  await client.query("begin");
  const answer = await first(client);
  const other = second();
  await expect.poll(async () => only((await stack.pool.query<{ n: number }>(waiting)).rows).n).toBeGreaterThan(0);
  await client.query("commit");
  client.release();
  return [answer, await other];
}
async function reserved() {
  const { id, recipients } = await makeCampaign(stack, account, { customers: await makeCustomers(stack, account, 1) });
  return { campaign: id, recipient: only(recipients), attempt: only((await engineCalls(pool).claim(id)).attempts) };
}
const engine = () => engineCalls(pool);

describe("What is done while a transaction is not finished yet waits for it:", () => {
  it("a pause for a call that begins, which is then in progress and recorded", async () => {
    const { campaign, attempt } = await reserved();
    const [begun, paused] = await meanwhile(
      (db) => engineCalls(db).begin(attempt),
      () => engine().pause(campaign),
    );
    expect([begun.decision, paused.status]).toEqual(["go", "paused"]);
    expect(await rows.attempt(attempt)).toMatchObject({ state: "reserved", counted: true });
  });

  it("a call that begins for a pause, and then does not begin", async () => {
    const { campaign, attempt, recipient } = await reserved();
    const [, begun] = await meanwhile(
      (db) => engineCalls(db).pause(campaign),
      () => engine().begin(attempt),
    );
    expect(begun.decision).toBe("stop");
    expect(await rows.recipient(recipient)).toMatchObject({ status: "pending", attempts: 0 });
  });

  it("a stop for a report that asks for a retry, so that nobody waits for ever in a campaign that ended", async () => {
    const { campaign, attempt, recipient } = await reserved();
    await engine().begin(attempt);
    await meanwhile(
      (db) => engineCalls(db).finish(attempt, NO_ANSWER, retryAt(after(HOUR))),
      () => engine().stop(campaign),
    );
    expect(await rows.recipient(recipient)).toMatchObject({
      status: "failed",
      reason: "campaign_stopped",
      next_attempt_at: null,
    });
  });

  it("a report that asks for a retry for a stop, with the same end", async () => {
    const { campaign, attempt, recipient } = await reserved();
    await engine().begin(attempt);
    await meanwhile(
      (db) => engineCalls(db).stop(campaign),
      () => engine().finish(attempt, NO_ANSWER, retryAt(after(HOUR))),
    );
    expect(await rows.recipient(recipient)).toMatchObject({
      status: "failed",
      reason: "campaign_stopped",
      next_attempt_at: null,
    });
  });

  it("a stop for a reservation that is given back", async () => {
    const { campaign, recipient } = await reserved();
    await meanwhile(
      (db) => engineCalls(db).releaseExpired(after(HOUR)),
      () => engine().stop(campaign),
    );
    expect(await rows.recipient(recipient)).toMatchObject({ status: "skipped", reason: "campaign_stopped" });
  });

  it("the report for a wish that is being written down, which it must see", async () => {
    const { attempt } = await reserved();
    await engine().begin(attempt);
    const [, finished] = await meanwhile(
      (db) => engineCalls(db).tool(attempt, "record_opt_out", "opt_out"),
      () => engine().finish(attempt, TALK, ANSWERED),
    );
    expect(finished).toEqual({ applied: false, reason: "stale" });
  });

  it("an edit of the words for a start, which said them already", async () => {
    await makeCustomers(stack, account, 1);
    const { id } = await makeCampaign(stack, account);
    const [, edited] = await meanwhile(
      (db) => engineCalls(db).start(id),
      async () => account.client.from("campaign_steps").update({ body: "{unknown}" }).eq("campaign_id", id),
    );
    expect(edited.error?.message).toBe("campaign_not_editable");
  });

  it("a second selection for the first, and then finds it done", async () => {
    await makeCustomers(stack, account, 1);
    const { id } = await makeCampaign(stack, account);
    const [first, second] = await meanwhile(
      (db) => engineCalls(db).select(id),
      () => engine().select(id),
    );
    expect(second).toBe(first);
  });
});

describe("Two sweeps that give back reservations of the same campaigns in a different order", () => {
  it("do not wait for each other in a circle", async () => {
    const campaigns = await Promise.all(
      [0, 1].map(async () =>
        makeCampaign(stack, account, {
          customers: await makeCustomers(stack, account, 12),
          rate_limit_per_minute: 1000,
        }),
      ),
    );
    for (const round of [0, 1, 2, 3, 4, 5]) {
      for (const { id } of round % 2 ? campaigns : campaigns.toReversed())
        await engine().claim(id, 2, after(round * MINUTE));
    }
    const released = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(() =>
        pool.query<{ n: number }>("select public.release_expired($1, 6) as n", [after(2 * HOUR)]),
      ),
    );
    const more = await engine().releaseExpired(after(2 * HOUR));
    expect(released.reduce((sum, { rows: [row] }) => sum + (row?.n ?? 0), more)).toBe(24);
    for (const { id } of campaigns) {
      const { kept, recounted } = await rows.counts(id);
      expect(kept).toEqual(recounted);
      expect(kept).toMatchObject({ pending: 12, queued: 0 });
    }
  });
});

describe("A new lead", () => {
  it("of a contact that another lead brings at the same moment has the same customer", async () => {
    const lead = (phone: string, email: string) =>
      `insert into leads (agent_id, customer_phone, customer_email) values ('${account.agentId}', '${phone}', '${email}')`;
    await meanwhile(
      (db) => db.query(lead("+12125550001", "one@mail.test")),
      () => pool.query(lead("+12125550001", "two@mail.test")),
    );
    const { rows: customers } = await stack.pool.query(
      "select email, lead_count from customers where phone = '+12125550001'",
    );
    expect(customers).toEqual([{ email: "one@mail.test", lead_count: 2 }]);
  });

  it("of a customer who is known already is counted, though another is written at the same moment", async () => {
    const lead = `insert into leads (agent_id, customer_phone) values ('${account.agentId}', '+12125550003')`;
    await pool.query(lead);
    await meanwhile(
      (db) => db.query(lead),
      () => pool.query(lead),
    );
    const { rows: customers } = await stack.pool.query("select lead_count from customers where phone = '+12125550003'");
    expect(customers).toEqual([{ lead_count: 3 }]);
  });

  it("is written though somebody else takes its e-mail at that moment", async () => {
    await pool.query(`insert into leads (agent_id, customer_phone) values ('${account.agentId}', '+12125550005')`);
    await meanwhile(
      (db) =>
        db.query("insert into customers (user_id, phone, email) values ($1, '+12125550006', 'shared@mail.test')", [
          account.id,
        ]),
      () =>
        pool.query(
          `insert into leads (agent_id, customer_phone, customer_email, created_at) values ('${account.agentId}', '+12125550005', 'shared@mail.test', $1)`,
          [NOON],
        ),
    );
    const { rows: customers } = await stack.pool.query(
      "select phone, email, lead_count from customers where phone in ('+12125550005', '+12125550006') order by 1",
    );
    expect(customers).toEqual([
      { phone: "+12125550005", email: null, lead_count: 2 },
      { phone: "+12125550006", email: "shared@mail.test", lead_count: 0 },
    ]);
  });
});
