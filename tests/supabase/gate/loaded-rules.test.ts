import { afterAll, beforeAll, expect, it } from "vitest";
import { loadRules } from "@/lib/actions/load-rules";
import { rulesData } from "@/lib/data/rules";
import { repositoryRules } from "../../support/rule-texts";
import { type Stack, startStack } from "../../support/stack";
import { after, HOUR, makeAccount, NOON, newPhone } from "../fixtures";
import { allowed, gateSubject, waits } from "../gate-subject";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

it("a tighter cap of a day holds from the moment at which it is loaded, whatever the account allows", async () => {
  const account = await makeAccount(stack, "owner@clinic.test", { max_contacts_per_24h: 3 });
  const { ask, contacted } = await gateSubject(stack, account, { phone: newPhone() }, {});
  await contacted(after(-8 * HOUR));
  await contacted(after(-5 * HOUR));
  expect(await ask()).toMatchObject(allowed);
  const rules = repositoryRules();
  const tighter = rules.rules.map((one) => (one.rule === "max_contacts_per_24h" ? { ...one, value: "2" } : one));
  await loadRules({ rules: rulesData(stack.service), now: () => NOON }, { ...rules, rules: tighter });
  expect(await ask()).toMatchObject(waits(after(21 * HOUR), "daily_cap"));
});
