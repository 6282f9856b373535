import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CustomerQuery } from "@/lib/core/customers";
import { customersData } from "@/lib/data/customers";
import { searchPatterns } from "@/lib/data/search";
import { type Account, makeAccount, makeCustomers } from "../supabase/fixtures";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let account: Account;
beforeAll(async () => {
  stack = await startStack();
  account = await makeAccount(stack, "olga@bright-smiles.test");
  const other = await makeAccount(stack, "bob@garage.test");
  const people = [
    "Élodie Durand",
    "Bob (Bobby) O'Neil, Jr.",
    "Dana 100% Sure",
    'Anna "Ann" Back\\slash',
    "Star*Light",
    null,
  ];
  const rows = people.map((name, n) => ({ name, phone: `+1212555010${n}`, email: `person.${n}@example.com` }));
  await makeCustomers(stack, account, rows);
  await makeCustomers(stack, other, [{ name: "Élodie of another business" }]);
});
afterAll(() => stack?.stop());

describe("Customers are found by", () => {
  it.each([
    ["a part of a name in any case", "éLODIE", [0]],
    ["a part of an address", "person.3@", [3]],
    ["a phone, however it is written", "(212) 555-0104", [4]],
    ["the end of a phone", "0105", [5]],
    ["brackets, commas and apostrophes as letters", "(bobby) o'neil, jr.", [1]],
    ["wildcards as letters", "0% s", [2]],
    ["double quotes and backslashes as letters", '"ann" back\\s', [3]],
    ["an asterisk", "star*", [4]],
    ["words that nobody has", "somebody", []],
  ])("%s", async (_, words, places) => {
    const query = CustomerQuery.parse({ search: words });
    const { rows } = await customersData(account.client).list(account.id, query);
    expect(rows.map(({ phone }) => phone)).toEqual(places.map((place) => `+1212555010${place}`));
  });

  it("the name alone where digits belong to it", () => {
    expect(searchPatterns("Person 7777")).toEqual({ words: "%person 7777%", digits: null });
    expect(searchPatterns("77")).toEqual({ words: "%77%", digits: null });
  });
});
