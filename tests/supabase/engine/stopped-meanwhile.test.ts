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
async function allowed(purpose = "marketing", customers = {}, settings = {}) {
  const account = await makeAccount(stage.stack, `meanwhile${++accounts}@clinic.test`, settings);
  const customer = only(await makeCustomers(stage.stack, account, [customers]));
  const { id } = await makeCampaign(stage.stack, account, { customers: [customer], purpose });
  const attempt = only((await stage.engine.claim(id)).attempts);
  expect(await stage.engine.begin(attempt)).toMatchObject({ decision: "go" });
  const isStopped = async (now = NOON) =>
    only((await stage.pool.query("select public.any_stopped($1, $2) as stopped", [[attempt], now])).rows).stopped;
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

const ALWAYS = Object.fromEntries(
  ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, [["00:00", "24:00"]]]),
);
const FLORIDA = { region: "US-FL", address_region: "US-FL", time_zones: ["America/New_York"] };
it.each([
  ["2026-11-24T00:59:59Z", false],
  ["2026-11-24T01:00:00Z", true],
])("nor once the hours of their state ended while they waited, at %s: %s", async (at, stops) => {
  const { isStopped } = await allowed("marketing", FLORIDA, { calling_hours: ALWAYS });
  expect(await isStopped(new Date(at))).toBe(stops);
});

it("nor once the business's own hours ended", async () => {
  const { isStopped } = await allowed("marketing", FLORIDA, {
    calling_hours: { ...ALWAYS, mon: [["09:00", "12:30"]] },
  });
  expect(await isStopped(new Date("2026-11-23T17:29:00Z"))).toBe(false);
  expect(await isStopped(new Date("2026-11-23T17:30:00Z"))).toBe(true);
});
