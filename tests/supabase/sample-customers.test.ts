import { afterAll, beforeAll, expect, it } from "vitest";
import { type Stack, startStack } from "../support/stack";
import { type Account, after, type Customer, DAY, makeAccount, makeCustomers, NOON } from "./fixtures";

let stack: Stack;
let account: Account;
let customers: Customer[];
const COUNT = 130;

beforeAll(async () => {
  stack = await startStack();
  account = await makeAccount(stack, "anna@salon.test");
  // From the latest to the oldest; every tenth has no phone, and the rare tag is with the old ones.
  const people = Array.from({ length: COUNT }, (_, at) => ({
    phone: at % 10 === 9 ? null : undefined,
    email: `person${at}@mail.test`,
    tags: at >= COUNT - 12 ? ["rare"] : [],
    leadsAt: at === COUNT - 1 ? [] : [after(-(200 + at) * DAY)],
  }));
  customers = await makeCustomers(
    stack,
    account,
    people.map(({ phone, ...rest }) => (phone === null ? { ...rest, phone } : rest)),
  );
});
afterAll(() => stack.stop());

async function sample(criteria: object, limit = 10): Promise<number[]> {
  const sql = "select customer_id from public.sample_customers($1, $2, $3, $4)";
  const { rows } = await stack.pool.query<{ customer_id: string }>(sql, [account.id, criteria, NOON, limit]);
  return rows.map(({ customer_id }) => customers.findIndex(({ id }) => id === customer_id));
}
const callable = Array.from({ length: COUNT }, (_, at) => at).filter((at) => at % 10 !== 9);

it("The sample is the latest customers who can be called, latest first", async () => {
  expect(await sample({})).toEqual(callable.slice(0, 10));
});

it("The sample begins behind the cut-off, however it is told", async () => {
  const from = callable.filter((at) => at >= 60).slice(0, 10);
  expect(await sample({ last_contact_days: 259 })).toEqual(from);
  expect(await sample({ last_contact_before: after(-259 * DAY).toISOString() })).toEqual(from);
});

it("The sample ends where the criteria end, and is less than ten then", async () => {
  expect(await sample({ last_contact_after: after(-203 * DAY).toISOString() })).toEqual([0, 1, 2, 3]);
});

it("Those who match are found however far back they are", async () => {
  const rare = callable.filter((at) => at >= COUNT - 12 && at < COUNT - 1);
  expect(await sample({ tags: ["rare"] })).toEqual(rare.slice(0, 10));
  expect(await sample({ tags: ["none"] })).toEqual([]);
});

it("No more than fifty are shown, whatever is asked for", async () => {
  expect(await sample({}, 1000)).toEqual(callable.slice(0, 50));
});
