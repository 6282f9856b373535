import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { captureConsent, withdrawConsents } from "@/lib/actions/capture-consent";
import { CaptureConsent, WithdrawConsents } from "@/lib/core/capture";
import { agreementsData } from "@/lib/data/agreements";
import { dataOf } from "@/lib/server/deps";
import { type Account, makeAccount, makeCustomers, NOON, only } from "../supabase/fixtures";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let account: Account;
let other: Account;
beforeAll(async () => {
  stack = await startStack();
  account = await makeAccount(stack, "owner@clinic.test");
  other = await makeAccount(stack, "bob@other-clinic.test");
});
afterAll(() => stack.stop());

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const deps = () => ({
  ...{ now: () => NOON, log: quiet, data: dataOf(stack.service), agreements: agreementsData(stack.service) },
});
const asking = (of = account) => ({ accountId: of.id, actorId: null, by: null });
const AGREED = {
  ...{ channel: "call", purpose: "marketing", basis: "express_written", wording: "I agree to calls by an AI voice." },
  ...{ source: "booking form", obtained_at: "2026-11-20T12:00:00Z" },
};
const capture = (input: object, of = account) =>
  captureConsent(deps(), asking(of), CaptureConsent.parse({ ...AGREED, ...input }));
const withdraw = (input: object) => withdrawConsents(deps(), asking(), WithdrawConsents.parse(input));
const customer = async (more: object = {}) => only(await makeCustomers(stack, account, [{ consent: null, ...more }]));
const consentsOf = async (id: string) =>
  (await stack.pool.query("select * from consents where customer_id = $1 order by created_at", [id])).rows;

describe("a consent that another program tells", () => {
  it("is the customer's with this number, in any spelling, and comes once however often it is told", async () => {
    const { id, phone } = await customer();
    const spelled = (phone ?? "").replace(/^\+1(\d{3})(\d{3})/, "($1) $2-");
    const evidence = { form: "https://clinic.test/book" };
    const first = await capture({ phone: spelled, evidence });
    expect(first).toMatchObject({ customer_id: id, is_new: true });
    expect(await capture({ phone, evidence })).toEqual({ ...first, is_new: false });
    expect(await consentsOf(id)).toMatchObject([
      { ...AGREED, obtained_at: new Date(AGREED.obtained_at), evidence: { ...evidence, by: "API" } },
    ]);
  });

  it("is the same under the same key, though it is told in other words", async () => {
    const { id, phone } = await customer();
    const first = await capture({ phone, key: "form-17" });
    expect(await capture({ phone, key: "form-17", wording: "Other words." })).toEqual({ ...first, is_new: false });
    const twice = await Promise.all([capture({ phone, key: "18" }), capture({ phone, key: "18" })]);
    expect(new Set(twice.map((one) => one.id)).size).toBe(1);
    expect(await consentsOf(id)).toHaveLength(2);
  });

  it("is the number's where the address belongs to somebody else, and the address's where nobody has the number", async () => {
    const [ann, bea] = [await customer({ email: "ann@x.test" }), await customer({ email: "bea@x.test" })];
    expect((await capture({ phone: ann.phone, email: "bea@x.test" })).customer_id).toBe(ann.id);
    expect((await capture({ phone: "+12125550199", email: "Bea@X.test" })).customer_id).toBe(bea.id);
    // Ann agreed to calls at her number; Bea to calls at one that is not the one by which she is known.
    const rank = "select call_marketing_consent as rank from customers where id = any ($1) order by email";
    expect((await stack.pool.query(rank, [[ann.id, bea.id]])).rows).toEqual([{ rank: 3 }, { rank: null }]);
  });

  it("finds nobody of another account, and makes a customer only when asked to", async () => {
    const { phone } = await customer();
    await expect(capture({ phone }, other)).rejects.toMatchObject({ code: "customer_not_found" });
    const made = await capture({ phone, create: true, name: "Dee" }, other);
    expect(made.is_new).toBe(true);
    const { rows } = await stack.pool.query("select user_id, name from customers where id = $1", [made.customer_id]);
    expect(rows).toEqual([{ user_id: other.id, name: "Dee" }]);
  });

  it.each<[string, object, string]>([
    ["no contact", {}, "phone"],
    ["half a number", { phone: "555-01" }, "phone"],
    ["writing without words", { phone: "+12125550100", wording: null }, "wording"],
    ["a day to come", { phone: "+12125550100", obtained_at: "2027-01-01T00:00:00Z" }, "obtained_at"],
    ["a new customer without a name", { phone: "+12125550100", create: true }, "name"],
    ["too much evidence", { phone: "+12125550100", evidence: { page: "x".repeat(1001) } }, "evidence.page"],
    ["a field nobody knows", { phone: "+12125550100", user_id: "me" }, ""],
  ])("is refused with %s", async (_name, input, path) => {
    const refused = await (async () => capture(input))().catch((error: unknown) => error);
    const issues = JSON.stringify(refused instanceof Error && "issues" in refused ? refused.issues : refused);
    expect(issues).toContain(path.split(".").at(-1) ?? "");
    expect(refused).toBeInstanceOf(Error);
  });
});

describe("a withdrawal", () => {
  it("takes back what covers the channel, once, and nothing older comes again", async () => {
    const { id, phone } = await customer();
    await capture({ phone, channel: "all" });
    await capture({ phone, channel: "call" });
    await capture({ phone, channel: "email" });
    expect(await withdraw({ phone, channel: "call" })).toEqual({ revoked: 2 });
    expect(await withdraw({ phone, channel: "call" })).toEqual({ revoked: 0 });
    expect((await consentsOf(id)).map((one) => [one.channel, one.revoked_at !== null])).toEqual([
      ["all", true],
      ["call", true],
      ["email", false],
    ]);
    await expect(capture({ phone, source: "old file" })).rejects.toMatchObject({ code: "consent_withdrawn" });
    expect(await capture({ phone })).toMatchObject({ is_new: false });
    const { rows } = await stack.pool.query("select call_marketing_consent from customers where id = $1", [id]);
    expect(rows).toEqual([{ call_marketing_consent: null }]);
  });

  it("of nobody is said to be one", async () => {
    await expect(withdraw({ phone: "+12125550198" })).rejects.toMatchObject({ code: "customer_not_found" });
  });
});

describe("the key of an account", () => {
  const key = { hash: "a".repeat(64), shown: "rk_abcde", replaces: null };
  const who = (actor: Account) => ({ accountId: account.id, actorId: actor.id, now: NOON });

  it("opens that account, until another takes its place or it is removed", async () => {
    const { agreements } = deps();
    await agreements.setKey(who(account), key);
    expect(await agreements.accountOfKey(key.hash, NOON)).toBe(account.id);
    await agreements.setKey(who(account), { ...key, hash: "b".repeat(64), replaces: key.shown });
    expect(await agreements.accountOfKey(key.hash, NOON)).toBeNull();
    await agreements.setKey(who(account), null);
    expect(await agreements.accountOfKey("b".repeat(64), NOON)).toBeNull();
  });

  it("is not replaced by whoever has not seen it", async () => {
    const { agreements } = deps();
    await agreements.setKey(who(account), key);
    for (const replaces of [null, "rk_other"])
      await expect(agreements.setKey(who(account), { ...key, hash: "c".repeat(64), replaces })).rejects.toMatchObject({
        code: "api_key_changed",
      });
    expect(await agreements.accountOfKey(key.hash, NOON)).toBe(account.id);
    await agreements.setKey(who(account), null);
  });

  it("is made by its owner and admins alone, and read by nobody", async () => {
    const { agreements } = deps();
    await expect(agreements.setKey(who(other), key)).rejects.toMatchObject({ code: "not_allowed" });
    await agreements.setKey(who(account), key);
    const mine = await account.client.from("api_keys").select("shown");
    expect(mine.data).toEqual([{ shown: "rk_abcde" }]);
    expect((await other.client.from("api_keys").select("shown")).data).toEqual([]);
    expect((await account.client.from("api_keys").select("key_hash")).error?.code).toBe("42501");
    expect((await account.client.from("api_keys").delete().eq("user_id", account.id)).error?.code).toBe("42501");
  });
});
