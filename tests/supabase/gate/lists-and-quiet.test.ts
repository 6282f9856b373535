import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeList, type NewList } from "../../support/lists";
import { type Stack, startStack } from "../../support/stack";
import { type Account, after, DAY, insert, makeAccount, NOON, newPhone, servicePool, WRITTEN } from "../fixtures";
import { allowed, gateSubject, skipped, waits } from "../gate-subject";

/** Nobody's here. */
const OTHER = "+12125550199";

let stack: Stack;
let pool: Pool;
let account: Account;
let accounts = 0;
beforeAll(async () => {
  stack = await startStack();
  pool = servicePool(stack);
});
beforeEach(async () => {
  account = await makeAccount(stack, `lists${++accounts}@clinic.test`);
});
afterAll(async () => {
  await pool.end();
  await stack.stop();
});

const subject = (purpose = "marketing", phone = newPhone()) =>
  gateSubject(stack, account, { phone, email: `person${phone.slice(1)}@mail.test` }, { purpose });
const short = ({ decision, until, reason }: { decision: string; until: Date | null; reason: string | null }) => ({
  ...{ decision, until, reason },
});

describe("A number on a list", () => {
  const SELLING: [NewList, string][] = [
    [{ kind: "national", region: "US" }, "do_not_call"],
    [{ kind: "state", region: "US-NY" }, "do_not_call"],
  ];
  const ALWAYS: [NewList, string][] = [
    [{ kind: "own" }, "do_not_call"],
    [{ kind: "reassigned" }, "number_reassigned"],
  ];

  it.each([...SELLING, ...ALWAYS])("is not called or texted to sell, and still emailed: %o", async (list, reason) => {
    const { customer, ask } = await subject();
    await makeList(pool, account, { ...list, numbers: [customer.phone ?? ""] });
    expect(short(await ask())).toEqual(skipped(reason));
    expect(short(await ask(NOON, "sms"))).toEqual(skipped(reason));
    expect(short(await ask(NOON, "email"))).toEqual(allowed);
  });

  it.each([
    ...SELLING.map(([list]): [NewList, object] => [list, allowed]),
    ...ALWAYS.map(([list, reason]): [NewList, object] => [list, skipped(reason)]),
  ])("is called for service, unless it is the business's own or somebody else's by now: %o", async (list, said) => {
    const { customer, ask } = await subject("informational");
    await makeList(pool, account, { ...list, numbers: [customer.phone ?? ""] });
    expect(short(await ask())).toEqual(said);
  });

  it("is named in what is kept of the decision, with every list that was looked into", async () => {
    const { ask } = await subject();
    await makeList(pool, account, { kind: "national", region: "US", as_of: "2026-11-10", numbers: [OTHER] });
    await makeList(pool, account, { kind: "own", as_of: "2026-11-20", numbers: [OTHER] });
    const { detail } = await ask();
    expect(detail).toMatchObject({
      lists: [
        { kind: "national", region: "US", as_of: "2026-11-10" },
        { kind: "own", region: null, as_of: "2026-11-20" },
      ].map(({ region, ...list }) => expect.objectContaining({ ...list, ...(region && { region }) })),
    });
    expect((await ask(NOON, "email")).detail).not.toHaveProperty("lists");
  });
});

describe("A list that the account relies on", () => {
  const rely = (region: string) =>
    insert(stack, "relied_lists", [{ user_id: account.id, region, since: after(-90 * DAY) }]);
  const texas = newPhone("713");

  it.each([
    ["of 31 days", "US", "2026-10-23", allowed],
    ["of 32 days", "US", "2026-10-22", skipped("list_too_old")],
    ["that was never there", "US", null, skipped("list_too_old")],
    ["of another state, too old", "US-TX", "2026-08-01", allowed],
    ["of the state, too old", "US-NY", "2026-08-01", skipped("list_too_old")],
  ])("%s", async (_, region, as_of, said) => {
    const { ask } = await subject();
    if (as_of)
      await makeList(pool, account, { kind: region === "US" ? "national" : "state", region, as_of, numbers: [OTHER] });
    expect(short(await ask()), "nobody relies on it yet").toEqual(allowed);
    await rely(region);
    const verdict = await ask();
    expect(short(verdict)).toEqual(said);
    if (said !== allowed) expect(verdict.detail).toMatchObject({ place: region });
    expect(short(await ask(NOON, "email"))).toEqual(allowed);
  });

  it("concerns everybody in its country, also where people are known by their province", async () => {
    await stack.pool.query("update outreach_settings set countries = '{US,CA}' where user_id = $1", [account.id]);
    await rely("CA");
    const { ask } = await subject("marketing", newPhone("416"));
    const verdict = await ask();
    expect(short(verdict)).toEqual(skipped("list_too_old"));
    expect(verdict.detail).toMatchObject({ place: "CA" });
    expect(short(await (await subject()).ask())).toEqual(allowed);
  });

  it("concerns the state of the number as well as that of the address, and no service calls", async () => {
    await rely("US-TX");
    const { ask } = await subject("marketing", texas);
    expect(short(await ask())).toEqual(skipped("list_too_old"));
    expect(short(await ask(NOON, "sms"))).toEqual(skipped("list_too_old"));
    const service = await subject("informational", newPhone("713"));
    expect(short(await service.ask())).toEqual(allowed);
  });
});

describe("After an opt-out or a complaint", () => {
  const wish = (more: Record<string, unknown>) => ({
    ...{ user_id: account.id, channel: "sms", reason: "opt_out", source: "test", evidence: {}, at: after(-9 * DAY) },
    ...more,
  });
  const lifted = { channel: "all", lifted_at: after(-DAY), lift_reason: "They changed their mind." };
  const quiet = waits(after(21 * DAY), "quiet_after_opt_out");

  it.each<[string, Record<string, unknown>, object, object]>([
    ["texts alone are over, calls wait", {}, quiet, skipped("opted_out_channel")],
    ["a complaint counts as an opt-out does", { reason: "complaint" }, quiet, skipped("opted_out_channel")],
    ["the 30 days are over", { at: after(-30 * DAY) }, allowed, skipped("opted_out_channel")],
    ["it holds for everything", { channel: "all" }, skipped("opted_out"), skipped("opted_out")],
    ["the owner took it back", { ...lifted, by: true }, quiet, quiet],
    ["the customer wrote START", { ...lifted, lift_reason: "The customer wrote START." }, allowed, allowed],
    ["an owner's own entry, taken back", { ...lifted, by: true, reason: "owner" }, allowed, allowed],
    ["a mailbox that is gone", { channel: "email", reason: "hard_bounce", ofEmail: true }, allowed, allowed],
  ])("%s", async (_, { by, ofEmail, ...given }, call, sms) => {
    const { customer, ask } = await subject();
    const contact = ofEmail ? customer.email : customer.phone;
    const row = { ...wish(given), contact, customer_id: null, ...(by ? { lifted_by: account.id } : {}) };
    await insert(stack, "suppressions", [row]);
    expect(short(await ask())).toEqual(call);
    expect(short(await ask(NOON, "sms"))).toEqual(sms);
  });

  it("what was agreed to before it does not come back when the owner lifts it", async () => {
    const { customer, ask } = await subject();
    await insert(stack, "suppressions", [wish({ channel: "all", contact: customer.phone, customer_id: null })]);
    const { rows } = await stack.pool.query("select id from suppressions where user_id = $1", [account.id]);
    const lift = "select public.lift_suppression($1, $2, 'They changed their mind.', $1, $3)";
    await stack.pool.query(lift, [account.id, rows[0].id, after(-DAY)]);
    expect(short(await ask())).toEqual(skipped("no_written_consent"));
    expect(short(await ask(NOON, "sms"))).toEqual(quiet);
    const consent = { ...WRITTEN, user_id: account.id, customer_id: customer.id, obtained_at: NOON };
    await insert(stack, "consents", [consent]);
    expect(short(await ask())).toEqual(allowed);
  });

  it("is found by the customer, whatever the contact was; a consent given since ends it", async () => {
    const { customer, ask } = await subject();
    await insert(stack, "suppressions", [wish({ contact: "old@mail.test", customer_id: customer.id })]);
    const sent = await ask(after(-DAY), "email");
    expect(short(sent)).toEqual(quiet);
    const consent = { ...WRITTEN, user_id: account.id, customer_id: customer.id, obtained_at: after(-2 * DAY) };
    await insert(stack, "consents", [consent]);
    expect(short(await ask(NOON, "email"))).toEqual(allowed);
  });

  it.each<[string, Record<string, unknown>]>([
    ["that they are a customer", { basis: "existing_customer" }],
    ["an agreement to service calls", { purpose: "informational" }],
    ["one that is dated ahead", { obtained_at: after(DAY) }],
    ["one of which the file says no date", { evidence: { date: "not given" } }],
  ])("no note since ends it of %s", async (_, note) => {
    const { customer, ask } = await subject();
    await insert(stack, "suppressions", [wish({ contact: "old@mail.test", customer_id: customer.id })]);
    const consent = {
      ...WRITTEN,
      user_id: account.id,
      customer_id: customer.id,
      obtained_at: after(-2 * DAY),
      ...note,
    };
    await insert(stack, "consents", [consent]);
    expect(short(await ask())).toEqual(quiet);
  });
});

describe("An exception that the owner made", () => {
  const washington = () => subject("marketing", newPhone("206"));
  const except = () =>
    stack.pool.query(
      "select public.make_override($1, 'ai_voice_solicitation', 'US-WA', 'voice', $2, $3, $1, $4) as id",
      [...[account.id, "Our lawyer looked at it.", after(10 * DAY), NOON]],
    );

  it("opens the state until it ends, and is kept with each decision that needs it", async () => {
    const { ask } = await washington();
    expect(await ask()).toMatchObject({ ...skipped("region_blocked"), detail: { place: "US-WA" } });
    const { rows } = await except();
    const verdict = await ask();
    expect(short(verdict)).toEqual(allowed);
    expect(verdict.detail).toMatchObject({ overrides: [rows[0].id] });
    expect((await ask(NOON, "sms")).detail).not.toHaveProperty("overrides");
    expect(short(await ask(after(10 * DAY)))).toEqual(skipped("region_blocked"));
    const elsewhere = await subject();
    expect((await elsewhere.ask()).detail).not.toHaveProperty("overrides");
  });

  it("opens nothing once it was ended", async () => {
    const { ask } = await washington();
    const { rows } = await except();
    await stack.pool.query("select public.end_override($1, $2, $1, $3)", [account.id, rows[0].id, after(DAY)]);
    expect(short(await ask(after(DAY)))).toEqual(skipped("region_blocked"));
  });

  it("leaves the consent that is needed, and every other law, as it is", async () => {
    const phone = newPhone("206");
    const person = { phone, email: null, consent: null };
    const { ask } = await gateSubject(stack, account, person, { purpose: "marketing" });
    await except();
    expect(short(await ask())).toEqual(skipped("no_written_consent"));
  });
});
