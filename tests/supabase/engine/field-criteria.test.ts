import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FieldCriterion } from "@/lib/core/criteria";
import { type Stack, startStack } from "../../support/stack";
import { type Account, after, DAY, insert, makeAccount, makeCustomers, NOON } from "../fixtures";

let stack: Stack;
let account: Account;

/** What each customer's latest lead carries; `undefined` makes a customer without leads. */
const PEOPLE: Record<string, unknown> = {
  anna: { service: "Teeth Whitening", visits: 12, last_visit: "2026-03-01", vip: true, note: "  " },
  ben: { service: " cleaning ", visits: "3.5", last_visit: "2026-02-10T23:30:00-05:00", price: "about 90" },
  cleo: { service: "cleaning", visits: "often", last_visit: "last spring", items: ["a", "b"], price: -20 },
  dora: { service: null, visits: "", last_visit: "2026-13-45" },
  emil: undefined,
  finn: ["service", "cleaning"],
};

beforeAll(async () => {
  stack = await startStack();
  account = await makeAccount(stack, "olga@bright-smiles.test");
  const customers = await makeCustomers(
    stack,
    account,
    Object.keys(PEOPLE).map((name) => ({ name, leadsAt: [] })),
  );
  const leads = customers
    .filter(({ name }) => PEOPLE[name ?? ""] !== undefined)
    .map(({ id, name }) => ({
      agent_id: account.agentId,
      customer_id: id,
      structured_data: PEOPLE[name ?? ""],
      created_at: after(-200 * DAY),
    }));
  // An older lead says something else of everybody.
  const older = leads.map((lead) => ({
    ...lead,
    structured_data: { service: "filling", visits: 500 },
    created_at: after(-400 * DAY),
  }));
  await insert(stack, "leads", [...leads, ...older]);
});
afterAll(() => stack?.stop());

async function found(...custom: FieldCriterion[]): Promise<string> {
  const sql = `select string_agg(c.name, ' ' order by c.name) as names
    from unnest(private.matching_customers($1, $2, $3)) m join customers c on c.id = m`;
  const { rows } = await stack.pool.query<{ names: string | null }>(sql, [
    account.id,
    JSON.stringify({ custom }),
    NOON,
  ]);
  return rows[0]?.names ?? "";
}

describe("A question about a detail of the latest lead", () => {
  it.each<[string, FieldCriterion, string]>([
    [
      "compares words in any case and without spaces around",
      { field: "service", op: "is", value: "CLEANING" },
      "ben cleo",
    ],
    ["finds a part of the words", { field: "service", op: "contains", value: "whitE" }, "anna"],
    ["takes signs for letters", { field: "service", op: "contains", value: "%" }, ""],
    ["finds numbers and truths by what they say", { field: "vip", op: "is", value: "true" }, "anna"],
    [
      "turned round finds also whom nobody asked",
      { field: "service", op: "is_not", value: "cleaning" },
      "anna dora emil finn",
    ],
    ["knows what is not empty", { field: "visits", op: "known" }, "anna ben cleo"],
    ["does not know what is empty, null or missing", { field: "note", op: "unknown" }, "anna ben cleo dora emil finn"],
    ["compares numbers, however they are written", { field: "visits", op: "at_least", value: "3.5" }, "anna ben"],
    ["includes the number itself", { field: "visits", op: "at_most", value: "3.5" }, "ben"],
    [
      "finds numbers below nothing, and no text that only has one",
      { field: "price", op: "at_most", value: "100" },
      "cleo",
    ],
    ["compares days, also of a day with a time", { field: "last_visit", op: "at_most", value: "2026-02-10" }, "ben"],
    ["finds no day that there is not", { field: "last_visit", op: "at_least", value: "2026-01-01" }, "anna ben"],
    ["does not compare a day with a number", { field: "visits", op: "at_least", value: "2026-01-01" }, ""],
    ["does not look into lists", { field: "items", op: "is", value: "a" }, ""],
    ["about a detail that nobody has finds nobody", { field: "Service", op: "known" }, ""],
  ])("%s", async (_, question, names) => {
    expect(await found(question)).toBe(names);
  });

  it("is one of several that must all hold", async () => {
    const service: FieldCriterion = { field: "service", op: "is", value: "cleaning" };
    expect(await found(service, { field: "visits", op: "at_least", value: "1" })).toBe("ben");
    expect(await found(service, { field: "service", op: "is_not", value: "cleaning" })).toBe("");
  });
});
