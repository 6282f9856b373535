import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CampaignQuery } from "@/lib/core/campaign";
import { campaignsData } from "@/lib/data/campaigns";
import { type Account, after, DAY, HOUR, makeAccount, makeCampaign, makeCustomers } from "../supabase/fixtures";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let account: Account;
let stranger: Account;

beforeAll(async () => {
  stack = await startStack();
  account = await makeAccount(stack, "olga@bright-smiles.test", { time_zone: "America/Los_Angeles" });
  stranger = await makeAccount(stack, "bob@garage.test");
  const customers = await makeCustomers(stack, account, 4);
  const made = async (name: string, createdAt: Date, wanted: object = {}) => {
    const { id } = await makeCampaign(stack, account, {
      name,
      created_at: createdAt,
      updated_at: createdAt,
      ...wanted,
    });
    return id;
  };
  await made("Spring", after(-3 * DAY), { campaign_type: "feedback" });
  await made("Summer", after(-2 * DAY), { status: "scheduled", scheduled_at: after(5 * HOUR) });
  // In New York it is the 23rd of November by then, in Los Angeles the 22nd.
  await made("Autumn", new Date("2026-11-23T06:00:00Z"), { status: "paused", customers: customers.slice(0, 2) });
  const calling = await made("winter 100%", after(-1 * DAY), { customers });
  const states = [
    ["answered", "2026-11-23T17:00:00Z", null],
    ["failed", null, null],
    ["pending", null, after(HOUR)],
    ["pending", null, after(2 * HOUR)],
  ];
  for (const [index, [status, converted, next]] of states.entries())
    await stack.pool.query(
      `update campaign_recipients set status = $3, converted_at = $4, next_attempt_at = $5, attempts = 1
       where campaign_id = $1 and customer_id = $2`,
      [calling, customers[index]?.id, status, converted, next],
    );
  await makeCampaign(stack, stranger, { name: "Not yours" });
});
afterAll(() => stack?.stop());

const list = (query: Partial<CampaignQuery> = {}, by = account) =>
  campaignsData(by.client).list({ limit: 25, offset: 0, accountId: account.id, ...query });
const names = async (query: Partial<CampaignQuery>) => (await list(query)).rows.map(({ name }) => name);

describe("the campaigns of an account", () => {
  it.each([
    ["as they are", {}, 4],
    ["of those that a search finds", { search: "mm" }, 1],
    ["of those in a state", { status: "completed" as const }, 0],
  ])("are counted behind the last page %s", async (_, query, total) => {
    expect(await list({ offset: 999_999, ...query })).toEqual({ rows: [], total });
  });

  it("come with those that call first, then by their last change, until told otherwise", async () => {
    expect((await names({}))[0]).toBe("winter 100%");
  });

  it.each([
    ["their names", "name", "asc", ["Autumn", "Spring", "Summer", "winter 100%"]],
    ["their names backwards", "name", "desc", ["winter 100%", "Summer", "Spring", "Autumn"]],
    ["their state", "status", "asc", ["winter 100%", "Summer", "Autumn", "Spring"]],
    ["how far they are, those without people last", "progress", "desc", ["winter 100%", "Autumn", "Summer", "Spring"]],
    ["how many answered", "answered", "desc", ["winter 100%", "Autumn", "Summer", "Spring"]],
    ["how many were won", "converted", "desc", ["winter 100%", "Autumn", "Summer", "Spring"]],
    ["what happens next, the soonest first", "next", "asc", ["winter 100%", "Summer", "Autumn", "Spring"]],
    ["what happens next, the latest first", "next", "desc", ["Summer", "winter 100%", "Autumn", "Spring"]],
  ] as const)("are sorted by %s", async (_, sort, direction, order) => {
    expect(await names({ sort, direction })).toEqual(order);
  });

  it("say when something happens next: a start that is set, or the first attempt of whoever waits", async () => {
    const found = new Map((await list()).rows.map(({ name, next_at }) => [name, next_at && new Date(next_at)]));
    expect(found.get("Summer")).toEqual(after(5 * HOUR));
    expect(found.get("winter 100%")).toEqual(after(HOUR));
    expect([found.get("Autumn"), found.get("Spring")]).toEqual([null, null]);
  });

  it.each([
    ["from a day on", { created_from: "2026-11-22" }, ["Autumn", "winter 100%"]],
    ["until a day, which is included", { created_to: "2026-11-21" }, ["Spring", "Summer"]],
    [
      "on one day, as the account's clock has it",
      { created_from: "2026-11-22", created_to: "2026-11-22" },
      ["Autumn", "winter 100%"],
    ],
  ])("are found by when they were made: %s", async (_, query, order) => {
    expect(await names({ ...query, sort: "name", direction: "asc" })).toEqual(order);
  });

  it("are found by words that are words, not patterns", async () => {
    expect([
      await names({ search: "100%" }),
      await names({ search: "w_nter" }),
      await names({ search: "WINTER" }),
    ]).toEqual([["winter 100%"], [], ["winter 100%"]]);
  });

  it("are paged without a gap or a double", async () => {
    const pages = await Promise.all(
      [0, 2].map((offset) => names({ sort: "name", direction: "asc", limit: 2, offset })),
    );
    expect(pages).toEqual([
      ["Autumn", "Spring"],
      ["Summer", "winter 100%"],
    ]);
  });

  it("are nobody else's to see, nor what happens in them", async () => {
    expect(await list({}, stranger)).toEqual({ rows: [], total: 0 });
    const [row] = (await list({ search: "winter" })).rows;
    const seen = await campaignsData(stranger.client).now(row?.id ?? "", after(0));
    expect(seen).toEqual({ waiting: null, activity: [] });
  });
});
