import fc from "fast-check";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../support/stack";
import { ANSWERED, type EngineCalls, engineCalls, NO_ANSWER, requeueAt, retryAt, rowsOf, TALK } from "../engine-calls";
import {
  type Account,
  after,
  type Campaign,
  makeAccount,
  makeCampaign,
  makeCustomers,
  newPhone,
  SECOND,
  servicePool,
} from "../fixtures";

const WORKERS = 4;
const ROUNDS = 80;
/** From one turn to the next: some leases run out within the test, most don't. */
const TURN = 2 * SECOND;
let stack: Stack;
let pool: Pool;
let account: Account;
let campaigns: Campaign[];

beforeAll(async () => {
  stack = await startStack();
  pool = servicePool(stack, WORKERS);
  account = await makeAccount(stack, "owner@clinic.test", { call_concurrency: 40, min_gap_minutes: 0 });
  const customers = await makeCustomers(stack, account, 150);
  // The same people in two campaigns, and others in a third.
  const groups = [customers.slice(0, 90), customers.slice(40, 120), customers.slice(120)];
  campaigns = await Promise.all(
    groups.map((people) => makeCampaign(stack, account, { customers: people, rate_limit_per_minute: 100_000 })),
  );
});
afterAll(() => stack.stop());

/** Numbers from a seed, so that a run can be repeated. */
function dice(seed: number) {
  const drawn = fc.sample(fc.nat({ max: 999_999 }), { seed, numRuns: 2000 });
  let next = 0;
  return (sides: number) => (drawn[next++ % drawn.length] ?? 0) % sides;
}

/** One worker's turn: something that a worker, the sweep, a webhook, an import or the owner may do at any moment. */
async function act(engine: EngineCalls, roll: (sides: number) => number, mine: Set<string>, at: number) {
  const campaign = campaigns[roll(campaigns.length)]?.id ?? "";
  const now = after(at * TURN);
  const attempt = [...mine][roll(Math.max(mine.size, 1))] ?? "";
  const what = roll(20);
  if (what < 5 || mine.size === 0) {
    for (const claimed of (await engine.claim(campaign, 1 + roll(4), now)).attempts) mine.add(claimed);
    return;
  }
  if (what < 13) {
    mine.delete(attempt);
    if ((await engine.begin(attempt, now)).decision === "stop") return;
    if (roll(4) > 0) await engine.dispatch(attempt, undefined, now);
    if (roll(5) === 0) await engine.tool(attempt, "record_opt_out", "opt_out", now);
    if (roll(5) === 0) await engine.tool(attempt, "book_appointment", "booked", now);
    if (roll(8) === 0) return void (await engine.unknown(attempt, now));
    const next = [ANSWERED, retryAt(after((at + 5) * TURN)), requeueAt(now), ANSWERED][roll(4)] ?? ANSWERED;
    const { reason } = await engine.finish(attempt, roll(3) ? TALK : NO_ANSWER, next, now);
    if (reason === "stale")
      for (const seen of ["booked", "opt_out"]) await engine.finish(attempt, TALK, ANSWERED, now, seen);
    return;
  }
  const others = [
    () => (roll(3) ? engine.start(campaign, now) : engine.pause(campaign, now)),
    () => engine.start(campaign, now),
    () => engine.start(campaign, now),
    () => engine.settle(campaign, now),
    () => engine.releaseExpired(now),
    () => engine.leaseDoubtful(now, 5),
    () =>
      pool.query(
        "insert into leads (agent_id, customer_phone, customer_name, customer_email) select $1, p, 'N', 'mail' || right(p, 5) || '@mail.test' from unnest($2::text[]) p",
        [account.agentId, phones(roll)],
      ),
    () =>
      stack.pool.query(
        "update customers set name = 'Renamed' where id = (select id from customers order by id offset $1 limit 1)",
        [roll(150)],
      ),
  ];
  await others[what === 19 && at > ROUNDS - 5 ? 0 : roll(others.length)]?.();
}
const phones = (roll: (sides: number) => number) => Array.from({ length: 5 }, () => `+1212${2_000_001 + roll(170)}`);

/** The counts of a campaign, from its recipients one by one. */
async function countByHand(campaignId: string) {
  const sql = "select * from campaign_recipients where campaign_id = $1";
  const { rows } = await stack.pool.query<Record<string, unknown>>(sql, [campaignId]);
  const count = (is: (row: Record<string, unknown>) => boolean) => rows.filter(is).length;
  const sum = (column: string) =>
    rows.reduce((total, row) => total + Math.round(Number(row[column]) * 10_000), 0) / 10_000;
  const statuses = ["pending", "queued", "sent", "delivered", "answered", "failed", "opted_out", "skipped"];
  return {
    ...{ campaign_id: campaignId, user_id: account.id, selected: rows.length },
    ...Object.fromEntries(statuses.map((status) => [status, count((row) => row.status === status)])),
    contacted: count(({ attempts }) => Number(attempts) > 0),
    reached: count(({ responded_at }) => responded_at !== null),
    converted: count(({ converted_at }) => converted_at !== null),
    arrived: count(({ delivered_at }) => delivered_at !== null),
    opened: count(({ opened_at }) => opened_at !== null),
    clicked: count(({ clicked_at }) => clicked_at !== null),
    attempts: sum("attempts"),
    cost: sum("cost"),
  };
}

describe("Four workers that do everything at once", () => {
  it("never deadlock, lose a count, forget anybody or call anybody twice at a time", async () => {
    const failures: string[] = [];
    await Promise.all(
      Array.from({ length: WORKERS }, async (_, worker) => {
        const roll = dice(worker + 1);
        const mine = new Set<string>();
        for (let round = 0; round < ROUNDS; round++)
          await act(engineCalls(pool), roll, mine, round).catch((error: Error) => failures.push(error.message));
      }),
    );
    expect(failures).toEqual([]);
    let attempts = 0;
    for (const { id } of campaigns) {
      const { kept, recounted } = await rowsOf(stack.pool).counts(id);
      expect(kept).toEqual(recounted);
      expect(kept).toEqual(await countByHand(id));
      attempts += Number(kept.attempts);
    }
    // One campaign of the three may have been paused at its first turn.
    expect(attempts).toBeGreaterThan(ROUNDS / 2);
  });

  it("leave every recipient where it can be accounted for", async () => {
    const lost = `select r.status, r.reason from campaign_recipients r where not case
      when status = 'pending' then next_attempt_at is not null and not exists (select from outreach_attempts a where a.recipient_id = r.id and a.state in ('reserved', 'dispatched'))
      when status in ('queued', 'sent') then (select count(*) = 1 from outreach_attempts a where a.recipient_id = r.id and a.state in ('reserved', 'dispatched'))
      else next_attempt_at is null and not exists (select from outreach_attempts a where a.recipient_id = r.id and a.state in ('reserved', 'dispatched')) end`;
    expect((await stack.pool.query(lost)).rows).toEqual([]);
    const counted = `select r.id from campaign_recipients r left join outreach_attempts a on a.recipient_id = r.id
      group by r.id having r.attempts <> count(a.id) filter (where a.counted)`;
    expect((await stack.pool.query(counted)).rows).toEqual([]);
  });

  it("leave no opted out customer with a lead of that call, and no converted one without", async () => {
    const sql = `select a.id from outreach_attempts a left join leads l on l.outreach_attempt_id = a.id
      where (a.outcome = 'booked' and a.state in ('ended', 'unknown') and l.id is null) or (a.outcome = 'opt_out' and l.status = 'New')`;
    expect((await stack.pool.query(sql)).rows).toEqual([]);
    const unsuppressed = `select 1 from outreach_attempts a join campaign_recipients r on r.id = a.recipient_id
      where a.outcome = 'opt_out' and not exists (select from suppressions s where s.contact = r.phone and s.reason = 'opt_out')`;
    expect((await stack.pool.query(unsuppressed)).rows).toEqual([]);
  });

  it("leave the figures of every customer equal to a recount of its leads", async () => {
    const wrong = `select c.id from customers c left join leads l on l.customer_id = c.id group by c.id
      having (c.lead_count, c.first_lead_at, c.last_lead_at) is distinct from (count(l.id)::integer, min(l.created_at), max(l.created_at))`;
    expect((await stack.pool.query(wrong)).rows).toEqual([]);
    expect(newPhone()).toMatch(/^\+1212/);
  });
});
