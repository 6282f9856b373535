import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

const list = (query: { search?: string; status?: "answered"; limit?: number; offset?: number }) =>
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
});
