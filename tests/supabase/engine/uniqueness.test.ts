import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import type { EngineCalls } from "../engine-calls";
import { startEngineStage } from "../engine-stage";
import { type Account, makeAccount, makeCampaign, makeCustomers, only } from "../fixtures";

let stack: Stack;
let account: Account;
let engine: EngineCalls;
beforeAll(async () => {
  ({ stack, engine } = await startEngineStage());
  account = await makeAccount(stack, "owner@clinic.test", { call_concurrency: 1000 });
});
afterAll(() => stack.stop());

const claimed = async (people: number) => {
  const { id } = await makeCampaign(stack, account, { customers: await makeCustomers(stack, account, people) });
  return (await engine.claim(id)).attempts;
};

describe("The table itself refuses", () => {
  it("a second attempt with the number of one that there is", async () => {
    const columns = "user_id, campaign_id, recipient_id, customer_id, step, number, channel, provider, reserved_at";
    const copy = `insert into outreach_attempts (${columns}) select ${columns} from outreach_attempts where id = $1`;
    await expect(stack.pool.query(copy, [only(await claimed(1))])).rejects.toMatchObject({ code: "23505" });
  });

  it("one call of the provider for two attempts", async () => {
    const [first = "", second = ""] = await claimed(2);
    await engine.begin(first);
    await engine.begin(second);
    expect(await engine.dispatch(first, "call-1")).toEqual({ applied: true });
    await expect(engine.dispatch(second, "call-1")).rejects.toMatchObject({ code: "23505" });
  });
});
