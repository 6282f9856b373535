import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chartTable } from "@/components/analytics/tables";
import { type CampaignAnalytics, totalsOf } from "@/lib/core/analytics";
import { CallQuery } from "@/lib/core/calls";
import { RecipientQuery } from "@/lib/core/campaign";
import { OUTCOMES, RECIPIENT_STATUSES } from "@/lib/core/words";
import { analyticsData } from "@/lib/data/analytics";
import { callsData } from "@/lib/data/calls";
import { campaignsData } from "@/lib/data/campaigns";
import { recipientsData } from "@/lib/data/recipients";
import { insertCalls } from "../supabase/call-rows";
import {
  type Account,
  after,
  type Campaign,
  DAY,
  HOUR,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
} from "../supabase/fixtures";
import { refusalCode } from "../support/refusals";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let olga: Account;
let bob: Account;
let campaign: Campaign;
let figures: CampaignAnalytics;
const PEOPLE = 60;

beforeAll(async () => {
  stack = await startStack();
  olga = await makeAccount(stack, "olga@bright-smiles.test");
  bob = await makeAccount(stack, "bob@garage.test");
  const customers = await makeCustomers(stack, olga, PEOPLE);
  campaign = await makeCampaign(stack, olga, { customers });
  const at = (index: number, number: number) => after(number * DAY + (index % 5) * HOUR);
  // Everybody different: none to three calls, of every end, outcome and mood.
  for (const [index, recipient] of campaign.recipients.entries()) {
    const calls = index % 4;
    const spoken = calls > 0 && index % 3 === 0;
    const outcome = spoken ? (OUTCOMES[index % OUTCOMES.length] ?? null) : null;
    const won = outcome === "booked" || outcome === "interested" || outcome === "callback";
    await insertCalls(
      stack,
      olga,
      campaign,
      Array.from({ length: calls }, (_, n) => {
        const last = n === calls - 1;
        const local = { local_time: `2026-11-2${4 + (n % 3)}T${String(9 + (index % 5)).padStart(2, "0")}:30` };
        return {
          ...{ recipient, number: n + 1, at: at(index, n), customer_id: customers[index]?.id ?? null, cost: 0.1 },
          disposition: last && spoken ? "conversed" : n % 2 ? "voicemail" : "no_answer",
          outcome: last ? outcome : null,
          sentiment: last && spoken ? (["positive", "neutral", "negative"][index % 3] ?? null) : null,
          decision: index % 7 === 0 ? {} : local,
        };
      }),
    );
    // Reserved and given back: no contact.
    if (index % 10 === 1)
      await insertCalls(stack, olga, campaign, [
        { recipient, number: 9, disposition: "cancelled", counted: false, begun_at: null },
      ]);
    const status =
      outcome === "opt_out"
        ? "opted_out"
        : spoken
          ? "answered"
          : calls === 3
            ? "failed"
            : index % 20 === 0
              ? "skipped"
              : "pending";
    const ended = spoken ? at(index, calls - 1) : null;
    await stack.pool.query(
      `update campaign_recipients set attempts = $2, status = $3, outcome = $4, responded_at = $5, converted_at = $6, cost = $7 where id = $1`,
      [recipient, calls, status, outcome, ended, won ? ended : null, calls * 0.1],
    );
  }
  figures = await analyticsData(olga.client).ofCampaign(campaign.id, "America/New_York", NOON);
});
afterAll(() => stack?.stop());

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
const listed = async (query: object) =>
  (await recipientsData(olga.client).list(campaign.id, RecipientQuery.parse(query))).total;
const called = async (query: object) =>
  (await callsData(olga.client).list(olga.id, CallQuery.parse({ campaign_id: campaign.id, ...query }))).total;

describe("The figures of a campaign agree", () => {
  it("with its results", async () => {
    const results = await campaignsData(olga.client).results(campaign.id);
    const totals = totalsOf(figures);
    expect(totals).toEqual({
      ...{
        selected: results.selected,
        contacted: results.contacted,
        answered: results.answered,
        reached: results.reached,
      },
      ...{
        converted: results.converted,
        optedOut: results.opted_out,
        calls: results.attempts,
        cost: expect.closeTo(results.cost),
      },
    });
    expect(Object.values(totals).every((count) => count > 0)).toBe(true);
  });

  it.each(["statuses", "outcomes", "funnel"] as const)("in %s with the lists that they lead to", async (chart) => {
    const rows = chartTable(chart, figures).rows.filter(({ recipients }) => recipients !== undefined);
    expect(rows.length).toBeGreaterThan(1);
    for (const { cells, recipients } of rows)
      expect([cells[0], await listed(Object.fromEntries(new URLSearchParams(recipients)))]).toEqual(cells.slice(0, 2));
  });

  it("in statuses and outcomes with every filter of the list", async () => {
    const of = (key: "status" | "outcome", value: string) =>
      sum(figures.recipients.filter((row) => row[key] === value).map(({ count }) => count));
    for (const status of RECIPIENT_STATUSES) expect(of("status", status), status).toBe(await listed({ status }));
    for (const outcome of OUTCOMES) expect(of("outcome", outcome), outcome).toBe(await listed({ outcome }));
  });

  it.each(["dispositions", "sentiment"] as const)("in %s with the calls that they lead to", async (chart) => {
    const { rows } = chartTable(chart, figures);
    for (const { cells, calls } of rows)
      expect([cells[0], await called(Object.fromEntries(new URLSearchParams(calls)))]).toEqual(cells.slice(0, 2));
    if (chart === "dispositions") expect(sum(rows.map(({ cells }) => Number(cells[1])))).toBe(await called({}));
  });

  it("over time, by hour and by number of calls with the sums", () => {
    const { calls, reached, converted, answered } = totalsOf(figures);
    const { buckets, unit } = figures.timeline;
    expect(unit).toBe("hour");
    expect(sum(buckets.map(({ contacts }) => contacts))).toBe(calls);
    expect(sum(buckets.map(({ answers }) => answers))).toBe(reached);
    expect(sum(buckets.map(({ conversions }) => conversions))).toBe(converted);
    expect(sum(figures.hours.map((hour) => hour.calls))).toBe(calls);
    expect(sum(chartTable("attempts", figures).rows.map(({ cells }) => Number(cells[1])))).toBe(answered);
  });
});

describe("The hours of a campaign", () => {
  it("are the customer's own, and the account's where theirs is not known", async () => {
    const { rows } = await stack.pool.query<{ day: number; hour: number; calls: number; answered: number }>(
      `select extract(isodow from t)::int as day, extract(hour from t)::int as hour, count(*)::int as calls,
         (count(*) filter (where disposition = 'conversed'))::int as answered
       from (select coalesce((decision ->> 'local_time')::timestamp, begun_at at time zone 'America/New_York') as t, disposition
         from outreach_attempts where counted) a group by 1, 2 order by 1, 2`,
    );
    expect(figures.hours).toEqual(rows);
    expect(figures.unzoned).toBeGreaterThan(0);
  });

  it("have no gaps between the first and the last, in the account's zone", () => {
    const hours = figures.timeline.buckets.map(({ at }) => Date.parse(`${at}Z`) / HOUR);
    expect(hours).toEqual(hours.map((_, index) => (hours[0] ?? 0) + index));
    expect(figures.timeline.buckets[0]?.at).toBe("2026-11-23T12:00");
  });
});

describe("The figures of a campaign are", () => {
  it("nobody's but the account's", async () => {
    expect(await refusalCode(analyticsData(bob.client).ofCampaign(campaign.id, "UTC", NOON))).toBe(
      "campaign_not_found",
    );
  });

  it("empty before anybody is contacted", async () => {
    const { id } = await makeCampaign(stack, olga);
    const empty = await analyticsData(olga.client).ofCampaign(id, "UTC", NOON);
    expect(empty).toMatchObject({
      recipients: [],
      calls: [],
      hours: [],
      unzoned: 0,
      timeline: { unit: null, buckets: [] },
    });
  });
});
