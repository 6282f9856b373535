import { afterAll, beforeAll, expect, it } from "vitest";
import { CallQuery } from "@/lib/core/calls";
import { callsData } from "@/lib/data/calls";
import { type Account, makeAccount, makeCampaign, makeCustomers, NOON } from "../supabase/fixtures";
import { type Stack, startStack } from "../support/stack";

const CALLS = 10_100;

let stack: Stack;
let owner: Account;
beforeAll(async () => {
  stack = await startStack();
  owner = await makeAccount(stack, "common@words.test");
  const customers = await makeCustomers(stack, owner, [{ name: "Dana Common" }, { name: "Zoe Rare" }]);
  const { id, recipients } = await makeCampaign(stack, owner, { customers });
  // Every call was about hair, each thousandth about a mirror too; one a minute, the newest first.
  const sql = `insert into outreach_attempts (user_id, campaign_id, recipient_id, customer_id, step, number, channel, provider, state, counted,
      reserved_at, begun_at, ended_at, summary)
    select $1, $2, $3, $4, 1, n, 'call', 'vapi', 'ended', true, at, at, at, 'Talked about hair, number ' || n || case when n % 1000 = 0 then ', and a mirror' else '' end
    from generate_series(1, ${CALLS}) n, lateral (select $5::timestamptz - n * interval '1 minute' as at) a`;
  await stack.pool.query(sql, [owner.id, id, recipients[0], customers[0]?.id, NOON]);
  const zoe = sql
    .replace(`generate_series(1, ${CALLS})`, "generate_series(1, 1)")
    .replace("Talked about", "Said of her");
  await stack.pool.query(zoe, [owner.id, id, recipients[1], customers[1]?.id, new Date(NOON.getTime() + 3_600_000)]);
});
afterAll(() => stack.stop());

const find = (query: object) => callsData(owner.client).list(owner.id, CallQuery.parse(query));
const summaries = async (query: object) => (await find(query)).rows.map(({ summary }) => summary);

it.each(["hair talked", "common"])(
  "%s, which more than 10,000 calls hold, comes newest first, page by page",
  async (search) => {
    const first = await find({ search, limit: 3 });
    expect([first.total, first.more]).toEqual([10_000, true]);
    expect(first.rows.map(({ summary }) => summary)).toEqual([1, 2, 3].map((n) => `Talked about hair, number ${n}`));
    const of = (offset: number) => [1, 2].map((n) => expect.stringMatching(`number ${offset + n}(?:,|$)`));
    for (const offset of [500, 2000, 10_050]) expect(await summaries({ search, limit: 2, offset })).toEqual(of(offset));
  },
);

it("what few hold is counted, also among many", async () => {
  const mirrors = await find({ search: "mirror" });
  expect([mirrors.total, mirrors.more]).toEqual([10, undefined]);
  expect(await summaries({ search: "zoe" })).toEqual(["Said of her hair, number 1"]);
  // With another filter all are looked up, and counted.
  expect((await find({ search: "hair", from: "2026-11-23", to: "2026-11-23", limit: 1 })).total).toBeLessThan(2000);
});
