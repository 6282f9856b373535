import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANSWERED, TALK } from "../engine-calls";
import { campaignOf, type EngineStage, startEngineStage } from "../engine-stage";
import { type Account, after, insert, makeAccount, SECOND } from "../fixtures";

let stage: EngineStage;
let account: Account;
let number = 0;
beforeAll(async () => {
  stage = await startEngineStage(8);
});
beforeEach(async () => {
  const lines = { call_concurrency: 100, inbound_lines: 0, min_gap_minutes: 0 };
  account = await makeAccount(stage.stack, `owner${++number}@clinic.test`, lines);
});
afterAll(() => stage.stack.stop());

const make = (people: number, more = {}) => campaignOf(stage.stack, account, people, more);
const live = async (campaign: string) => {
  const sql =
    "select count(*)::integer as n from outreach_attempts where campaign_id = $1 and state in ('reserved', 'dispatched')";
  return (await stage.stack.pool.query<{ n: number }>(sql, [campaign])).rows[0]?.n;
};

describe("Calls of one campaign at once", () => {
  it("are as many as its owner allows; the next is placed when one ends", async () => {
    const { engine } = stage;
    const { id } = await make(6, { max_concurrency: 2 });
    const first = await engine.claim(id);
    expect(first).toMatchObject({ reason: "lines", next_at: null });
    expect(first.attempts).toHaveLength(2);
    expect((await engine.claim(id, 100, after(SECOND))).attempts).toEqual([]);
    const [attempt = ""] = first.attempts;
    await engine.begin(attempt);
    await engine.dispatch(attempt);
    expect((await engine.claim(id, 100, after(SECOND))).attempts).toEqual([]);
    await engine.finish(attempt, TALK, ANSWERED);
    expect((await engine.claim(id, 100, after(SECOND))).attempts).toHaveLength(1);
  });

  it("stay as many when several workers claim together", async () => {
    const { id } = await make(30, { max_concurrency: 5 });
    const claims = await Promise.all(Array.from({ length: 8 }, () => stage.engine.claim(id, 10)));
    expect(claims.flatMap(({ attempts }) => attempts)).toHaveLength(5);
    expect(await live(id)).toBe(5);
  });

  it("leave the account's lines to its other campaigns, and are never more than those", async () => {
    const [small, large] = [await make(5, { max_concurrency: 2 }), await make(5, { max_concurrency: 50 })];
    await stage.stack.pool.query("update outreach_settings set call_concurrency = 6 where user_id = $1", [account.id]);
    expect((await stage.engine.claim(small.id)).attempts).toHaveLength(2);
    expect((await stage.engine.claim(large.id)).attempts).toHaveLength(4);
    expect((await stage.engine.claim(large.id)).reason).toBe("lines");
  });

  it("may be changed by the owner while it runs, and not after its end", async () => {
    const { id } = await make(5, { max_concurrency: 1 });
    const set = (max_concurrency: number | null) =>
      account.client.from("campaigns").update({ max_concurrency }).eq("id", id).select("id");
    expect((await stage.engine.claim(id)).attempts).toHaveLength(1);
    expect((await set(3)).error).toBeNull();
    expect((await stage.engine.claim(id)).attempts).toHaveLength(2);
    expect((await set(null)).error).toBeNull();
    expect((await stage.engine.claim(id)).attempts).toHaveLength(2);
    await stage.engine.stop(id);
    expect((await set(4)).error?.message).toBe("campaign_not_editable");
  });

  it("that are fewer than are under way end nothing", async () => {
    const { id } = await make(4, { max_concurrency: 3 });
    await stage.engine.claim(id);
    await stage.stack.pool.query("update campaigns set max_concurrency = 1 where id = $1", [id]);
    expect(await stage.engine.claim(id)).toMatchObject({ attempts: [], reason: "lines" });
    expect(await live(id)).toBe(3);
  });
});

it("what an audience can be asked for is what the account's customers have", async () => {
  const { stack } = stage;
  const other = await makeAccount(stack, `other${number}@garage.test`);
  const customer = (user_id: string, tags: string[], region: string | null) => ({ user_id, tags, region });
  const own = await insert(stack, "customers", [
    { ...customer(account.id, ["vip", "cat"], "US-TX"), phone: "+12125559001" },
    { ...customer(account.id, ["vip"], null), phone: "+15125559002" },
  ]);
  await insert(stack, "customers", [{ ...customer(other.id, ["theirs"], "US-CA"), phone: "+14155559003" }]);
  const lead = (data: object, status: string) => ({ agent_id: account.agentId, structured_data: data, status });
  await insert(stack, "leads", [
    { ...lead({ service: "Cleaning", name: "Anya", deep: { a: 1 } }, "Closed"), customer_id: own[0]?.id },
    { ...lead({ service: "cleaning", visits: 3, empty: "" }, "New"), customer_id: own[1]?.id },
  ]);
  const { data, error } = await stack.service.rpc("audience_options", { p_user_id: account.id });
  expect(error).toBeNull();
  expect(data).toEqual({
    tags: [
      { value: "vip", count: 2 },
      { value: "cat", count: 1 },
    ],
    regions: [{ value: "US-TX", count: 2 }],
    statuses: [
      { value: "Closed", count: 1 },
      { value: "New", count: 1 },
    ],
    fields: [
      { name: "service", values: ["cleaning"] },
      { name: "visits", values: ["3"] },
    ],
  });
});
