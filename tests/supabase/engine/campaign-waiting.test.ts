import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { campaignsData } from "@/lib/data/campaigns";
import type { Stack } from "../../support/stack";
import { ANSWERED, type EngineCalls, TALK } from "../engine-calls";
import { type EngineStage, oneUnderWay, startEngineStage } from "../engine-stage";
import { type Account, after, HOUR, MINUTE, makeAccount, makeCampaign, makeCustomers, NOON, SECOND } from "../fixtures";

// A Monday, 08:30 in New York: nobody may be called, and Texas opens an hour after New York.
const EARLY = new Date("2026-11-23T13:30:00Z");

let stage: EngineStage;
let stack: Stack;
let pool: Pool;
let engine: EngineCalls;
let account: Account;
beforeAll(async () => {
  stage = await startEngineStage();
  ({ stack, pool, engine } = stage);
  account = await makeAccount(stack, "owner@clinic.test", { call_concurrency: 4, inbound_lines: 1 });
});
afterAll(() => stack.stop());

const now = (id: string, at = NOON) => campaignsData(account.client).now(id, at);
const people = (count: number, zone: string, region: string) =>
  makeCustomers(
    stack,
    account,
    Array.from({ length: count }, () => ({ time_zones: [zone], region })),
  );

describe("Why a campaign waits", () => {
  it("is the hours of those who are next, by region and by their own clock", async () => {
    const customers = [
      ...(await people(3, "America/Chicago", "US-TX")),
      ...(await people(2, "America/New_York", "US-NY")),
      ...(await people(1, "America/New_York", "US-NJ")),
    ];
    const { id } = await makeCampaign(stack, account, { customers });
    await pool.query("update campaign_recipients set next_attempt_at = $2 where campaign_id = $1", [id, EARLY]);
    expect((await now(id, EARLY)).waiting).toMatchObject({ due: 6, waiting: 0 });
    await engine.claim(id, 10, EARLY);
    const { waiting } = await now(id, EARLY);
    expect(waiting).toMatchObject({
      due: 0,
      waiting: 6,
      openings: [
        {
          count: 3,
          zone: "America/New_York",
          regions: [
            { region: "US-NY", count: 2 },
            { region: "US-NJ", count: 1 },
          ],
        },
        {
          ...{ count: 3, looked: 3, zone: "America/Chicago", regions: [{ region: "US-TX", count: 3 }] },
          rules: [{ reason: "outside_hours", count: 3, decision: { region: "US-TX" } }],
        },
      ],
      later: [{ reason: "outside_hours", count: 6 }],
    });
    expect(waiting?.openings.map(({ at }) => new Date(at).getTime() - EARLY.getTime())).toEqual([
      30 * MINUTE,
      90 * MINUTE,
    ]);
  });

  it("is told by the rules of many too, of the first 2,000 of them", async () => {
    const { id } = await makeCampaign(stack, account, { customers: await makeCustomers(stack, account, 2003) });
    const decided = { region: "US-FL", time_zones: ["America/New_York"], closed_by: "US-FL" };
    await pool.query(
      `update campaign_recipients r set next_attempt_at = $2, reason = case when x.n % 2 = 0 then 'state_hours' else 'outside_hours' end,
         decision = case when x.n % 2 = 0 then $3::jsonb else $3::jsonb - 'closed_by' end
       from (select id, row_number() over (order by id) as n from campaign_recipients where campaign_id = $1) x where x.id = r.id`,
      [id, after(HOUR), JSON.stringify(decided)],
    );
    const [opening] = (await now(id)).waiting?.openings ?? [];
    expect(opening).toMatchObject({ count: 2003, looked: 2000, zone: "America/New_York", regions: null });
    expect(opening?.rules.map(({ reason }) => reason).sort()).toEqual(["outside_hours", "state_hours"]);
    expect(opening?.rules.reduce((sum, { count }) => sum + count, 0)).toBe(2000);
  });

  it("is the lines, then the rate, for those whose turn has come", async () => {
    const { id } = await makeCampaign(stack, account, {
      customers: await makeCustomers(stack, account, 6),
      rate_limit_per_minute: 3,
    });
    expect((await now(id)).waiting).toMatchObject({ due: 6, held_by: null, rate: 3 });
    const { attempts } = await engine.claim(id, 10);
    expect(attempts).toHaveLength(3);
    expect((await now(id)).waiting).toMatchObject({ due: 3, held_by: "lines" });
    for (const attempt of attempts) {
      await engine.begin(attempt);
      await engine.finish(attempt, { ...TALK, outcome: "no_decision" }, ANSWERED);
    }
    expect((await now(id, after(SECOND))).waiting).toMatchObject({ due: 3, held_by: "rate" });
    expect((await now(id, after(2 * MINUTE))).waiting).toMatchObject({ due: 3, held_by: null });
  });

  it("is the next attempt of those who were not reached, by reason", async () => {
    const { id } = await makeCampaign(stack, account, { customers: await makeCustomers(stack, account, 3) });
    await pool.query(
      `update campaign_recipients r set reason = x.reason, next_attempt_at = $2::timestamptz + x.n * interval '1 hour'
       from (select id, row_number() over () as n, (array['busy', 'no_answer', 'busy'])[row_number() over ()] as reason
         from campaign_recipients where campaign_id = $1) x where x.id = r.id`,
      [id, NOON],
    );
    expect((await now(id)).waiting?.later.map(({ reason, count, at }) => [reason, count, new Date(at)])).toEqual([
      ["busy", 2, after(HOUR)],
      ["no_answer", 1, after(2 * HOUR)],
    ]);
  });
});

it("what happened last in the calls comes with the names, the latest first, without what is only technical", async () => {
  const one = await oneUnderWay(stage, account, { name: "Anya" });
  await engine.progress(one.attempt, "in_progress", after(SECOND));
  await engine.finish(one.attempt, { ...TALK, outcome: "booked" }, ANSWERED, after(2 * SECOND));
  const { activity } = await now(one.campaign);
  expect(activity.map(({ kind, name }) => [kind, name])).toEqual([
    ["ended", "Anya"],
    ["in_progress", "Anya"],
    ["dispatched", "Anya"],
  ]);
  expect(activity[0]).toMatchObject({
    detail: { disposition: "conversed", outcome: "booked" },
    recipient_id: one.recipient,
    attempt_id: one.attempt,
  });
});
