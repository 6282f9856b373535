import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRules } from "@/lib/actions/load-rules";
import { rulesData } from "@/lib/data/rules";
import { repositoryRules } from "../support/rule-texts";
import { type Stack, startStack } from "../support/stack";
import { type Account, after, DAY, HOUR, insert, makeAccount, NOON, servicePool } from "./fixtures";

let stack: Stack;
let alice: Account;
let bob: Account;
let mia: Account;
beforeAll(async () => {
  stack = await startStack();
  alice = await makeAccount(stack, "alice@clinic.test");
  bob = await makeAccount(stack, "bob@garage.test");
  mia = await makeAccount(stack, "mia@salon.test");
  await insert(stack, "team_members", [{ user_id: alice.id, member_id: mia.id, role: "admin", created_at: NOON }]);
});
afterAll(() => stack.stop());

const WASHINGTON = { rule: "ai_voice_solicitation", jurisdiction: "US-WA", channel: "voice" };
const REASON = "Our lawyer looked at the notices we sent.";

interface Wish {
  rule?: string;
  jurisdiction?: string;
  channel?: string;
  reason?: string | null;
  until?: Date | null;
  by?: Account;
  at?: Date;
}
const argsOf = (account: Account, wish: Wish) => {
  const {
    rule,
    jurisdiction,
    channel,
    reason = REASON,
    until = after(30 * DAY),
    by = account,
    at = NOON,
  } = {
    ...WASHINGTON,
    ...wish,
  };
  return [account.id, rule, jurisdiction, channel, reason, until, by.id, at];
};
const MAKE = "select public.make_override($1, $2, $3, $4, $5, $6, $7, $8) as id";
const make = async (account: Account, wish: Wish = {}): Promise<string> =>
  (await stack.pool.query(MAKE, argsOf(account, wish))).rows[0].id;
const end = (account: Account, id: string, by: Account = account, at = after(HOUR)) =>
  stack.pool.query("select public.end_override($1, $2, $3, $4)", [account.id, id, by.id, at]);
let people = 0;
/** An owner without exceptions; with a member of the team. */
const someone = async (member?: Account): Promise<Account> => {
  const owner = await makeAccount(stack, `owner${++people}@clinic.test`);
  const line = { user_id: owner.id, member_id: member?.id, role: "member", created_at: NOON };
  if (member) await insert(stack, "team_members", [line]);
  return owner;
};
const inForce = async (account: Account, at: Date) =>
  (await stack.pool.query("select id from private.overrides_of($1, $2)", [account.id, at])).rows.map(({ id }) => id);
const linesOf = async (id: string) =>
  (await stack.pool.query("select actor_id, action, detail, at from audit_log where entity_id = $1 order by id", [id]))
    .rows;

describe("An exception is refused", () => {
  const refusals: [string, string, Wish][] = [
    ["rule_not_overridable", "from a rule that is not marked", { jurisdiction: "US-CA" }],
    ["rule_not_overridable", "from a rule that is not there", { rule: "calling_hours" }],
    ["rule_not_overridable", "for another channel than the rule's", { channel: "sms" }],
    ["invalid_input", "without a reason", { reason: null }],
    ["invalid_input", "with a reason of blanks", { reason: " ".repeat(40) }],
    ["invalid_input", "with a reason of 19 characters", { reason: `   ${"x".repeat(19)}   ` }],
    ["invalid_input", "with a reason of 501 characters", { reason: "x".repeat(501) }],
    ["invalid_input", "without an end", { until: null }],
    ["invalid_input", "with an end that is past", { until: NOON }],
    ["invalid_input", "with an end more than 90 days away", { until: after(90 * DAY + 1000) }],
  ];
  it.each(refusals)("%s: %s", async (code, _, wish) => {
    await expect(make(alice, wish)).rejects.toThrow(code);
  });

  it("to whoever is not the owner: a member, though an admin, or a stranger", async () => {
    for (const by of [mia, bob]) await expect(make(alice, { by })).rejects.toThrow("not_allowed");
    const id = await make(alice);
    for (const by of [mia, bob]) await expect(end(alice, id, by)).rejects.toThrow("not_allowed");
    await expect(end(bob, id, bob)).rejects.toThrow("not_found");
    expect(await inForce(alice, after(2 * HOUR))).toEqual([id]);
    await end(alice, id);
  });

  it("to everybody who does not come through the server: they neither make, change nor end one", async () => {
    const id = await make(alice);
    const row = { user_id: alice.id, ...WASHINGTON, reason: REASON, created_by: alice.id };
    const args = { p_user_id: alice.id, p_actor: alice.id, p_now: NOON.toISOString() };
    const wish = { p_rule: WASHINGTON.rule, p_jurisdiction: "US-WA", p_channel: "voice", p_reason: REASON };
    for (const client of [alice.client, mia.client, bob.client, stack.service]) {
      const table = () => client.from("rule_overrides");
      const times = {
        starts_at: NOON.toISOString(),
        ends_at: after(DAY).toISOString(),
        created_at: NOON.toISOString(),
      };
      expect((await table().insert({ ...row, ...times })).error?.code).toBe("42501");
      expect((await table().update({ ended_at: null }).eq("id", id)).error?.code).toBe("42501");
      expect((await table().delete().eq("id", id)).error?.code).toBe("42501");
      if (client === stack.service) continue;
      const made = await client.rpc("make_override", { ...args, ...wish, p_ends_at: after(DAY).toISOString() });
      expect(made.error?.code).toBe("42501");
      expect((await client.rpc("end_override", { ...args, p_id: id })).error?.code).toBe("42501");
    }
    await end(alice, id);
  });
});

describe("An exception", () => {
  it("is in force from its making to its end, for its account alone", async () => {
    const id = await make(alice, { until: after(DAY) });
    expect(await inForce(alice, NOON)).toEqual([id]);
    expect(await inForce(alice, after(DAY - 1))).toEqual([id]);
    expect(await inForce(alice, after(DAY))).toEqual([]);
    expect(await inForce(alice, after(-1))).toEqual([]);
    expect(await inForce(bob, NOON)).toEqual([]);
    await expect(make(alice)).rejects.toThrow("override_in_force");
    // Once it ran out the next one may be made, and the old one is not ended a second time.
    const next = await make(alice, { at: after(DAY), until: after(91 * DAY) });
    expect(await inForce(alice, after(DAY))).toEqual([next]);
    await expect(end(alice, id, alice, after(DAY))).rejects.toThrow("override_ended");
    await end(alice, next, alice, after(2 * DAY));
    expect(await inForce(alice, after(2 * DAY))).toEqual([]);
    await expect(end(alice, next, alice, after(2 * DAY))).rejects.toThrow("override_ended");
  });

  it("stands in the log with the person, once when it is made and once when it is ended", async () => {
    const id = await make(alice);
    await end(alice, id);
    const detail = { ...WASHINGTON, reason: REASON, ends_at: after(30 * DAY).toISOString(), by: alice.email };
    const told = ({ ends_at, ...rest }: { ends_at: string }) => ({ ...rest, ends_at: new Date(ends_at).toISOString() });
    const lines = await linesOf(id);
    expect(lines.map((line) => ({ ...line, detail: told(line.detail) }))).toEqual([
      { actor_id: alice.id, action: "override.made", at: NOON, detail: { ...detail, rules_version: 1 } },
      { actor_id: alice.id, action: "override.ended", at: after(HOUR), detail: { ...detail, rules_version: 1 } },
    ]);
  });

  it("is read by everybody of the account, with what the rule says, and by nobody else", async () => {
    const alice = await someone(mia);
    const id = await make(alice);
    const list = async ({ client }: Account, ofWhom: Account) =>
      (await client.rpc("list_overrides", { p_user_id: ofWhom.id, p_now: NOON.toISOString() })).data as {
        rules: object[];
        overrides: { id: string; in_force: boolean; by: string | null }[];
      };
    const hers = await list(alice, alice);
    expect(hers.rules).toEqual([expect.objectContaining({ ...WASHINGTON, value: "blocked", confidence: "high" })]);
    expect(hers.overrides[0]).toMatchObject({ id, in_force: true, by: alice.email });
    expect((await list(mia, alice)).overrides[0]?.id).toBe(id);
    expect((await list(bob, alice)).overrides).toEqual([]);
    expect((await bob.client.from("rule_overrides").select()).data).toEqual([]);
  });

  it("is made once, by however many who ask at the same time", async () => {
    const alice = await someone();
    const pool = servicePool(stack, 6);
    const asked = Array.from({ length: 6 }, () => pool.query(MAKE, argsOf(alice, {})));
    const done = await Promise.allSettled(asked);
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of done) if (one.status === "rejected") expect(one.reason.message).toBe("override_in_force");
    expect(await inForce(alice, NOON)).toHaveLength(1);
    await pool.end();
  });

  it("opens nothing once the newest rules no longer let it", async () => {
    const alice = await someone();
    const id = await make(alice);
    const deps = { rules: rulesData(stack.service), now: () => NOON };
    const rules = repositoryRules();
    const stricter = { ...rules, rules: rules.rules.map((one) => ({ ...one, overridable: false })) };
    await loadRules(deps, stricter);
    expect(await inForce(alice, after(HOUR))).toEqual([]);
    await expect(make(bob)).rejects.toThrow("rule_not_overridable");
    await loadRules(deps, rules);
    expect(await inForce(alice, after(HOUR))).toEqual([id]);
  });
});
