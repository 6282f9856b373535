import { afterAll, beforeAll, expect, it } from "vitest";
import { contactMessages } from "@/lib/actions/contact-messages";
import { type Account, type Customer, insert, type NewCustomer, WRITTEN } from "../supabase/fixtures";
import { type MessageStage, startMessageEngine } from "../support/message-engine";
import { claimed } from "../support/message-rows";

let stage: MessageStage;
let account: Account;
beforeAll(async () => {
  stage = await startMessageEngine();
  account = await stage.account("owner@bright.test");
});
afterAll(() => stage.stop());

const ASKS = "May we call?\n\n{consent_link}";
const NEVER: NewCustomer[] = Array.from({ length: 4 }, () => ({ consent: null }));
const agree = (customer: Customer | undefined, more = {}) =>
  insert(stage.stack, "consents", [{ ...WRITTEN, user_id: account.id, customer_id: customer?.id, ...more }]);

/** How many emails go out where two of four agree in writing, and one by word of mouth, between the claim and the sending. */
async function afterTwoAgreed(body: string, call_consent: string) {
  const step = { channel: "email", body } as const;
  const { attemptIds, rows, customers } = await claimed(stage, account, NEVER, step, {
    target_criteria: { call_consent },
  });
  await agree(customers[0]);
  await agree(customers[1], { wording: null });
  await agree(customers[2], { basis: "express" });
  const { sent } = await contactMessages(stage.deps, { channel: "email", attemptIds });
  return { sent, rows: await rows(), agreed: customers.slice(0, 2).map(({ email }) => email) };
}

it("An email that asks for an agreement is not sent to who gave it meanwhile, and it is said why", async () => {
  const { sent, rows, agreed } = await afterTwoAgreed(ASKS, "missing");
  expect(sent).toBe(2);
  const skipped = rows.filter(({ reason }) => reason === "agreed_meanwhile");
  expect(skipped.map(({ email }) => email).sort()).toEqual(agreed.sort());
  for (const row of skipped) expect(row).toMatchObject({ status: "skipped", attempts: 0, counted: false });
  expect(stage.resend.emails().filter(({ to }) => agreed.includes(to))).toEqual([]);
});

it.each([
  ["an email that asks everybody again", ASKS, "given"],
  ["an email that asks for nothing", "Come back, {name}.", "missing"],
])("but %s is sent to all", async (_, body, call_consent) => {
  expect(await afterTwoAgreed(body, call_consent)).toMatchObject({ sent: 4 });
});
