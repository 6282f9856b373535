import fc from "fast-check";
import type { Pool } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WEEKDAYS } from "@/lib/core/words";
import { type Stack, startStack } from "../../support/stack";
import { engineCalls } from "../engine-calls";
import { after, DAY, HOUR, MINUTE, makeAccount, SECOND, servicePool } from "../fixtures";
import { makeSequence, people } from "../message-calls";

let stack: Stack;
/** A connection for each worker. */
let workers: Pool[];
beforeAll(async () => {
  stack = await startStack();
  workers = [0, 1, 2, 3].map(() => servicePool(stack, 1));
});
afterAll(async () => {
  await Promise.all(workers.map((pool) => pool.end()));
  await stack.stop();
});

const EVERY_HOUR = Object.fromEntries(WEEKDAYS.map((day) => [day, [["00:00", "24:00"]]]));
let accounts = 0;

interface Limits {
  max_contacts_per_24h: number;
  max_contacts_per_30d: number;
  min_gap_minutes: number;
}

/** Two campaigns over every channel to the same people, in an account with these limits. */
async function twoCampaigns(limits: Limits) {
  const settings = { ...limits, calling_hours: EVERY_HOUR, call_concurrency: 1000, email_within_hours: false };
  const account = await makeAccount(stack, `owner${++accounts}@clinic.test`, settings);
  const customers = await people({ stack }, account, 4);
  const steps = (["call", "sms", "email"] as const).map((channel) => ({ channel, subject: "Hi" }));
  const made = [0, 1].map(() => makeSequence({ stack }, account, customers, steps, { max_attempts: 10 }));
  return { account, ids: (await Promise.all(made)).map(({ id }) => id) };
}

/** Everybody is due again at once, whatever the engine had put them off to, at one touch or another. */
const DUE = `update campaign_recipients r set status = 'pending', next_attempt_at = $2::timestamptz, step = 1 + (hashtext(r.id::text || $2::timestamptz::text) & 3) % 3, step_attempts = 0
  where r.user_id = $1 and not exists (select from outreach_attempts a where a.recipient_id = r.id and a.state in ('reserved', 'dispatched'))`;
/** Of those under way about two in three come to an end. */
const END = `update outreach_attempts set state = 'ended', disposition = 'undelivered', ended_at = $2::timestamptz, lease_expires_at = null
  where user_id = $1 and state in ('reserved', 'dispatched') and (hashtext(id::text || $2::timestamptz::text) & 1023) % 3 > 0`;

/** What one worker does in a round: claims, and begins all that it was given. @returns how many began */
async function work(pool: Pool, campaign: string, now: Date): Promise<number> {
  const engine = engineCalls(pool);
  let begun = 0;
  for (const attempt of (await engine.claim(campaign, 10, now)).attempts) {
    if ((await engine.begin(attempt, now)).decision !== "go") continue;
    begun++;
    await engine.dispatch(attempt, `ref-${attempt}`, now);
  }
  return begun;
}

/** Every customer's contacts, in the order in which they began, in milliseconds. */
async function contactsOf(accountId: string): Promise<number[][]> {
  const sql = `select array_agg(extract(epoch from begun_at) * 1000 order by begun_at)::float8[] as at
    from outreach_attempts where user_id = $1 and counted and begun_at is not null group by customer_id`;
  return (await stack.pool.query<{ at: number[] }>(sql, [accountId])).rows.map(({ at }) => at);
}

/** The shortest time in which somebody had more contacts than `limit`. */
const shortest = (all: number[][], limit: number): number =>
  Math.min(...all.flatMap((at) => at.slice(limit).map((last, index) => last - (at[index] ?? 0))));

it("However two campaigns and four workers come together, nobody has more contacts over all channels than the limits allow", async () => {
  const seen = new Set<string | null>();
  const channels = new Set<string>();
  const limits = fc.record({
    max_contacts_per_24h: fc.integer({ min: 1, max: 3 }),
    max_contacts_per_30d: fc.integer({ min: 4, max: 7 }),
    min_gap_minutes: fc.constantFrom(0, 45, 240),
  });
  // From seconds to two days and a half.
  const steps = fc.array(
    fc.oneof(
      fc.integer({ min: 1, max: 90 }).map((n) => n * SECOND),
      fc.integer({ min: 5, max: 400 }).map((n) => n * MINUTE),
      fc.integer({ min: 6, max: 60 }).map((n) => n * HOUR),
    ),
    { minLength: 26, maxLength: 32 },
  );
  await fc.assert(
    fc.asyncProperty(limits, steps, async (wanted, waits) => {
      const { account, ids } = await twoCampaigns(wanted);
      let at = 0;
      let begun = 0;
      for (const wait of waits) {
        at += wait;
        await stack.pool.query(END, [account.id, after(at)]);
        await stack.pool.query(DUE, [account.id, after(at)]);
        // Their clocks are some seconds apart.
        const round = workers.map((pool, worker) => work(pool, ids[worker % 2] ?? "", after(at + worker * 2 * SECOND)));
        begun += (await Promise.all(round)).reduce((sum, count) => sum + count);
        const sql = "select distinct reason from campaign_recipients where user_id = $1 and status = 'pending'";
        for (const { reason } of (await stack.pool.query(sql, [account.id])).rows) seen.add(reason);
      }
      const contacts = await contactsOf(account.id);
      expect(contacts.flat()).toHaveLength(begun);
      expect(shortest(contacts, wanted.max_contacts_per_24h)).toBeGreaterThanOrEqual(DAY);
      expect(shortest(contacts, wanted.max_contacts_per_30d)).toBeGreaterThanOrEqual(30 * DAY);
      expect(shortest(contacts, 1)).toBeGreaterThanOrEqual(wanted.min_gap_minutes * MINUTE);
      const used = await stack.pool.query(
        "select distinct channel from outreach_attempts where user_id = $1 and counted",
        [account.id],
      );
      for (const { channel } of used.rows) channels.add(channel);
    }),
    { seed: 20_261_122, numRuns: 4, endOnFailure: true },
  );
  // Every limit held somebody back, and every channel was used.
  expect([...seen]).toEqual(expect.arrayContaining(["daily_cap", "monthly_cap", "minimum_gap", "contact_under_way"]));
  expect([...channels].sort()).toEqual(["call", "email", "sms"]);
});
