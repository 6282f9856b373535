import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { campaignsData } from "@/lib/data/campaigns";
import { type Account, makeAccount, makeCampaign } from "../supabase/fixtures";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let account: Account;

beforeAll(async () => {
  stack = await startStack();
  account = await makeAccount(stack, "olga@bright-smiles.test");
  for (const name of ["Spring", "Summer", "Autumn"]) await makeCampaign(stack, account, { name });
});
afterAll(() => stack?.stop());

describe("the campaigns of an account", () => {
  it.each([
    ["as they are", {}, 3],
    ["of those that a search finds", { search: "mm" }, 1],
    ["of those in a state", { status: "paused" as const }, 0],
  ])("are counted behind the last page %s", async (_, query, total) => {
    const page = await campaignsData(account.client).list({ limit: 25, offset: 999_999, ...query });
    expect(page).toEqual({ rows: [], total });
  });
});
