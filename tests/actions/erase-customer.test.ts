import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eraseCustomer } from "@/lib/actions/erase-customer";
import { optOutCustomer } from "@/lib/actions/opt-out-customer";
import { updateCustomer } from "@/lib/actions/update-customer";
import { EraseCustomer, OptOutCustomer } from "@/lib/core/customers";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numberOf } from "@/tests/support/engine-account";
import { refusal, refusalCode } from "@/tests/support/refusals";

let stage: EngineStage;
let bright: Account;
let other: Account;
beforeAll(async () => {
  stage = await startEngine();
  [bright, other] = await Promise.all([stage.account("bright"), stage.account("other")]);
});
afterAll(() => stage.stop());

const sql = async <T extends object>(text: string, values: unknown[] = []) =>
  (await stage.stack.pool.query<T>(text, values)).rows;
const erase = (id: string, input: object = {}, account = bright) =>
  eraseCustomer(account.deps, { id, input: EraseCustomer.parse({ confirm: "ERASE", ...input }) });
const customerOf = async (phone: string, account = bright) => {
  const [row] = await sql<{ id: string }>("select id from customers where user_id = $1 and phone = $2", [
    account.accountId,
    phone,
  ]);
  return row?.id ?? "";
};
const named = async (phone: string, name: string, email: string) => {
  const id = await customerOf(phone);
  await updateCustomer(bright.deps, { id, change: { name, email } });
  await sql("update campaign_recipients set name = $2, email = $3 where customer_id = $1", [id, name, email]);
  return id;
};

/** Tables of any schema in which the words stand, in whatever column. */
async function traces(words: string[]): Promise<string[]> {
  const tables = await sql<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`,
  );
  const found: string[] = [];
  for (const { name } of tables)
    for (const word of words) {
      const [row] = await sql<{ n: number }>(`select count(*)::integer as n from ${name} t where t::text ilike $1`, [
        `%${word}%`,
      ]);
      if (row && row.n > 0) found.push(`${name}: ${word}`);
    }
  return found;
}

/** Each campaign's counts, and whether they equal a recount. */
const counts = () =>
  sql<{ counts: Record<string, number>; recount: Record<string, number> }>(
    `select to_jsonb(r) - 'updated_at' as counts, to_jsonb(c) - 'updated_at' as recount
     from campaign_results r, private.count_campaign(r.campaign_id) c order by r.campaign_id`,
  );

describe("erasing a customer", () => {
  it("leaves no trace of name, number, address or words, and every count as it was", async () => {
    const phone = numberOf("answers_and_books");
    await bright.launched([phone]);
    await stage.settle();
    const id = await named(phone, "Quirina Zebulon", "quirina@zebulon.test");
    const [attempt] = await sql<{ transcript: string }>(
      "select transcript from outreach_attempts where customer_id = $1",
      [id],
    );
    const spoken = attempt?.transcript.split("\n").find((line) => line.startsWith("User: ")) ?? "";
    expect(spoken.length).toBeGreaterThan(10);
    const words = ["Quirina", "zebulon.test", phone.slice(2), "Dana Number0", spoken.slice(6)];
    expect((await traces(words)).length).toBeGreaterThan(4);
    const before = await counts();

    const erased = await erase(id, { confirm: "quirina zebulon" });
    expect(erased).toMatchObject({ recipients: 1, attempts: 1 });
    expect(erased.leads).toBeGreaterThan(0);
    expect(await traces(words)).toEqual([]);
    const after = await counts();
    expect(after.map((one) => one.counts)).toEqual(before.map((one) => one.counts));
    for (const one of after) expect(one.counts).toEqual(one.recount);
    expect(await sql("select action, actor_id, entity_id from audit_log where action = 'customer.erased'")).toEqual([
      { action: "customer.erased", actor_id: bright.accountId, entity_id: id },
    ]);
  });

  it("keeps an opt-out as a hash that still recognises the number", async () => {
    const phone = "+12126660001";
    await bright.leads([phone]);
    const id = await named(phone, "Olaf Optout", "olaf@optout.test");
    const optOut = OptOutCustomer.parse({ note: "Olaf rang and asked us to stop" });
    await optOutCustomer(bright.deps, { id, optOut });
    await erase(id);
    expect(await traces(["Olaf", "optout.test", "2126660001"])).toEqual([]);
    await bright.leads([phone]);
    const again = await customerOf(phone);
    expect(again).not.toBe(id);
    const blocked = await bright.deps.people.blocked(bright.accountId, [again], stage.clock.now());
    expect(blocked.get(again)).toBe("opted_out");
  });

  it("first holds the person back when they asked for that too", async () => {
    const [wished, plain] = ["+12126660002", "+12126660003"];
    await bright.leads([wished, plain]);
    await erase(await customerOf(wished), { opt_out: true });
    await erase(await customerOf(plain));
    await bright.leads([wished, plain]);
    const ids = [await customerOf(wished), await customerOf(plain)];
    expect([...(await bright.deps.people.blocked(bright.accountId, ids, stage.clock.now())).keys()]).toEqual([ids[0]]);
  });

  it("takes who waits in a campaign out of it, and gives a reserved call back", async () => {
    const [waiting, reserved] = ["+12126660011", "+12126660012"];
    const campaign = await bright.launched([waiting, reserved], { target_criteria: { last_contact_days: 100 } });
    const held = await customerOf(reserved);
    await sql("update campaign_recipients set next_attempt_at = $2 where campaign_id = $1 and customer_id <> $3", [
      campaign,
      new Date(stage.clock.now().getTime() + 3_600_000),
      held,
    ]);
    const { error } = await stage.stack.service.rpc("claim_recipients", {
      p_campaign: campaign,
      p_limit: 1,
      p_now: stage.clock.now().toISOString(),
    });
    expect(error).toBeNull();
    expect(await sql("select state from outreach_attempts where customer_id = $1", [held])).toEqual([
      { state: "reserved" },
    ]);
    await erase(held);
    await erase(await customerOf(waiting));
    const left = await sql(
      "select status, reason, phone from campaign_recipients where campaign_id = $1 and customer_id is null",
      [campaign],
    );
    expect(left).toEqual([0, 1].map(() => ({ status: "skipped", reason: "customer_erased", phone: null })));
    for (const one of await counts()) expect(one.counts).toEqual(one.recount);
  });

  it("is refused while a call is under way, and changes nothing", async () => {
    const phone = "+12126660021";
    await bright.launched([phone], { name: "Under way" });
    const id = await customerOf(phone);
    const attempt = {
      user_id: bright.accountId,
      customer_id: id,
      step: 1,
      number: 9,
      channel: "call",
      provider: "vapi",
    };
    await sql(
      `insert into outreach_attempts (user_id, customer_id, step, number, channel, provider, state, reserved_at, begun_at, campaign_id, recipient_id)
       select $1, $2, 1, 9, 'call', 'vapi', 'dispatched', $3, $3, campaign_id, id from campaign_recipients where customer_id = $2 limit 1`,
      [attempt.user_id, id, stage.clock.now()],
    );
    expect(await refusalCode(erase(id))).toBe("call_under_way");
    expect(await customerOf(phone)).toBe(id);
    expect(await sql("select id from leads where customer_id = $1", [id])).not.toEqual([]);
  });

  it("keeps nothing of a report that comes once more after it", async () => {
    const phone = "+12126660031";
    await bright.launched([phone], { name: "Late" });
    await stage.settle();
    const id = await customerOf(phone);
    const [{ attempt } = { attempt: "" }] = await sql<{ attempt: string }>(
      "select id as attempt from outreach_attempts where customer_id = $1 and state = 'ended' limit 1",
      [id],
    );
    await erase(id);
    const event = { provider: "vapi" as const, eventKey: "late", payload: { said: "Zwetschge" }, attemptId: attempt };
    await stage.deps.events.store(event, stage.clock.now(), stage.clock.now());
    expect(await traces(["Zwetschge"])).toEqual([]);
  });

  it("needs the name or the word, and an own customer", async () => {
    await bright.leads(["+12126660041"]);
    const id = await customerOf("+12126660041");
    expect(await refusal(erase(id, { confirm: "erase" }))).toMatchObject({ details: [{ path: "confirm" }] });
    expect(await refusalCode(erase(id, {}, other))).toBe("not_found");
    const { error } = await other.client.rpc("erase_customer", {
      p_user_id: bright.accountId,
      p_customer: id,
      p_actor: other.accountId,
      p_now: stage.clock.now().toISOString(),
    });
    expect(error?.code).toBe("42501");
    expect(
      await refusalCode(
        other.deps.people.erase({ accountId: other.accountId, actorId: other.accountId, now: new Date() }, id, false),
      ),
    ).toBe("not_found");
    expect(await customerOf("+12126660041")).toBe(id);
  });
});
