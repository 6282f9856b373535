import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eraseCustomer } from "@/lib/actions/erase-customer";
import { optOutCustomer } from "@/lib/actions/opt-out-customer";
import { updateCustomer } from "@/lib/actions/update-customer";
import { OptOutCustomer } from "@/lib/core/customers";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numberOf } from "@/tests/support/engine-account";

let stage: EngineStage;
let bright: Account;
beforeAll(async () => {
  stage = await startEngine();
  bright = await stage.account("bright");
});
afterAll(() => stage.stop());

const sql = async <T extends object>(text: string, values: unknown[] = []) =>
  (await stage.stack.pool.query<T>(text, values)).rows;
const erase = (id: string) => eraseCustomer(bright.deps, { id, input: { confirm: "ERASE", opt_out: false } });
const customerOf = async (phone: string) => {
  const found = "select id from customers where user_id = $1 and phone = $2";
  return (await sql<{ id: string }>(found, [bright.accountId, phone]))[0]?.id ?? "";
};

describe("once a customer is erased", () => {
  it("nobody has to call them back any more", async () => {
    const phone = numberOf("asks_callback");
    await bright.launched([phone], { name: "Back" });
    await stage.settle();
    const id = await customerOf(phone);
    const needsOwner = () =>
      sql("select id from outreach_attempts where attention <> coalesce(reviewed_for, '') and attention = 'callback'");
    expect(await needsOwner()).toHaveLength(1);
    await erase(id);
    expect(await needsOwner()).toEqual([]);
  });

  it("nothing is kept of what an assistant asks for in a call that nobody knew of", async () => {
    const campaign = await bright.launched(["+12126660032"], { name: "Unheard" });
    const now = stage.clock.now();
    const [attempt = ""] = (await stage.deps.engine.claim(campaign, 1, now)).attempts;
    await stage.deps.engine.begin(attempt, now);
    await sql("select public.mark_unknown($1, $2)", [attempt, now]);
    const [{ id } = { id: "" }] = await sql<{ id: string }>(
      "select customer_id as id from outreach_attempts where id = $1",
      [attempt],
    );
    await erase(id);
    const call = { id: "tool-1", name: "request_callback" as const, arguments: { reason: "Quetschkommode" } };
    await stage.deps.engine.toolCall(attempt, call, "callback", now);
    await stage.deps.corrections.outcome(
      {
        ...{ accountId: bright.accountId, actorId: bright.accountId },
        attemptId: attempt,
        outcome: "not_interested",
        note: "Quetschkommode",
      },
      now,
    );
    const written = `select 1 as found from outreach_attempts t where t::text like $1
      union all select 1 from attempt_events t where t::text like $1 union all select 1 from leads t where t::text like $1`;
    expect(await sql(written, ["%Quetschkommode%"])).toEqual([]);
  });

  it("their number has no trace in test calls either", async () => {
    const phone = "+12126664711";
    const begin = "select public.begin_test_call($1, $1, gen_random_uuid(), $2, 'asst_1', 180, $3)";
    await sql(begin, [bright.accountId, phone, stage.clock.now()]);
    await bright.leads([phone]);
    await erase(await customerOf(phone));
    expect(
      await sql("select id from test_calls where phone_last4 = '4711' or phone_hash = private.contact_hash($1)", [
        phone,
      ]),
    ).toEqual([]);
  });

  it("another one who once had the number is held back as before", async () => {
    const [shared, later] = ["+12126660051", "+12126660052"];
    await bright.leads([shared]);
    const before = await customerOf(shared);
    await optOutCustomer(bright.deps, { id: before, optOut: OptOutCustomer.parse({}) });
    await updateCustomer(bright.deps, { id: before, change: { phone: later } });
    await bright.leads([shared]);
    await erase(await customerOf(shared));
    expect(await sql("select id from suppressions where contact = $1", [shared])).toEqual([]);
    const blocked = await bright.deps.people.blocked(bright.accountId, [before], stage.clock.now());
    expect(blocked.get(before)).toBe("opted_out");
  });
});
