import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDecision } from "@/lib/core/decision";
import { explain } from "@/lib/core/explain";
import { explainCounts } from "@/lib/core/explain-places";
import { waitingSentences } from "@/lib/core/waiting";
import { WEEKDAYS } from "@/lib/core/words";
import { audienceData } from "@/lib/data/audience";
import { campaignsData } from "@/lib/data/campaigns";
import { lawData } from "@/lib/data/law";
import { type Stack, startStack } from "../../support/stack";
import { type EngineCalls, engineCalls } from "../engine-calls";
import { type Account, makeAccount, makeCampaign, makeCustomers, servicePool } from "../fixtures";

let stack: Stack;
let pool: Pool;
let engine: EngineCalls;
beforeAll(async () => {
  stack = await startStack();
  pool = servicePool(stack);
  engine = engineCalls(pool);
});
afterAll(async () => {
  await pool.end();
  await stack.stop();
});

const EVERY_HOUR = Object.fromEntries(WEEKDAYS.map((day) => [day, [["00:00", "24:00"]]]));
let accounts = 0;
const allDay = (): Promise<Account> =>
  makeAccount(stack, `owner${++accounts}@clinic.test`, { calling_hours: EVERY_HOUR, call_concurrency: 50 });
interface Place {
  region: string;
  zone: string;
  consent?: Record<string, unknown> | null;
}
async function campaignOf(account: Account, places: Place[], at: Date) {
  const people = places.map(({ zone, ...one }) => ({ ...one, time_zones: [zone] }));
  const customers = await makeCustomers(stack, account, people);
  const campaign = await makeCampaign(stack, account, { customers });
  await pool.query("update campaign_recipients set next_attempt_at = $2 where campaign_id = $1", [campaign.id, at]);
  await engine.claim(campaign.id, 100, at);
  return campaign;
}
/** What is told of the campaign's recipients, in the order in which they were given. */
async function told(campaignId: string): Promise<(string | null)[]> {
  const columns = "reason, decision, status, next_attempt_at::text as next";
  const sql = `select ${columns} from campaign_recipients where campaign_id = $1 order by (select created_at from customers c where c.id = customer_id), phone`;
  const { rows } = await pool.query(sql, [campaignId]);
  return Promise.all(
    rows.map(async ({ reason, decision, status, next }) => {
      const kept = readDecision(decision);
      const holiday = kept && (await lawData(stack.service).holiday(kept));
      const ahead = status === "pending" && next ? new Date(next).toISOString() : null;
      return explain({ reason, decision: kept, next: ahead, channel: "call", timeZone: "America/New_York", holiday });
    }),
  );
}
const NEW_YORK = "America/New_York";

it("The rule of quiet after an opt-out is told in days to whoever opts out of one channel", async () => {
  expect(await lawData(stack.service).quietDays()).toBe(30);
});

describe("What the gate says of somebody becomes a sentence with its rule", () => {
  const cases: [string, Place, string][] = [
    [
      "2026-11-24T01:30:00Z",
      { region: "US-FL", zone: NEW_YORK },
      "Florida: no calls after 8 PM; next window Tue 8:00 AM.",
    ],
    [
      "2026-11-23T14:30:00Z",
      { region: "US-TX", zone: "America/Chicago" },
      "Texas: no calls before 9 AM; next window Mon 9:00 AM.",
    ],
    [
      "2026-11-22T18:00:00Z",
      { region: "US-RI", zone: NEW_YORK },
      "Rhode Island: no calls on Sundays; next window Mon 9:00 AM.",
    ],
    [
      "2026-11-26T17:00:00Z",
      { region: "US-RI", zone: NEW_YORK },
      "Rhode Island: no calls on public holidays (Thanksgiving Day); next window Fri 9:00 AM.",
    ],
    [
      "2026-11-23T17:00:00Z",
      { region: "US-WA", zone: "America/Los_Angeles" },
      "Washington: no calls by an AI voice; send an email or a text message instead.",
    ],
    [
      "2026-11-23T17:00:00Z",
      { region: "US-FL", zone: NEW_YORK, consent: null },
      "Florida: calls with an offer need an agreement in writing; none is stored for their number.",
    ],
    [
      "2026-11-23T17:00:00Z",
      { region: "US-FL", zone: NEW_YORK, consent: { basis: "express" } },
      "Florida: calls with an offer need an agreement in writing; only a spoken one is stored.",
    ],
    [
      "2026-11-23T17:00:00Z",
      { region: "US-CA", zone: "America/Los_Angeles", consent: { wording: "" } },
      "California: calls with an offer need an agreement in writing; the one that is stored lacks its words.",
    ],
  ];
  it.each(cases)("at %s of %j", async (at, place, sentence) => {
    const { id } = await campaignOf(await allDay(), [place], new Date(at));
    expect(await told(id)).toEqual([sentence]);
  });

  it("with the limits of the account", async () => {
    const account = await makeAccount(stack, "few@clinic.test", { max_contacts_per_24h: 1, min_gap_minutes: 0 });
    const at = new Date("2026-11-23T17:00:00Z");
    const customers = await makeCustomers(stack, account, 1);
    for (const wait of [0, 120_000]) {
      const { id } = await makeCampaign(stack, account, { customers });
      const now = new Date(at.getTime() + wait);
      const { attempts } = await engine.claim(id, 10, now);
      if (wait === 0) {
        await pool.query(
          "update outreach_attempts set state = 'ended', begun_at = $2, counted = true, ended_at = $2 where id = any ($1)",
          [attempts, at],
        );
        await pool.query("update campaign_recipients set status = 'failed' where campaign_id = $1", [id]);
      } else {
        expect(await told(id)).toEqual(["1 contact in 24 hours is the limit; next possible Tue 12:00 PM."]);
      }
    }
  });
});

it("A campaign says by place and rule what its customers wait for", async () => {
  const account = await allDay();
  const at = new Date("2026-11-23T13:30:00Z");
  const texas = { region: "US-TX", zone: "America/Chicago" };
  const { id } = await campaignOf(account, [texas, texas, { region: "US-RI", zone: NEW_YORK }], at);
  const { waiting } = await campaignsData(account.client).now(id, at);
  expect(waiting && waitingSentences(waiting, at, NEW_YORK)).toEqual([
    "1 customer in Rhode Island: no contacts before 9 AM; next Mon 9:00 AM their time.",
    "2 customers in Texas: no contacts before 9 AM; next Mon 9:00 AM their time.",
  ]);
});

it("A preview says by place and rule who would be skipped and who would wait", async () => {
  const account = await allDay();
  const at = new Date("2026-11-24T01:30:00Z");
  const places: Place[] = [
    { region: "US-FL", zone: NEW_YORK },
    { region: "US-FL", zone: NEW_YORK },
    { region: "US-WA", zone: "America/Los_Angeles" },
  ];
  await makeCustomers(
    stack,
    account,
    places.map(({ region, zone }) => ({ region, time_zones: [zone] })),
  );
  const query = { target_criteria: {}, outreach_method: "call", sample: 1, purpose: "marketing" } as const;
  const preview = await audienceData(stack.service).preview(account.id, query, at);
  expect(explainCounts(preview, "skip", "call", NEW_YORK)).toMatchObject([
    { text: "Washington: no calls by an AI voice; send an email or a text message instead.", people: 1 },
  ]);
  const [florida] = explainCounts(preview, "postpone", "call", NEW_YORK);
  expect(florida?.people).toBe(2);
  expect(florida?.text).toMatch(/^Florida: no calls after 8 PM; next window Tue 8:00 AM EST\.$/);
});
