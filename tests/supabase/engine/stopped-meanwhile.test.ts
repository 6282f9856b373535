import { afterAll, beforeAll, expect, it } from "vitest";
import { makeList } from "../../support/lists";
import { type EngineStage, startEngineStage } from "../engine-stage";
import {
  type Account,
  type Customer,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
  only,
  WRITTEN,
} from "../fixtures";

let stage: EngineStage;
let accounts = 0;
beforeAll(async () => {
  stage = await startEngineStage();
});
afterAll(() => stage.stack.stop());

/** Somebody whose call was allowed and waits for its turn. */
async function allowed(purpose = "marketing") {
  const account = await makeAccount(stage.stack, `meanwhile${++accounts}@clinic.test`);
  const customer = only(await makeCustomers(stage.stack, account, 1));
  const { id } = await makeCampaign(stage.stack, account, { customers: [customer], purpose });
  const attempt = only((await stage.engine.claim(id)).attempts);
  expect(await stage.engine.begin(attempt)).toMatchObject({ decision: "go" });
  const isStopped = async () =>
    only((await stage.pool.query("select public.any_stopped($1) as stopped", [[attempt]])).rows).stopped;
  return { account, customer, isStopped };
}
const revoke = ({ client }: Account, { id }: Customer) =>
  client.from("consents").update({ revoked_at: NOON.toISOString() }).eq("customer_id", id);

it("who waited for a turn is not called once the agreement was taken back on which the call rests", async () => {
  const { account, customer, isStopped } = await allowed();
  expect(await isStopped()).toBe(false);
  const other = { ...WRITTEN, user_id: account.id, customer_id: customer.id, channel: "email" as const };
  const { obtained_at, revoked_at: _, ...words } = other;
  await account.client.from("consents").insert({ ...words, obtained_at: obtained_at.toISOString() });
  expect(await isStopped()).toBe(false);
  await revoke(account, customer);
  expect(await isStopped()).toBe(true);
});

it.each([
  ["marketing", { kind: "national", region: "US" } as const, true],
  ["informational", { kind: "national", region: "US" } as const, false],
  ["informational", { kind: "own" } as const, true],
])("nor once the number stands on a list, for a call of this purpose: %s, %o", async (purpose, list, stops) => {
  const { account, customer, isStopped } = await allowed(purpose);
  await makeList(stage.pool, account, { ...list, numbers: [customer.phone ?? ""] });
  expect(await isStopped()).toBe(stops);
});
