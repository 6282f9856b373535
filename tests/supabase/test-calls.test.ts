import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeList } from "../support/lists";
import { type Stack, startStack } from "../support/stack";
import {
  type Account,
  after,
  DAY,
  HOUR,
  insert,
  MINUTE,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
  newPhone,
  SECOND,
  servicePool,
} from "./fixtures";

interface Answer {
  decision: string;
  id?: string;
  code?: string;
  next_at?: string;
}

let stack: Stack;
let engine: Pool;
let made = 0;
beforeAll(async () => {
  stack = await startStack();
  engine = servicePool(stack, 8);
});
afterAll(async () => {
  await engine.end();
  await stack.stop();
});

const business = (settings = {}) => makeAccount(stack, `owner${++made}@tests.test`, settings);
async function begin(account: Account, given: { phone?: string; key?: string; campaign?: string; at?: Date } = {}) {
  const { phone = newPhone(), key = randomUUID(), campaign = null, at = NOON } = given;
  const sql = "select public.begin_test_call($1, $1, $2, $3, 'asst_1', 180, $4, $5) as answer";
  return (await engine.query<{ answer: Answer }>(sql, [account.id, key, phone, at, campaign])).rows[0]?.answer;
}
const over = (id: string | undefined) => stack.pool.query("update test_calls set state = 'ended' where id = $1", [id]);
async function ended(account: Account, at: Date) {
  const answer = await begin(account, { at });
  await over(answer?.id);
  return answer;
}
const rowsOf = async (account: Account, table: string) =>
  (await stack.pool.query(`select * from ${table} where user_id = $1 order by id`, [account.id])).rows;

describe("A test call", () => {
  it("is written down and logged before it is made, without its number", async () => {
    const account = await business();
    const { id: campaign } = await makeCampaign(stack, account);
    const answer = await begin(account, { phone: "+12125559876", campaign });
    expect(answer?.decision).toBe("go");
    const [row] = await rowsOf(account, "test_calls");
    expect(row).toMatchObject({
      id: answer?.id,
      state: "begun",
      phone_last4: "9876",
      campaign_id: campaign,
      begun_at: NOON,
    });
    const log = await rowsOf(account, "audit_log");
    expect(log).toMatchObject([{ action: "test_call", entity_id: answer?.id, actor_id: account.id }]);
    expect(JSON.stringify([row, log])).not.toContain("5559876");
    expect(JSON.stringify(log), "the log outlives an erasure").not.toContain("9876");
  });

  it("is one for the same request, however often and however much at once it is asked for", async () => {
    const account = await business();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => begin(account, { key })));
    expect(answers.map((answer) => answer?.decision).sort()).toEqual(["go", ...Array(7).fill("known")]);
    expect(new Set(answers.map((answer) => answer?.id)).size).toBe(1);
    expect(await rowsOf(account, "test_calls")).toHaveLength(1);
  });

  it("is one at a time, also of eight that are asked for at once", async () => {
    const account = await business();
    const answers = await Promise.all(Array.from({ length: 8 }, () => begin(account)));
    expect(answers.filter((answer) => answer?.decision === "go")).toHaveLength(1);
    expect(answers.filter((answer) => answer?.code === "test_call_under_way")).toHaveLength(7);
  });

  it("does not keep the next from being made for ever, when nobody hears of its end", async () => {
    const account = await business();
    await begin(account);
    expect(await begin(account, { at: after(4 * MINUTE) })).toMatchObject({ code: "test_call_under_way" });
    expect(await begin(account, { at: after(5 * MINUTE + SECOND) })).toMatchObject({ decision: "go" });
  });

  it("is made five times in any hour, and says from when again", async () => {
    const account = await business();
    for (let call = 0; call < 5; call++)
      expect(await ended(account, after(call * 10 * MINUTE))).toMatchObject({ decision: "go" });
    const refused = await begin(account, { at: after(50 * MINUTE) });
    expect(refused).toMatchObject({ decision: "refuse", code: "test_call_limit" });
    expect(new Date(refused?.next_at ?? "")).toEqual(after(HOUR));
    expect(await begin(account, { at: after(HOUR - SECOND) })).toMatchObject({ code: "test_call_limit" });
    expect(await begin(account, { at: after(HOUR) })).toMatchObject({ decision: "go" });
  });

  it("is made twenty times in any day", async () => {
    const account = await business();
    for (let call = 0; call < 20; call++) await ended(account, after(call * HOUR));
    const refused = await begin(account, { at: after(21 * HOUR) });
    expect(refused).toMatchObject({ code: "test_call_limit" });
    expect(new Date(refused?.next_at ?? "")).toEqual(after(DAY));
    expect(await begin(account, { at: after(DAY) })).toMatchObject({ decision: "go" });
  });

  it("of another business counts for nobody else", async () => {
    const [one, other] = [await business(), await business()];
    const key = randomUUID();
    expect(await begin(one, { key })).toMatchObject({ decision: "go" });
    expect(await begin(other, { key })).toMatchObject({ decision: "go" });
  });

  it("takes no line that is kept for incoming calls, or in use", async () => {
    const none = await business({ call_concurrency: 2, inbound_lines: 2 });
    expect(await begin(none)).toMatchObject({ code: "test_call_no_line" });
    const account = await business({ call_concurrency: 2, inbound_lines: 1 });
    const customers = await makeCustomers(stack, account, 1);
    const { id, recipients } = await makeCampaign(stack, account, { customers });
    const attempt = { user_id: account.id, campaign_id: id, recipient_id: recipients[0], step: 1, number: 1 };
    const live = { channel: "call", provider: "vapi", state: "dispatched", reserved_at: NOON };
    await insert(stack, "outreach_attempts", [{ ...attempt, ...live }]);
    expect(await begin(account)).toMatchObject({ code: "test_call_no_line" });
  });

  it("takes up a line, which campaigns leave to it until it is over, and see why they wait", async () => {
    const account = await business({ call_concurrency: 3, inbound_lines: 1 });
    const { id } = await makeCampaign(stack, account, { customers: await makeCustomers(stack, account, 3) });
    const { id: test } = (await begin(account)) ?? {};
    const claim = async (at = NOON) =>
      (
        await engine.query<{ claim: { attempts: string[]; reason: string } }>(
          "select public.claim_recipients($1, 10, $2) as claim",
          [id, at],
        )
      ).rows[0]?.claim;
    expect(await claim()).toMatchObject({ attempts: [expect.anything()], reason: "lines" });
    const waiting = { p_campaign: id, p_now: NOON.toISOString() };
    expect((await account.client.rpc("campaign_waiting", waiting)).data).toMatchObject({ held_by: "lines" });
    await over(test);
    expect((await claim())?.attempts).toHaveLength(1);
  });
});

describe("The number of a test call", () => {
  it.each(["call", "all"])("is not one that opted out of %s", async (channel) => {
    const account = await business();
    const phone = newPhone();
    const row = { user_id: account.id, contact: phone, channel, reason: "opt_out", source: "page" };
    await insert(stack, "suppressions", [row]);
    expect(await begin(account, { phone })).toMatchObject({ code: "test_number_opted_out" });
    expect(await rowsOf(account, "test_calls")).toEqual([]);
  });

  it.each(["own", "reassigned"] as const)("is not one that stands on a list: %s", async (kind) => {
    const account = await business();
    const phone = newPhone();
    await makeList(stack.pool, account, { kind, numbers: [phone] });
    expect(await begin(account, { phone })).toMatchObject({ decision: "refuse", code: "test_number_on_list" });
    expect(await rowsOf(account, "test_calls")).toEqual([]);
    expect(await begin(account, { phone: newPhone() })).toMatchObject({ decision: "go" });
  });

  it("and that of a test text is not one that stands on a list, while an email goes to an address", async () => {
    const account = await business();
    const phone = newPhone();
    await makeList(stack.pool, account, { kind: "own", numbers: [phone] });
    const sql = "select public.begin_test_message($1, $1, $2, $3, $4, $5) as answer";
    const ask = async (channel: string, contact: string) =>
      (await engine.query<{ answer: Answer }>(sql, [account.id, randomUUID(), channel, contact, NOON])).rows[0]?.answer;
    expect(await ask("sms", phone)).toMatchObject({ decision: "refuse", code: "test_number_on_list" });
    expect(await ask("email", "owner@clinic.test")).toMatchObject({ decision: "go" });
  });

  it("is not one of a customer, who is called by campaigns alone, unless it is the business's own", async () => {
    const phone = newPhone();
    const account = await business({ callback_number: phone });
    const [own, other] = [{ phone }, { phone: newPhone() }];
    await makeCustomers(stack, account, [own, other]);
    expect(await begin(account, other)).toMatchObject({ code: "test_number_of_customer" });
    expect(await begin(account, own)).toMatchObject({ decision: "go" });
  });

  it("may be one that only refuses emails, or that another business must not call", async () => {
    const [account, other] = [await business(), await business()];
    const phone = newPhone();
    const row = { contact: phone, reason: "opt_out", source: "page" };
    await insert(stack, "suppressions", [
      { user_id: account.id, channel: "email", ...row },
      { user_id: other.id, channel: "all", ...row },
    ]);
    expect(await begin(account, { phone })).toMatchObject({ decision: "go" });
  });
});

describe("Bob of another business", () => {
  it("sees no test call of Alice, and can write none of his own either", async () => {
    const [alice, bob] = [await business(), await business()];
    const answer = await begin(alice);
    expect((await alice.client.from("test_calls").select("id")).data).toEqual([{ id: answer?.id }]);
    expect((await bob.client.from("test_calls").select("id")).data).toEqual([]);
    const row = {
      request_key: randomUUID(),
      phone_last4: "1234",
      phone_hash: "\\x",
      assistant_id: "a",
      actor_id: bob.id,
    };
    const at = { begun_at: NOON.toISOString(), expires_at: NOON.toISOString() };
    expect((await bob.client.from("test_calls").insert({ ...row, ...at, user_id: bob.id })).error?.code).toBe("42501");
    const undo = await alice.client.from("test_calls").delete().eq("user_id", alice.id);
    expect(undo.error?.code).toBe("42501");
  });
});
