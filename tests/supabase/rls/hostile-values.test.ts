import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Criteria, FIELD_OPERATORS } from "@/lib/core/criteria";
import { Hours } from "@/lib/core/hours";
import { RetryGaps, strongest } from "@/lib/core/retry";
import { OUTCOMES } from "@/lib/core/words";
import { type Stack, startStack } from "../../support/stack";
import { engineCalls } from "../engine-calls";
import { type Account, insert, makeAccount, makeCampaign, makeCustomers, only, servicePool } from "../fixtures";
import { type Anyone, anyone } from "./everything";
import { CAMPAIGN, CUSTOMER, REFUSALS, SETTINGS, WEEK } from "./hostile";

let stack: Stack;
let alice: Account;
let client: Anyone;
let draft: string;
let customer: string;
beforeAll(async () => {
  stack = await startStack();
  alice = await makeAccount(stack, "alice@clinic.test");
  client = await anyone(stack, alice.email);
  draft = (await makeCampaign(stack, alice)).id;
  customer = only(await makeCustomers(stack, alice, 1)).id;
});
afterAll(() => stack.stop());

describe("A value that the engine could not work with is refused", () => {
  const each = (columns: Record<string, unknown[]>) => Object.entries(columns);

  it.each(each(CAMPAIGN))("as a campaign's %s", async (column, values) => {
    for (const value of values) {
      const { error } = await client
        .from("campaigns")
        .update({ [column]: value })
        .eq("id", draft);
      expect(REFUSALS, `${JSON.stringify(value)}: ${error?.message ?? "accepted"}`).toContain(error?.code);
    }
  });

  it.each(each(SETTINGS))("as an account's %s", async (column, values) => {
    for (const value of values) {
      const { error } = await client
        .from("outreach_settings")
        .update({ [column]: value })
        .eq("user_id", alice.id);
      expect(REFUSALS, `${JSON.stringify(value)}: ${error?.message ?? "accepted"}`).toContain(error?.code);
    }
  });

  it.each(each(CUSTOMER))("as a customer's %s", async (column, values) => {
    for (const value of values) {
      const { error } = await client
        .from("customers")
        .update({ [column]: value })
        .eq("id", customer);
      expect(REFUSALS, `${JSON.stringify(value)}: ${error?.message ?? "accepted"}`).toContain(error?.code);
    }
  });
});

describe("The database and lib/core agree", () => {
  const accepts = async (check: string, value: unknown) =>
    (
      await stack.pool.query<{ ok: boolean }>(`select coalesce(private.${check}($1), false) as ok`, [
        JSON.stringify(value),
      ])
    ).rows[0]?.ok;
  const valuesOf = (column: string, more: unknown[]) =>
    [...(CAMPAIGN[column] ?? []), ...more].filter((value) => value !== null);

  it("on which wish of a call is the stronger", async () => {
    const ranked = "select array_agg(o order by private.outcome_rank(o)) as outcomes from unnest($1::text[]) o";
    const { rows } = await stack.pool.query(ranked, [OUTCOMES]);
    const ours = OUTCOMES.toSorted((a, b) => (strongest(a, b) === b ? -1 : 1));
    expect(rows).toEqual([{ outcomes: ours }]);
  });

  it("on criteria", async () => {
    const fine = [
      {},
      { last_contact_days: 0 },
      { last_contact_days: 3650, status: "Closed", min_leads: 1 },
      { tags: ["vip"], regions: ["US-TX", "CA"] },
      { call_consent: "missing" },
      { call_consent: "given", min_leads: 0 },
      { custom: [{ field: "service", op: "is", value: "cleaning" }] },
      {
        custom: [
          { field: "visits", op: "at_least", value: "-3.5" },
          { field: "day", op: "at_most", value: "2026-02-30" },
          { field: "vip", op: "unknown" },
        ],
      },
    ];
    const dates = [
      { last_contact_before: "2026-01-01T00:00:00Z" },
      { last_contact_after: "2026-01-01T00:00:00.000+02:00" },
    ];
    for (const value of valuesOf("target_criteria", [...fine, ...dates]))
      expect(await accepts("valid_criteria", value), JSON.stringify(value)).toBe(Criteria.safeParse(value).success);
  });

  it("on the gaps between attempts", async () => {
    for (const value of valuesOf("retry_gaps", [{}, { busy: [] }, { no_answer: [0, 43_200], silent: [1.5] }]))
      expect(await accepts("valid_gaps", value), JSON.stringify(value)).toBe(RetryGaps.safeParse(value).success);
  });

  it("on hours", async () => {
    for (const value of valuesOf("calling_hours", [
      {},
      WEEK,
      { sat: [], sun: [["00:00", "24:00"]] },
      {
        mon: [
          ["09:00", "12:00"],
          ["13:00", "18:00"],
        ],
      },
    ]))
      expect(await accepts("valid_hours", value), JSON.stringify(value)).toBe(Hours.safeParse(value).success);
  });
});

describe("Whatever criteria the table takes", () => {
  const key = fc.constantFrom(
    "last_contact_days",
    "last_contact_before",
    "last_contact_after",
    "status",
    "agent_id",
    "min_leads",
    "tags",
    "regions",
    "call_consent",
    "custom",
  );
  const value = fc.oneof(
    fc.jsonValue(),
    fc.integer({ min: 0, max: 4000 }),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.uuid(),
    fc.array(fc.string({ maxLength: 70 }), { maxLength: 4 }),
    fc.constantFrom("New", "Closed", ["US-TX"], ["CA"]),
    fc.array(
      fc.record(
        {
          field: fc.string({ maxLength: 61 }),
          op: fc.constantFrom(...FIELD_OPERATORS),
          value: fc.oneof(fc.string(), fc.constantFrom("5", "2026-11-21", "-0.5", "999999999999999", "%", "\\")),
        },
        { requiredKeys: ["field", "op"] },
      ),
      { minLength: 1, maxLength: 2 },
    ),
  );

  it("can be searched for", async () => {
    const all = fc.sample(fc.dictionary(key, value, { maxKeys: 4 }), { numRuns: 1500, seed: 20_261_121 });
    const sql = "select c as criteria from unnest($1::jsonb[]) c where private.valid_criteria(c)";
    const plain = all.map((one) => JSON.stringify(one).replaceAll(/\\u0000|\\ud[89a-f]../gi, ""));
    const { rows } = await stack.pool.query<{ criteria: object }>(sql, [plain]);
    expect(rows.length).toBeGreaterThan(100);
    for (const { criteria } of rows)
      await stack.pool.query("select private.matching_customers($1, $2, now())", [alice.id, JSON.stringify(criteria)]);
  });
});

describe("An account at the edge of what it may set", () => {
  it("can still claim: the cheapest call against the largest budget", async () => {
    const pool = servicePool(stack);
    const edge = {
      monthly_budget: 100_000_000,
      estimated_call_cost: 0.0001,
      min_gap_minutes: 43_200,
      call_concurrency: 10_000,
    };
    expect((await client.from("outreach_settings").update(edge).eq("user_id", alice.id)).error).toBeNull();
    const customers = await makeCustomers(stack, alice, 3);
    const { id } = await makeCampaign(stack, alice, { customers, budget: 1_000_000, rate_limit_per_minute: 100_000 });
    expect((await engineCalls(pool).claim(id, 2_147_483_647)).attempts).toHaveLength(3);
    await pool.end();
  });

  it("has leads of any shape, none of which fails for its customer's sake", async () => {
    const shapes = [
      null,
      [],
      "x",
      5,
      true,
      { name: { a: 1 } },
      { name: "x".repeat(5000) },
      { email: ["a@b.test"] },
      { email: `${"x".repeat(400)}@b.test` },
    ];
    const rows = shapes.map((structured_data, index) => ({
      agent_id: alice.agentId,
      customer_phone: `+121255510${10 + index}`,
      structured_data,
    }));
    expect((await client.from("leads").insert(rows)).error).toBeNull();
    const forever = { agent_id: alice.agentId, customer_phone: "+12125551099", created_at: "infinity" };
    expect((await client.from("leads").insert(forever)).error).toBeNull();
    const { rows: found } = await stack.pool.query(
      "select last_contact_at, lead_count from customers where phone = '+12125551099'",
    );
    expect(found).toEqual([{ last_contact_at: null, lead_count: 1 }]);
    await insert(stack, "campaigns", [{ user_id: alice.id, name: "Later", scheduled_at: "9999-12-31T00:00:00Z" }]);
  });
});
