import { afterAll, beforeAll, expect, it } from "vitest";
import { makeList } from "../../support/lists";
import { type EngineStage, startEngineStage } from "../engine-stage";
import {
  type Account,
  after,
  type Customer,
  DAY,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
  only,
  SECOND,
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

it("nor once they wrote something that a person has to read", async () => {
  const { customer, isStopped } = await allowed();
  await stage.pool.query("update customers set reply_waiting_since = $2 where id = $1", [customer.id, NOON]);
  expect(await isStopped()).toBe(true);
});

it.each([
  ["customer", "opt_out", after(SECOND), true],
  ["contact", "complaint", after(SECOND), true],
  ["customer", "opt_out", after(-31 * DAY), false],
])("nor once they ended another channel: their %s, %s at %s", async (by, reason, at, stops) => {
  const { account, customer, isStopped } = await allowed();
  await stage.pool.query(
    `insert into suppressions (user_id, customer_id, contact, channel, reason, source, at) values ($1, $2, $3, 'sms', $4, 'reply', $5)`,
    [account.id, by === "customer" ? customer.id : null, customer.phone, reason, at],
  );
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
