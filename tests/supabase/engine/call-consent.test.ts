import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import type { EngineCalls } from "../engine-calls";
import { startEngineStage } from "../engine-stage";
import {
  type Account,
  after,
  DAY,
  makeAccount,
  makeCampaign,
  makeCustomers,
  type NewCustomer,
  NOON,
  newPhone,
} from "../fixtures";

let stack: Stack;
let account: Account;
let engine: EngineCalls;

const PEOPLE: Record<string, NewCustomer> = {
  never: { consent: null },
  "by word of mouth": { consent: { basis: "express" } },
  "for service alone": { consent: { purpose: "informational" } },
  "took it back": { consent: { revoked_at: after(-DAY) } },
  "for another number": {},
  "in writing": { consent: { wording: null } },
  "in writing, of California": { consent: { wording: null }, phone: newPhone("213") },
  "with the words, of California": { phone: newPhone("415") },
};
const MISSING = [
  ...["by word of mouth", "for another number", "for service alone", "in writing, of California", "never"],
  "took it back",
];

beforeAll(async () => {
  ({ stack, engine } = await startEngineStage());
  account = await makeAccount(stack, "olga@bright-smiles.test");
  const people = Object.entries(PEOPLE).map(([name, one]) => ({ name, ...one }));
  const customers = await makeCustomers(stack, account, people);
  const moved = customers.find(({ name }) => name === "for another number");
  await stack.pool.query("update customers set phone = $2 where id = $1", [moved?.id, newPhone()]);
});
afterAll(() => stack?.stop());

const names = async (sql: string, values: unknown[]) =>
  (await stack.pool.query<{ name: string }>(sql, values)).rows.map(({ name }) => name).sort();
async function selected(criteria: object): Promise<string[]> {
  const { id } = await makeCampaign(stack, account, { target_criteria: criteria });
  await engine.select(id);
  return names("select name from campaign_recipients where campaign_id = $1", [id]);
}

describe("A campaign for who has not agreed to calls", () => {
  it("is for those of whom the gate says that a call with an offer needs more", async () => {
    const { id } = await makeCampaign(stack, account);
    const refused = `select c.name from customers c, campaigns k, private.gate($1, k,
      array[(c.id, c.id, 'call', c.phone, c.email)::private.gate_subject], $2) g
      where c.user_id = $1 and k.id = $3 and g.reason = 'no_written_consent'`;
    expect(await names(refused, [account.id, NOON, id])).toEqual(MISSING);
    expect(await selected({ call_consent: "missing" })).toEqual(MISSING);
  });

  it("or, turned round, for those who have: in writing, and with the words where the law wants them stored", async () => {
    expect(await selected({ call_consent: "given" })).toEqual(["in writing", "with the words, of California"]);
  });

  it("asks the other questions too, also those about the latest lead", async () => {
    expect(await selected({ call_consent: "missing", status: "Closed", regions: ["US-CA"] })).toEqual([
      "in writing, of California",
    ]);
    expect(await selected({ call_consent: "missing", status: "New" })).toEqual([]);
  });
});
