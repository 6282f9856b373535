import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chartTable } from "@/components/analytics/tables";
import { type CampaignAnalytics, totalsOf } from "@/lib/core/analytics";
import { RecipientQuery } from "@/lib/core/campaign";
import { MESSAGE_STAGES } from "@/lib/core/words";
import { analyticsData } from "@/lib/data/analytics";
import { campaignsData } from "@/lib/data/campaigns";
import { recipientsData } from "@/lib/data/recipients";
import { type Account, after, DAY, insert, makeAccount, makeCampaign, makeCustomers } from "../supabase/fixtures";
import { randomSequence, recount } from "../supabase/random-sequence";
import { refusalCode } from "../support/refusals";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let olga: Account;
let bob: Account;
let campaign: string;
let figures: CampaignAnalytics;
const NOW = after(12 * DAY);
const read = (account: Account, id: string, now = NOW) => analyticsData(account.client).ofCampaign(id, "UTC", now);

beforeAll(async () => {
  stack = await startStack();
  olga = await makeAccount(stack, "olga@bright-smiles.test");
  bob = await makeAccount(stack, "bob@garage.test");
  campaign = await randomSequence(stack, olga, { people: 250, seed: 7 });
  // Somebody else's, that must not be counted with it.
  await randomSequence(stack, bob, { people: 20, seed: 8 });
  figures = await read(olga, campaign);
});
afterAll(() => stack?.stop());

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);

describe("The figures of touches", () => {
  it("are those of a slow recount, one person after the other", async () => {
    const { touches, variants, effect } = figures;
    const slow = await recount(stack, campaign, NOW);
    expect(touches).toEqual(slow.touches);
    expect(variants).toEqual(slow.variants);
    expect({ ...effect, until: Date.parse(effect?.until ?? "") }).toEqual(slow.effect);
    for (const touch of touches)
      for (const name of ["people", "converted", "opted_out", "cost"] as const)
        expect(touch[name], `${name} of touch ${touch.step}`).toBeGreaterThan(0);
    expect(variants).toHaveLength(4);
  });

  it("add up to the campaign's results and to the list of recipients", async () => {
    const results = await campaignsData(olga.client).results(campaign);
    const { converted, calls, cost } = totalsOf(figures);
    expect(sum(figures.touches.map((touch) => touch.converted))).toBe(converted);
    expect(sum(figures.touches.map((touch) => touch.sent))).toBe(calls);
    expect(sum(figures.touches.map((touch) => touch.cost))).toBeCloseTo(cost);
    for (const stage of MESSAGE_STAGES) {
      const { total } = await recipientsData(olga.client).list(campaign, RecipientQuery.parse({ stage, limit: 5 }));
      expect([stage, Reflect.get(results, stage)]).toEqual([stage, total]);
      expect(total).toBeGreaterThan(0);
    }
  });

  it("lead to the people where there is one touch only", async () => {
    const id = await randomSequence(stack, olga, { people: 60, seed: 9, steps: ["email"] });
    for (const { cells, recipients } of chartTable("touches", await read(olga, id)).rows) {
      if (recipients === undefined) continue;
      const query = RecipientQuery.parse(Object.fromEntries(new URLSearchParams(recipients)));
      expect([cells[0], (await recipientsData(olga.client).list(id, query)).total]).toEqual(cells.slice(0, 2));
    }
  });

  it("leave messages out of the hours at which people answer", () => {
    const calls = figures.touches.filter(({ channel }) => channel === "call");
    expect(sum(figures.hours.map((hour) => hour.calls))).toBe(sum(calls.map(({ sent }) => sent)));
    expect(sum(figures.timeline.buckets.map(({ contacts }) => contacts))).toBe(totalsOf(figures).calls);
  });

  it("are noughts for a step that nobody has come to, and null of an effect that nobody is held out for", async () => {
    const { id } = await makeCampaign(stack, olga, { channel: "email" });
    const { touches, variants, effect } = await read(olga, id);
    expect(touches.map(({ step, channel, people, cost }) => [step, channel, people, cost])).toEqual([
      [1, "email", 0, 0],
    ]);
    expect([variants, effect]).toEqual([[], null]);
  });

  it("are nobody's but the account's", async () => {
    expect(await refusalCode(read(bob, campaign))).toBe("campaign_not_found");
    const asked = { p_campaign: campaign, p_now: NOW.toISOString() };
    expect((await bob.client.rpc("campaign_touches", asked)).data).toBeNull();
    expect((await stack.anonymous().rpc("campaign_touches", asked)).error?.code).toBe("42501");
  });
});

describe("Who came back", () => {
  const counts = async (id: string, now: Date) => (await read(olga, id, now)).effect;
  it("counts from the start until so many days after the end, and with the group that somebody was put in", async () => {
    const customers = await makeCustomers(stack, olga, 4);
    const { id, recipients } = await makeCampaign(stack, olga, { customers });
    const [first, , third, fourth] = customers;
    // The third and the fourth are held out; the second was skipped, and stands with the contacted.
    await stack.pool.query(
      "update campaign_recipients set holdout = id = any ($2), status = 'skipped', reason = 'excluded', next_attempt_at = null where id = any ($1)",
      [recipients.slice(1), recipients.slice(2)],
    );
    const lead = (customer: { id: string } | undefined, at: Date) => ({
      ...{ agent_id: olga.agentId, customer_id: customer?.id, status: "New", created_at: at },
    });
    await insert(stack, "leads", [lead(first, after(DAY)), lead(first, after(2 * DAY)), lead(third, after(-DAY))]);
    expect(await counts(id, after(3 * DAY))).toMatchObject({
      ...{ contacted: 2, contacted_back: 1, held_out: 2, held_out_back: 0 },
    });
    expect(await counts(id, after(DAY / 2))).toMatchObject({ contacted_back: 0 });
    await stack.pool.query("update campaigns set status = 'completed', completed_at = $2 where id = $1", [
      id,
      after(DAY),
    ]);
    await insert(stack, "leads", [lead(fourth, after(7 * DAY)), lead(third, after(9 * DAY))]);
    expect(await counts(id, after(30 * DAY))).toMatchObject({ contacted_back: 1, held_out_back: 1 });
    expect((await counts(id, after(30 * DAY)))?.until).toMatch(/^2026-12-01T17:00/);
  });
});
