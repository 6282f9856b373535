import { afterAll, beforeAll, expect, it } from "vitest";
import { createCustomer } from "@/lib/actions/create-customer";
import { readWorkplace } from "@/lib/actions/read-workplace";
import { NewCustomer } from "@/lib/core/customers";
import { type EngineStage, startEngine } from "@/tests/support/engine";

let stage: EngineStage;
beforeAll(async () => {
  stage = await startEngine();
});
afterAll(() => stage.stop());

it("the wizard knows whether an account has customers of its own", async () => {
  const [bright, other] = await Promise.all([stage.account("bright"), stage.account("other")]);
  const known = async ({ deps }: typeof bright) => (await readWorkplace(deps, deps.accountId)).hasCustomers;
  expect(await known(bright)).toBe(false);
  await createCustomer(bright.deps, NewCustomer.parse({ name: "Ada Adams", phone: "(212) 555-7001" }));
  expect([await known(bright), await known(other)]).toEqual([true, false]);
});
