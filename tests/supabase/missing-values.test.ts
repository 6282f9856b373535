import { afterAll, beforeAll, expect, it } from "vitest";
import { contentPreviewData } from "@/lib/data/content-preview";
import { type Stack, startStack } from "../support/stack";
import { type Account, DAY, makeAccount, makeCustomers, NOON } from "./fixtures";

let stack: Stack;
let alice: Account;
beforeAll(async () => {
  stack = await startStack();
  alice = await makeAccount(stack, "alice@clinic.test");
});
afterAll(() => stack.stop());

const missing = (criteria = {}) => contentPreviewData(stack.service).missing(alice.id, criteria, NOON);

it("counts for each way of contact who lacks a name, a visit or a service, among those who match", async () => {
  const long = { leadsAt: [new Date(NOON.getTime() - 300 * DAY)] };
  await makeCustomers(stack, alice, [
    { ...long, email: "a@x.test" },
    { ...long, name: " ", email: "b@x.test" },
    { ...long, name: null, phone: null, email: "c@x.test" },
    { name: "New", leadsAt: [], email: null },
  ]);
  const bob = await makeAccount(stack, "bob@garage.test");
  await makeCustomers(stack, bob, 5);
  await stack.pool.query(
    `update leads set structured_data = '{"service": "a cut"}' where customer_id = (select id from customers where email = 'a@x.test')`,
  );
  expect(await missing()).toEqual({
    phone: { people: 3, customer_name: 1, last_visit: 1, service_type: 2 },
    email: { people: 3, customer_name: 2, last_visit: 0, service_type: 2 },
  });
  expect(await missing({ last_contact_days: 200 })).toMatchObject({ phone: { people: 2, last_visit: 0 } });
  expect(await missing({ tags: ["nobody"] })).toMatchObject({ phone: { people: 0 }, email: { people: 0 } });
});

it("is the engine's alone: who signs in asks for an account by its campaigns", async () => {
  const args = { p_user_id: alice.id, p_criteria: {}, p_now: NOON.toISOString() };
  expect((await alice.client.rpc("missing_values", args)).error?.code).toBe("42501");
  expect((await stack.anonymous().rpc("missing_values", args)).error?.code).toBe("42501");
});
