import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cellsOf } from "@/lib/core/rules/read-rows";
import { WEEKDAYS } from "@/lib/core/words";
import { type Stack, startStack } from "../../support/stack";
import { type Account, makeAccount, makeCampaign, makeCustomers } from "../fixtures";

/** Person, time and the rule that decides: one case in each line of cases.csv. Times are local to the zone, New York's where it is empty. */
const [header = [], ...lines] = readFileSync(join(import.meta.dirname, "cases.csv"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => cellsOf(line) ?? []);
const cases = lines.map((cells, index) => {
  const at = (column: string) => cells[header.indexOf(column)] ?? "";
  return { line: index + 2, at };
});

/** What was agreed to, beside calls for marketing in writing. */
const CONSENTS: Record<string, Record<string, unknown> | null> = {
  none: null,
  written: {},
  existing: { basis: "existing_customer" },
  express: { basis: "express" },
  "express-informational": { basis: "express", purpose: "informational" },
  "written-all": { channel: "all" },
  "written-sms": { channel: "sms" },
  "written-informational": { purpose: "informational" },
  "written-without-words": { wording: null },
  revoked: { revoked_at: "2026-06-01T00:00:00Z" },
  future: { obtained_at: "2030-01-01T00:00:00Z" },
};
const consentOf = (name: string) => {
  const found = CONSENTS[name];
  if (found === undefined) throw new Error(`no consent is called ${name}`);
  return found && { ...found, ...(name === "future" ? {} : { obtained_at: "2025-01-15T00:00:00Z" }) };
};

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const phoneOf = (code: string, line: number) =>
  code.startsWith("+")
    ? `${code}20794${String(line).padStart(5, "0")}`
    : `+1${code}555${String(line).padStart(4, "0")}`;

async function accountsOf(countries: string[]): Promise<Map<string, Account>> {
  const accounts = new Map<string, Account>();
  // The law alone keeps hours.
  const calling_hours = Object.fromEntries(WEEKDAYS.map((day) => [day, [["00:00", "24:00"]]]));
  for (const [index, one] of countries.entries()) {
    const settings = { calling_hours, countries: one.split(" ") };
    accounts.set(one, await makeAccount(stack, `cases${index}@clinic.test`, settings));
  }
  return accounts;
}

it(`decides ${cases.length} cases of person, time and rule as the table says, in one query`, async () => {
  expect(cases.length).toBeGreaterThanOrEqual(200);
  const accounts = await accountsOf([...new Set(cases.map(({ at }) => at("countries")))]);
  const asked: Record<string, unknown>[] = [];
  for (const [countries, account] of accounts) {
    const own = cases.filter(({ at }) => at("countries") === countries);
    const people = await makeCustomers(
      stack,
      account,
      own.map(({ line, at }) => ({
        phone: phoneOf(at("phone"), line),
        email: `case${line}@mail.test`,
        region: at("region") || null,
        ...(at("postcode") && { postcode: at("postcode") }),
        time_zones: at("zone") ? [at("zone")] : [],
        consent: consentOf(at("consent")),
      })),
    );
    const campaigns = new Map<string, string>();
    for (const purpose of new Set(own.map(({ at }) => at("purpose"))))
      campaigns.set(purpose, (await makeCampaign(stack, account, { purpose })).id);
    for (const [index, { line, at }] of own.entries()) {
      const campaign = campaigns.get(at("purpose"));
      asked.push({
        line,
        campaign,
        ...people[index],
        channel: at("channel"),
        at: at("at"),
        zone: at("zone") || "America/New_York",
      });
    }
  }
  const sql = `select x.line, g.decision, g.reason, to_char(g.until at time zone x.zone, 'YYYY-MM-DD HH24:MI') as until
    from jsonb_to_recordset($1) x (line integer, campaign uuid, id uuid, channel text, phone text, email text, at timestamp, zone text)
    join campaigns c on c.id = x.campaign,
    lateral private.gate(c.user_id, c, array[(x.id, x.id, x.channel, x.phone, x.email)::private.gate_subject], x.at at time zone x.zone) g
    order by x.line`;
  const { rows } = await stack.pool.query(sql, [JSON.stringify(asked)]);
  const found = rows.map(({ line, decision, reason, until }) => ({
    line,
    expected: reason ?? decision,
    until: until ?? "",
  }));
  const rule = new Map(cases.map(({ line, at }) => [line, at("rule")]));
  const said = (one: { line: number; expected: string; until: string }) =>
    `line ${one.line}: ${one.expected} ${one.until} (${rule.get(one.line)})`;
  expect(found.map(said)).toEqual(
    cases.map(({ line, at }) => said({ line, expected: at("expected"), until: at("until") })),
  );
});
