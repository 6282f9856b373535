import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { type EngineCalls, rowsOf } from "../engine-calls";
import { campaignOf, startEngineStage } from "../engine-stage";
import {
  type Account,
  after,
  type Campaign,
  insert,
  MINUTE,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
  newPhone,
} from "../fixtures";

let stack: Stack;
let account: Account;
let engine: EngineCalls;
let number = 0;
beforeAll(async () => {
  ({ stack, engine } = await startEngineStage());
});
beforeEach(async () => {
  account = await makeAccount(stack, `owner${++number}@clinic.test`, { call_concurrency: 1000, min_gap_minutes: 0 });
});
afterAll(() => stack.stop());

const make = (people: number, more = {}) => campaignOf(stack, account, people, more);
/** The recipients of these attempts, by their place in the campaign. */
async function placesOf(campaign: Campaign, attempts: string[]): Promise<number[]> {
  const { rows } = await stack.pool.query<{ recipient_id: string }>(
    "select recipient_id from unnest($1::uuid[]) with ordinality a (id, n) join outreach_attempts using (id) order by n",
    [attempts],
  );
  return rows.map(({ recipient_id }) => campaign.recipients.indexOf(recipient_id));
}
const recipientsOf = async ({ id, recipients }: Campaign) => {
  const sql = "select id, status, reason, next_attempt_at from campaign_recipients where campaign_id = $1";
  const { rows } = await stack.pool.query<{
    id: string;
    status: string;
    reason: string | null;
    next_attempt_at: Date | null;
  }>(sql, [id]);
  return recipients.map((recipient) => rows.find((row) => row.id === recipient));
};

describe("A claim", () => {
  it("reserves an attempt for each due recipient, the first due first, with a lease and the decision", async () => {
    const campaign = await make(5);
    const claim = await engine.claim(campaign.id, 3);
    expect(claim).toMatchObject({ state: "active", reason: null });
    expect(await placesOf(campaign, claim.attempts)).toEqual([0, 1, 2]);
    expect(await rowsOf(stack.pool).attempt(claim.attempts[0] ?? "")).toMatchObject({
      ...{ state: "reserved", channel: "call", provider: "vapi", step: 1, number: 1, counted: false, begun_at: null },
      ...{ reserved_at: "2026-11-23T17:00:00+00:00", lease_expires_at: "2026-11-23T17:02:00+00:00" },
      decision: { time_zones: ["America/New_York"], local_time: "2026-11-23T12:00" },
    });
    expect((await recipientsOf(campaign)).map((one) => one?.status)).toEqual([
      "queued",
      "queued",
      "queued",
      "pending",
      "pending",
    ]);
  });

  it("takes nobody twice, and nobody who is not due yet", async () => {
    const campaign = await make(4);
    await stack.pool.query("update campaign_recipients set next_attempt_at = $2 where id = $1", [
      campaign.recipients[1],
      after(MINUTE),
    ]);
    expect((await engine.claim(campaign.id)).attempts).toHaveLength(3);
    const again = await engine.claim(campaign.id);
    expect(again).toMatchObject({ attempts: [], reason: null });
    expect(Date.parse(again.next_at ?? "")).toBe(after(MINUTE).getTime());
    expect(await placesOf(campaign, (await engine.claim(campaign.id, 9, after(MINUTE))).attempts)).toEqual([1]);
  });

  it("skips and postpones those whom the gate refuses, with the reason, and takes others instead", async () => {
    const customers = [
      ...(await makeCustomers(stack, account, [
        { phone: null, email: "no@phone.test" },
        { phone: newPhone("808") },
        {},
      ])),
      ...(await makeCustomers(stack, account, 2)),
    ];
    await insert(stack, "suppressions", [
      {
        user_id: account.id,
        contact: customers[2]?.phone,
        channel: "all",
        reason: "opt_out",
        source: "call",
        evidence: {},
        at: NOON,
      },
    ]);
    const campaign = await makeCampaign(stack, account, { customers });
    expect(await placesOf(campaign, (await engine.claim(campaign.id, 2)).attempts)).toEqual([3, 4]);
    expect(await recipientsOf(campaign)).toMatchObject([
      { status: "skipped", reason: "no_contact", next_attempt_at: null },
      { status: "pending", reason: "outside_hours", next_attempt_at: new Date("2026-11-23T19:00:00Z") },
      { status: "skipped", reason: "opted_out", next_attempt_at: null },
      { status: "queued", reason: null, next_attempt_at: null },
      { status: "queued", reason: null, next_attempt_at: null },
    ]);
  });

  it("reaches those who may be called behind thousands who may not", async () => {
    const away = await makeCustomers(
      stack,
      account,
      Array.from({ length: 700 }, () => ({ phone: newPhone("808"), leadsAt: [] })),
    );
    const campaign = await makeCampaign(stack, account, {
      customers: [...away, ...(await makeCustomers(stack, account, 2))],
    });
    expect(await placesOf(campaign, (await engine.claim(campaign.id, 10)).attempts)).toEqual([700, 701]);
  });

  it("skips those for whom the campaign has nothing to say, so that they do not stand before the others", async () => {
    const campaign = await make(60);
    await stack.pool.query("update campaign_recipients set step = 2 where campaign_id = $1 and id <> $2", [
      campaign.id,
      campaign.recipients[59],
    ]);
    expect(await placesOf(campaign, (await engine.claim(campaign.id, 1)).attempts)).toEqual([59]);
    expect((await recipientsOf(campaign))[0]).toMatchObject({ status: "skipped", reason: "no_content" });
  });

  it("numbers the attempts of a recipient one after another, given back ones too", async () => {
    const { id } = await make(1);
    for (const expected of [1, 2, 3]) {
      const now = after(expected * 10 * MINUTE);
      const [attempt = ""] = (await engine.claim(id, 1, now)).attempts;
      expect(await rowsOf(stack.pool).attempt(attempt)).toMatchObject({ number: expected });
      await engine.releaseExpired(after(expected * 10 * MINUTE + 5 * MINUTE));
    }
  });

  it.each(["draft", "scheduled", "paused", "completed", "cancelled"])(
    "takes nobody of a campaign that is %s",
    async (status) => {
      const { id } = await make(1, { status });
      expect(await engine.claim(id)).toEqual({ state: status, attempts: [] });
    },
  );

  it("of no campaign says so", async () => {
    expect(await engine.claim(account.id)).toEqual({ state: null, attempts: [] });
  });

  it("says that more can be asked for at once when only the limit held it back", async () => {
    const { id } = await make(3);
    const claim = await engine.claim(id, 2);
    expect([claim.reason, Date.parse(claim.next_at ?? "")]).toEqual([null, NOON.getTime()]);
  });

  it("makes the account's settings where the owner never opened the page", async () => {
    await stack.pool.query("delete from outreach_settings where user_id = $1", [account.id]);
    const { id } = await make(20);
    expect(await engine.claim(id)).toMatchObject({ reason: "lines" });
    const { rows } = await stack.pool.query(
      "select call_concurrency - inbound_lines as lines from outreach_settings where user_id = $1",
      [account.id],
    );
    expect(rows).toEqual([{ lines: 8 }]);
  });
});
