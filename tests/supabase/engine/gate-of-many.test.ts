import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeList } from "../../support/lists";
import { type Stack, startStack } from "../../support/stack";
import {
  type Account,
  after,
  DAY,
  HOUR,
  insert,
  MINUTE,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
} from "../fixtures";

let stack: Stack;
let account: Account;
beforeAll(async () => {
  stack = await startStack();
  account = await makeAccount(stack, "alice@clinic.test", { min_gap_minutes: 60, max_contacts_per_24h: 2 });
  await fill();
});
afterAll(() => stack.stop());

const PEOPLE = 400;

/** People of every kind: without a phone, without a place, opted out, wrong, invalid, called lately, being called. */
async function fill(): Promise<void> {
  const [pick] = fc.sample(fc.infiniteStream(fc.nat({ max: 999 })), { numRuns: 1, seed: 20_261_121 });
  const chance = (share: number) => Number(pick?.next().value) < share * 1000;
  const one = <T>(values: readonly T[]): T => {
    const [chosen] = values.slice(Number(pick?.next().value) % values.length);
    if (chosen === undefined) throw new Error("there is nothing to choose from");
    return chosen;
  };
  const customers = await makeCustomers(
    stack,
    account,
    Array.from({ length: PEOPLE }, (_, n) => ({
      ...(chance(0.1) ? { phone: null } : {}),
      email: chance(0.6) ? `person.${n}@mail.test` : null,
      time_zones: chance(0.3)
        ? one([["Pacific/Honolulu"], ["America/Chicago", "America/New_York"], ["Europe/London"]])
        : [],
      ...(chance(0.2) ? { region: one(["US-CA", "US-WA", "US-FL", "US-RI", "CA-ON"]) } : {}),
      ...(chance(0.4)
        ? { consent: one([null, { basis: "express" }, { wording: null }, { channel: "sms" }, { revoked_at: NOON }]) }
        : {}),
      leadsAt: [],
    })),
  );
  const invalid = "update customers set phone_invalid_at = $2, email_invalid_at = $3 where id = $1";
  const suppressions: Record<string, unknown>[] = [];
  const attempts: Record<string, unknown>[] = [];
  const campaign = await makeCampaign(stack, account, { customers, status: "paused" });
  for (const [n, { id, phone, email }] of customers.entries()) {
    if (chance(0.1)) await stack.pool.query(invalid, [id, chance(0.5) ? NOON : null, chance(0.5) ? NOON : null]);
    const contact = one([phone, email]) ?? phone ?? email;
    if (contact && chance(0.25))
      suppressions.push({
        user_id: account.id,
        customer_id: chance(0.5) ? id : null,
        contact,
        channel: one(["all", "call", "email", "sms"]),
        reason: one(["opt_out", "complaint", "wrong_number", "hard_bounce", "owner"]),
        source: "test",
        evidence: {},
        at: one([NOON, after(-9 * DAY), after(-29 * DAY - HOUR), after(-31 * DAY)]),
        lifted_at: null,
        lifted_by: null,
        lift_reason: null,
        ...(chance(0.3) ? { lifted_at: NOON, lift_reason: "test", lifted_by: one([account.id, null]) } : {}),
      });
    const contacted = chance(0.3) ? 1 + (n % 3) : 0;
    for (let number = 1; number <= contacted; number++) {
      const at = after(-one([10 * MINUTE, 50 * MINUTE, 5 * HOUR, 23 * HOUR, 40 * HOUR, 800 * HOUR]) - n * 100);
      attempts.push({
        ...{ user_id: account.id, campaign_id: campaign.id, recipient_id: campaign.recipients[n], customer_id: id },
        ...{ step: 1, number, channel: "call", provider: "vapi", counted: chance(0.9), reserved_at: at, begun_at: at },
        state: one(["ended", "ended", "ended", "unknown", "dispatched"]),
      });
    }
  }
  await insert(stack, "suppressions", suppressions);
  // As an erasure leaves some of them: known by their hash alone.
  await stack.pool.query(
    "update suppressions set contact = null where user_id = $1 and customer_id is null and contact like '%5%'",
    [account.id],
  );
  await insert(stack, "outreach_attempts", attempts);
  const numbers = () => customers.flatMap(({ phone }) => (phone && chance(0.05) ? [phone] : []));
  await makeList(stack.pool, account, { kind: "national", region: "US", numbers: numbers() });
  await makeList(stack.pool, account, { kind: "own", numbers: numbers() });
  await makeList(stack.pool, account, { kind: "reassigned", numbers: numbers() });
  await insert(stack, "relied_lists", [{ user_id: account.id, region: "US-FL", since: NOON }]);
  const override = "select public.make_override($1, 'ai_voice_solicitation', 'US-WA', 'voice', $2, $3, $1, $4)";
  await stack.pool.query(override, [account.id, "Our lawyer looked at it.", after(DAY), NOON]);
}

const COUNTED = "jsonb_object_agg(decision || ' ' || coalesce(reason, ''), n) as counts";

describe("What a preview says of everybody", () => {
  it.each([
    ["call", NOON, {}],
    ["call", after(9 * HOUR), {}],
    ["sms", after(-4 * HOUR), {}],
    ["email", NOON, {}],
    ["call", NOON, { custom: [{ field: "service", op: "unknown" }] }],
    ["call", NOON, {}, "informational"],
    ["call", NOON, { call_consent: "missing" }],
    ["sms", NOON, { regions: ["US-NY", "US-HI"] }],
  ])("is what the gate says of each: over %s at %s, of %j", async (channel, now, criteria, purpose = "marketing") => {
    const each = `select ${COUNTED} from (
      select g.decision, g.reason, sum(g.people) as n from (select (jsonb_populate_record(null::campaigns, jsonb_build_object('purpose', $5::text))).*) k, private.gate($1, k, array(
        select (id, id, $2, phone, email)::private.gate_subject from customers
        where id = any (private.matching_customers($1, $4, $3))), $3) g group by 1, 2) x`;
    const many = `select ${COUNTED} from (
      select g.decision, g.reason, sum(g.people) as n from (select (jsonb_populate_record(null::campaigns, jsonb_build_object('purpose', $5::text))).*) k, private.gate($1, k, null, $3, $4, $2) g group by 1, 2) x`;
    const values = [account.id, channel, now, criteria, purpose];
    const [one, all] = await Promise.all(
      [each, many].map(
        async (sql) => (await stack.pool.query<{ counts: Record<string, number> | null }>(sql, values)).rows[0],
      ),
    );
    expect(all).toEqual(one);
    if ("regions" in criteria || "call_consent" in criteria) return;
    expect(Object.values(one?.counts ?? {}).reduce((sum, count) => sum + count, 0)).toBe(PEOPLE);
    expect(Object.keys(one?.counts ?? {}).length).toBeGreaterThan(4);
  });

  it("names the first of them as they are selected, also where they are rare", async () => {
    const sql =
      "select jsonb_path_query_array(preview_audience($1, $2, 'call', $3, 3), '$.sample[*].customer_id') as first";
    const [customer] = await makeCustomers(stack, account, [{ leadsAt: [after(-900 * HOUR)] }]);
    const criteria = { status: "Closed", min_leads: 1 };
    const { rows } = await stack.pool.query(sql, [account.id, criteria, NOON]);
    expect(rows).toEqual([{ first: [customer?.id] }]);
    const nobody = { custom: [{ field: "service", op: "is", value: "x'); select 1 --%" }] };
    expect((await stack.pool.query(sql, [account.id, nobody, NOON])).rows).toEqual([{ first: [] }]);
  });
});

describe("What is kept with a customer", () => {
  const kept = async (id: string) =>
    (
      await stack.pool.query(
        `select latest_lead_id as lead, phone_hash = private.contact_hash(phone) as phone, email_hash = private.contact_hash(email) as email
         from customers where id = $1`,
        [id],
      )
    ).rows[0];

  it("is the keyed hash of its contacts, also after a change, and whatever the engine itself writes there", async () => {
    const [customer] = await makeCustomers(stack, account, [{ email: "kept@mail.test", leadsAt: [] }]);
    const id = customer?.id ?? "";
    expect(await kept(id)).toEqual({ lead: null, phone: true, email: true });
    await account.client.from("customers").update({ phone: "+12125557777", email: null }).eq("id", id);
    expect(await kept(id)).toEqual({ lead: null, phone: true, email: null });
    await stack.service.from("customers").update({ phone_hash: null, email_hash: "\\x00" }).eq("id", id);
    expect(await kept(id)).toEqual({ lead: null, phone: true, email: null });
  });

  it("is its latest lead, whichever comes, moves or goes", async () => {
    const [first, second] = await makeCustomers(stack, account, [{ leadsAt: [] }, { leadsAt: [] }]);
    const [id, other] = [first?.id ?? "", second?.id ?? ""];
    const lead = async (hours: number) => {
      const row = { id: randomUUID(), agent_id: account.agentId, customer_id: id, created_at: after(hours * HOUR) };
      await insert(stack, "leads", [row]);
      return row.id;
    };
    const [early, late] = [await lead(-5), await lead(-1)];
    expect((await kept(id)).lead).toBe(late);
    const middle = await lead(-3);
    expect((await kept(id)).lead).toBe(late);
    await stack.pool.query("update leads set customer_id = $2 where id = $1", [late, other]);
    expect([(await kept(id)).lead, (await kept(other)).lead]).toEqual([middle, late]);
    await stack.pool.query("update leads set created_at = $2 where id = $1", [early, NOON]);
    expect((await kept(id)).lead).toBe(early);
    await stack.pool.query("delete from leads where id = any($1)", [[early, middle, late]]);
    expect([(await kept(id)).lead, (await kept(other)).lead]).toEqual([null, null]);
  });
});
