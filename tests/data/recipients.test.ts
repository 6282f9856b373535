import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RecipientQuery } from "@/lib/core/campaign";
import { recipientsData } from "@/lib/data/recipients";
import { type Account, insert, makeAccount, makeCampaign, makeCustomers } from "../supabase/fixtures";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let account: Account;
let campaign: string;

beforeAll(async () => {
  stack = await startStack();
  account = await makeAccount(stack, "olga@bright-smiles.test");
  const people = [
    "Élodie Durand",
    "Bob (Bobby) O'Neil, Jr.",
    "Dana 100% Sure",
    "Dana_Two",
    'Anna "Ann" Back\\slash',
    "Zoe",
  ];
  const customers = await makeCustomers(
    stack,
    account,
    people.map((name, index) => ({ name, phone: `+1212555010${index}`, email: `person.${index}@example.com` })),
  );
  const made = await makeCampaign(stack, account, {});
  campaign = made.id;
  await insert(
    stack,
    "campaign_recipients",
    customers.map(({ id, phone, email }, index) => ({
      ...{ campaign_id: campaign, user_id: account.id, customer_id: id, phone, email },
      name: people[index],
      status: index === 5 ? "answered" : "pending",
      updated_at: new Date(Date.UTC(2026, 0, 10 - index)),
    })),
  );
});
afterAll(() => stack?.stop());

const list = (query: Partial<RecipientQuery>) =>
  recipientsData(account.client).list(campaign, { limit: 25, offset: 0, ...query });
const found = async (search: string) => (await list({ search })).rows.map(({ name }) => name);

describe("the recipients of a campaign", () => {
  it("come latest change first, with how many there are", async () => {
    const { rows, total } = await list({ limit: 2, offset: 1 });
    expect(rows.map(({ name }) => name)).toEqual(["Bob (Bobby) O'Neil, Jr.", "Dana 100% Sure"]);
    expect(total).toBe(6);
  });

  it.each([
    ["a part of a name in any case", "éLODIE", ["Élodie Durand"]],
    ["a part of an address", "person.3@", ["Dana_Two"]],
    ["digits of a phone, however they are written", "555-0104", ['Anna "Ann" Back\\slash']],
    ["brackets, commas and quotes as letters", "(bobby) o'neil, jr.", ["Bob (Bobby) O'Neil, Jr."]],
    ["wildcards of SQL as letters", "0% s", ["Dana 100% Sure"]],
    ["an underscore as a letter", "a_t", ["Dana_Two"]],
    ["wildcards of regular expressions as letters", "person.*", []],
    ["double quotes and backslashes as letters", '"ann" back\\s', ['Anna "Ann" Back\\slash']],
    ["an asterisk as a letter", "*", []],
    ["nobody for words that nobody has", "nobody", []],
  ])("are found by %s", async (_, search, names) => {
    expect(await found(search)).toEqual(names);
  });

  it("are counted whole when a search fills more than its page", async () => {
    const { rows, total } = await list({ search: "example.com", limit: 4 });
    expect([rows.length, total]).toEqual([4, 6]);
  });

  it("are counted by the last page of a search", async () => {
    const { rows, total } = await list({ search: "example.com", limit: 4, offset: 4 });
    expect([rows.length, total]).toEqual([2, 6]);
  });

  it.each([
    ["of a search", { search: "example.com" }],
    ["of all", {}],
  ])("are counted also behind the last page %s", async (_, query) => {
    const { rows, total } = await list({ ...query, limit: 4, offset: 40 });
    expect([rows.length, total]).toEqual([0, 6]);
  });

  it("are found by words and status together", async () => {
    expect((await list({ search: "example.com", status: "answered" })).rows.map(({ name }) => name)).toEqual(["Zoe"]);
  });

  it("are found for whoever may see them, and by nobody else", async () => {
    const other = await makeAccount(stack, "bob@garage.test");
    expect(await recipientsData(other.client).list(campaign, { limit: 25, offset: 0 })).toEqual({ rows: [], total: 0 });
    const search = { search: "example.com", limit: 25, offset: 0 };
    expect(await recipientsData(other.client).list(campaign, search)).toEqual({ rows: [], total: 0 });
  });

  it("that were found in another campaign are not of this one", async () => {
    const [elsewhere] = await makeCustomers(stack, account, [{ name: "Elsewhere", email: "e@example.com" }]);
    await makeCampaign(stack, account, { customers: elsewhere ? [elsewhere] : [] });
    expect(await list({ search: "example.com" })).toMatchObject({ total: 6 });
    expect(await found("elsewhere")).toEqual([]);
  });
});

describe("a long list of recipients", () => {
  const PEOPLE = 2500;
  let long: string;
  const page = (query: Partial<RecipientQuery>) =>
    recipientsData(account.client).list(long, { limit: 25, offset: 0, ...query });

  beforeAll(async () => {
    long = (await makeCampaign(stack, account, {})).id;
    await insert(
      stack,
      "campaign_recipients",
      Array.from({ length: PEOPLE }, (_, n) => ({
        ...{ campaign_id: long, user_id: account.id, name: `Person ${String((n * 7) % PEOPLE).padStart(4, "0")}` },
        status: n % 5 === 0 ? "answered" : "pending",
        reason: n % 5 === 1 ? "busy" : null,
        outcome: n % 5 === 0 ? (n % 2 ? "booked" : "interested") : null,
        attempts: n % 3,
        step: 1 + (n % 4),
        holdout: n % 20 === 0,
        responded_at: n % 6 === 1 ? new Date(Date.UTC(2026, 0, 2)) : null,
        converted_at: n % 12 === 1 ? new Date(Date.UTC(2026, 0, 3)) : null,
        // Many are alike, so that a page ends among equals.
        next_attempt_at: n % 5 === 0 ? null : new Date(Date.UTC(2026, 0, 1 + (n % 4))),
        last_attempt_at: n % 3 === 0 ? null : new Date(Date.UTC(2026, 0, 1 + (n % 3))),
        updated_at: new Date(Date.UTC(2026, 0, 1, 0, n % 50)),
      })),
    );
  });

  it.each<Partial<RecipientQuery>>([
    {},
    { direction: "asc" },
    { sort: "name" },
    { sort: "name", direction: "desc" },
    { sort: "outcome" },
    { sort: "outcome", direction: "desc", status: "answered" },
    { sort: "attempts", direction: "desc", reason: "busy" },
    { sort: "next_attempt_at" },
    { sort: "last_attempt_at" },
    { sort: "status", direction: "desc", outcome: "booked" },
    { sort: "last_attempt_at", direction: "asc", stage: "contacted" },
    { stage: "reached", status: "answered" },
    { touch: 2 },
    { touch: 3, sort: "name", status: "pending" },
  ])("in the order %j has everybody once on its pages, from either end", async (query) => {
    const { rows: all, total } = await page({ ...query, limit: 1000 });
    const rows = [...all];
    while (rows.length < total) rows.push(...(await page({ ...query, limit: 1000, offset: rows.length })).rows);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(total);
    const key = query.sort ?? "updated_at";
    const isDescending = query.direction
      ? query.direction === "desc"
      : key === "updated_at" || key === "last_attempt_at";
    const keys = rows.map((row) => row[key]).filter((value) => value !== null);
    const sorted = keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    expect(keys).toEqual(isDescending ? sorted.toReversed() : sorted);
    // What has no value comes last.
    expect(rows.slice(keys.length).every((row) => row[key] === null)).toBe(true);
    for (const offset of [total - 7, total - 1000, Math.floor(total / 2)].filter((at) => at >= 0)) {
      const part = await page({ ...query, offset, limit: 30 });
      expect(part.rows.map(({ id }) => id)).toEqual(rows.slice(offset, offset + 30).map(({ id }) => id));
    }
    expect((await page({ ...query, offset: total })).rows).toEqual([]);
  });

  it("is counted by status, outcome and reason", async () => {
    expect((await page({})).total).toBe(PEOPLE);
    expect((await page({ status: "answered" })).total).toBe(500);
    expect((await page({ status: "answered", outcome: "booked" })).total).toBe(250);
    expect((await page({ reason: "busy" })).total).toBe(500);
    expect((await page({ touch: 2 })).total).toBe(625);
    expect((await page({ touch: 2, status: "pending" })).total).toBe(500);
    // Who is held out is at no touch.
    expect((await page({ touch: 1 })).total).toBe(500);
    expect((await page({ touch: 2, search: "person 0" })).rows.every(({ step }) => step === 2)).toBe(true);
    expect((await page({ status: "failed" })).total).toBe(0);
    expect((await page({ status: "answered", stage: "contacted" })).total).toBe(333);
  });

  it.each(["contacted", "reached", "converted"] as const)(
    "shows exactly those whom the campaign counts as %s, and writes them into files",
    async (stage) => {
      const { rows: counts } = await stack.pool.query<Record<string, number>>(
        "select contacted, reached, converted from campaign_results where campaign_id = $1",
        [long],
      );
      const { rows, total } = await page({ stage, limit: 1000 });
      expect(total).toBe(counts[0]?.[stage]);
      expect(rows).toHaveLength(Math.min(total, 1000));
      const isIn = { contacted: "attempts", reached: "responded_at", converted: "converted_at" } as const;
      expect(rows.every((row) => row[isIn[stage]])).toBe(true);
      const file = await recipientsData(account.client).exportPage(long, { stage }, null, 1000);
      expect(file).toHaveLength(rows.length);
      expect(file.every((row) => row[isIn[stage]])).toBe(true);
    },
  );
});

describe("words that more than ten thousand customers have", () => {
  it("find the recipients among them all the same, in their order", async () => {
    await stack.pool.query(`insert into customers (user_id, name) select $1, 'Common' from generate_series(1, 10050)`, [
      account.id,
    ]);
    const { id } = await makeCampaign(stack, account, {});
    const add = (most: number) =>
      stack.pool.query(
        `insert into campaign_recipients (campaign_id, user_id, customer_id, name) select $1, user_id, id, name from customers
         where user_id = $2 and name = 'Common' order by id limit $3 on conflict do nothing`,
        [id, account.id, most],
      );
    const search = () => recipientsData(account.client).list(id, { search: "common", limit: 5, offset: 0 });
    await add(20);
    expect(await search()).toMatchObject({ total: 20, rows: Array(5).fill({ name: "Common" }) });
    await add(10_050);
    expect(await search()).toMatchObject({ total: 10_000, more: true });
    // Behind so many others that the first of the list have nobody who has them.
    await stack.pool.query(
      `insert into campaign_recipients (campaign_id, user_id, name) select $1, $2, 'Ahead' from generate_series(1, 5100)`,
      [id, account.id],
    );
    const inOrder = { search: "common", sort: "name", direction: "asc", limit: 5, offset: 0 } as const;
    expect((await recipientsData(account.client).list(id, inOrder)).rows).toMatchObject(
      Array(5).fill({ name: "Common" }),
    );
    const all = await recipientsData(account.client).list(id, { limit: 5, offset: 10_045 });
    expect([all.rows.length, all.total, all.more]).toEqual([5, 15_150, undefined]);
  });
});
