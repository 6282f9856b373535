import fc from "fast-check";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../support/stack";
import { engineCalls, rowsOf } from "../engine-calls";
import { type Account, after, makeAccount, makeCampaign, makeCustomers, SECOND, servicePool } from "../fixtures";

let stack: Stack;
let pool: Pool;
let number = 0;
const newAccount = (settings = {}): Promise<Account> =>
  makeAccount(stack, `owner${++number}@clinic.test`, { call_concurrency: 10_000, min_gap_minutes: 0, ...settings });
beforeAll(async () => {
  stack = await startStack();
  pool = servicePool(stack, 4);
});
afterAll(() => stack.stop());

/** Most reservations of a campaign within any 60 seconds of its own record. */
async function densestMinute(campaignId: string): Promise<number> {
  const sql = `select max(n)::integer as most from (
    select count(*) over (order by reserved_at range between current row and interval '59.999999 seconds' following) as n
    from outreach_attempts where campaign_id = $1) windows`;
  return (await stack.pool.query<{ most: number | null }>(sql, [campaignId])).rows[0]?.most ?? 0;
}

describe("However the clocks of the workers step", () => {
  it("no 60 seconds hold more reservations than the rate allows", async () => {
    const account = await newAccount();
    const customers = await makeCustomers(
      stack,
      account,
      Array.from({ length: 400 }, () => ({ leadsAt: [] })),
    );
    const steps = fc.array(fc.tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: 1, max: 8 })), {
      minLength: 15,
      maxLength: 25,
    });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 6 }), async (clock, rate) => {
        const { id } = await makeCampaign(stack, account, {
          customers: customers.slice(0, 120),
          rate_limit_per_minute: rate,
        });
        await stack.pool.query("update campaign_recipients set next_attempt_at = '2026-01-01' where campaign_id = $1", [
          id,
        ]);
        let at = 0;
        for (const [step, limit] of clock) {
          at += step;
          await engineCalls(pool).claim(id, limit, after(at * SECOND));
        }
        expect(await densestMinute(id)).toBeLessThanOrEqual(rate);
        await stack.pool.query("update outreach_attempts set state = 'ended', begun_at = null where campaign_id = $1", [
          id,
        ]);
      }),
      { seed: 20_261_121, numRuns: 12 },
    );
  });
});

describe("Four workers at once", () => {
  const all = <T>(work: (worker: number) => Promise<T>) => Promise.all([0, 1, 2, 3].map(work));

  it("give nobody two attempts, and leave nobody out", async () => {
    const account = await newAccount();
    const { id } = await makeCampaign(stack, account, {
      customers: await makeCustomers(stack, account, 200),
      rate_limit_per_minute: 100_000,
    });
    const claimed = await all(async () => {
      const mine: string[] = [];
      for (let round = 0; round < 15; round++) mine.push(...(await engineCalls(pool).claim(id, 7)).attempts);
      return mine;
    });
    const attempts = claimed.flat();
    expect(new Set(attempts).size).toBe(200);
    const { rows } = await stack.pool.query(
      "select count(distinct recipient_id)::integer as people, count(*)::integer as attempts from outreach_attempts where campaign_id = $1",
      [id],
    );
    expect(rows).toEqual([{ people: 200, attempts: 200 }]);
    expect(claimed.every((mine) => mine.length > 0)).toBe(true);
  });

  it("keep the rate of one campaign and the lines of the account over two", async () => {
    const account = await newAccount({ call_concurrency: 25, inbound_lines: 5 });
    const customers = await makeCustomers(stack, account, 60);
    const campaigns = [customers.slice(0, 30), customers.slice(30)].map((people) =>
      makeCampaign(stack, account, { customers: people, rate_limit_per_minute: 13 }),
    );
    const [one, two] = await Promise.all(campaigns);
    const claims = await all((worker) => engineCalls(pool).claim((worker % 2 === 0 ? one : two)?.id ?? "", 100));
    const counts = [0, 1].map(
      (campaign) => claims.filter((_, worker) => worker % 2 === campaign).flatMap(({ attempts }) => attempts).length,
    );
    expect(counts.every((count) => count <= 13)).toBe(true);
    expect(counts.reduce((sum, count) => sum + count)).toBe(20);
  });

  it("spend no budget twice", async () => {
    const account = await newAccount();
    const { id } = await makeCampaign(stack, account, {
      customers: await makeCustomers(stack, account, 40),
      rate_limit_per_minute: 1000,
      budget: 3,
    });
    const claims = await all(() => engineCalls(pool).claim(id, 6));
    expect(claims.flatMap(({ attempts }) => attempts)).toHaveLength(10);
  });

  it("never call one customer for two campaigns at the same time", async () => {
    const account = await newAccount();
    const customers = await makeCustomers(stack, account, 30);
    const ids = await Promise.all(
      [0, 1, 2, 3].map(async () => (await makeCampaign(stack, account, { customers, rate_limit_per_minute: 1000 })).id),
    );
    await all((worker) => engineCalls(pool).claim(ids[worker] ?? "", 30));
    const { rows } = await stack.pool.query(
      "select customer_id from outreach_attempts where user_id = $1 and state = 'reserved' group by 1 having count(*) > 1",
      [account.id],
    );
    expect(rows).toEqual([]);
    for (const id of ids) {
      const { kept, recounted } = await rowsOf(stack.pool).counts(id);
      expect(kept).toEqual(recounted);
    }
  });
});
