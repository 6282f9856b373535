import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../support/stack";
import {
  type Account,
  after,
  DAY,
  HOUR,
  insert,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
  newPhone,
  only,
  WRITTEN,
} from "./fixtures";
import { gateSubject } from "./gate-subject";

let stack: Stack;
let account: Account;
let number = 0;
beforeAll(async () => {
  stack = await startStack();
});
beforeEach(async () => {
  account = await makeAccount(stack, `owner${++number}@clinic.test`);
});
afterAll(() => stack.stop());

const kept = async () =>
  (
    await stack.pool.query(
      "select call_marketing_consent as marketing, call_consent as any from customers where user_id = $1 order by phone",
      [account.id],
    )
  ).rows;
const give = (customerId: string, more: object = {}) =>
  account.client
    .from("consents")
    .insert({
      ...WRITTEN,
      obtained_at: WRITTEN.obtained_at.toISOString(),
      user_id: account.id,
      customer_id: customerId,
      ...more,
      revoked_at: undefined,
    })
    .select("id")
    .single();

describe("What a customer agreed to", () => {
  it("is known at once of each that was added together, the best that still counts", async () => {
    const people = await makeCustomers(stack, account, [
      { consent: null },
      { consent: {} },
      { consent: { basis: "express" } },
      { consent: { purpose: "informational" } },
      { consent: { channel: "email" } },
      { consent: { wording: null } },
    ]);
    expect(people).toHaveLength(6);
    expect(await kept()).toEqual([
      { marketing: null, any: null },
      { marketing: 3, any: 3 },
      { marketing: 1, any: 1 },
      { marketing: null, any: 3 },
      { marketing: null, any: null },
      { marketing: 2, any: 2 },
    ]);
  });

  it("falls back to the next best when it is revoked, by its owner's own hand", async () => {
    const customer = only(await makeCustomers(stack, account, [{ consent: { basis: "express" } }]));
    const { data } = await give(customer.id);
    expect(await kept()).toEqual([{ marketing: 3, any: 3 }]);
    await account.client
      .from("consents")
      .update({ revoked_at: NOON.toISOString() })
      .eq("id", data?.id ?? "");
    expect(await kept()).toEqual([{ marketing: 1, any: 1 }]);
  });

  it("does not count again by being written down by hand after it was taken back, or after an opt-out", async () => {
    const [revoked, stopped] = await makeCustomers(stack, account, [{ consent: null }, { consent: null }]);
    const withdrawal = { ...WRITTEN, user_id: account.id, customer_id: revoked?.id, revoked_at: after(-DAY) };
    await insert(stack, "consents", [withdrawal]);
    const wish = { channel: "all", reason: "opt_out", source: "email", contact: stopped?.phone, at: after(-DAY) };
    const lifted = { lifted_at: NOON, lift_reason: "The customer wrote START." };
    await insert(stack, "suppressions", [{ user_id: account.id, customer_id: stopped?.id, ...wish, ...lifted }]);
    for (const { id } of [revoked, stopped].filter((one) => one !== undefined)) {
      expect((await give(id, { obtained_at: after(-3 * DAY).toISOString() })).error?.message).toBe("consent_withdrawn");
      expect((await give(id, { obtained_at: after(-DAY - 8 * HOUR).toISOString() })).error, "the same day").toBeNull();
      expect((await give(id, { obtained_at: NOON.toISOString() })).error).toBeNull();
    }
  });

  it("holds for the number that it was given for, and for no other", async () => {
    const { customer, ask } = await gateSubject(stack, account, { phone: newPhone() }, {});
    const move = (phone: string | null) => account.client.from("customers").update({ phone }).eq("id", customer.id);
    const preview = "select public.preview_audience($1, '{}', 'call', $2) -> 'skipped' as skipped";
    const skipped = async () => only((await stack.pool.query(preview, [account.id, NOON])).rows).skipped;
    expect(await ask()).toMatchObject({ decision: "allow" });
    await move(newPhone());
    expect(await ask()).toMatchObject({ decision: "skip", reason: "no_written_consent" });
    expect(await skipped()).toEqual({ no_written_consent: 1 });
    await give(customer.id, { basis: "express" });
    expect(await kept()).toEqual([{ marketing: 1, any: 1 }]);
    await move(customer.phone);
    expect(await ask()).toMatchObject({ decision: "allow", detail: { consent_basis: "express_written" } });
    expect(await skipped()).toEqual({});
  });

  it("is not for a client to write", async () => {
    const customer = only(await makeCustomers(stack, account, [{ consent: null }]));
    const update = account.client.from("customers").update({ call_marketing_consent: 3 }).eq("id", customer.id);
    expect((await update).error?.code).toBe("42501");
  });

  it("stays right when two people write down consents of one customer at once", async () => {
    const customer = only(await makeCustomers(stack, account, [{ consent: null }]));
    const bases = ["existing_customer", "express", "express_written", "express", "existing_customer"];
    await Promise.all(bases.map((basis) => give(customer.id, { basis })));
    expect(await kept()).toEqual([{ marketing: 3, any: 3 }]);
    await account.client.from("consents").update({ revoked_at: NOON.toISOString() }).eq("customer_id", customer.id);
    expect(await kept()).toEqual([{ marketing: null, any: null }]);
  });
});

describe("A decision", () => {
  it("names the consent that it rests on, the rules and the windows that applied", async () => {
    const customer = only(await makeCustomers(stack, account, [{ phone: "+13055550188" }]));
    const older = await give(customer.id, { basis: "express", obtained_at: after(-DAY).toISOString() });
    expect(older.error).toBeNull();
    const { id } = await makeCampaign(stack, account, { customers: [customer] });
    const sql = `select g.decision, g.detail, k.id as consent from campaigns c join campaign_recipients r on r.campaign_id = c.id
      join consents k on k.customer_id = r.customer_id and k.basis = 'express_written',
      private.gate(c.user_id, c, array[(r.id, r.customer_id, 'call', r.phone, r.email)::private.gate_subject], $2) g where c.id = $1`;
    const { decision, detail, consent } = only((await stack.pool.query(sql, [id, NOON])).rows);
    expect(decision).toBe("allow");
    expect(detail).toMatchObject({
      ...{ rules_version: 1, region: "US-FL", regions: ["US-FL"], time_zones: ["America/New_York"] },
      ...{ consent_id: consent, consent_basis: "express_written", local_time: "2026-11-23T12:00" },
    });
    expect(detail.windows).toHaveLength(2);
    expect(detail.windows).toEqual(
      expect.arrayContaining([
        { jurisdiction: "US", day: "mon", opens: "08:00", closes: "21:00", confidence: "medium" },
        { jurisdiction: "US-FL", day: "mon", opens: "08:00", closes: "20:00", confidence: "high" },
      ]),
    );
  });

  it("that waits for the law names whose law it is, and whose hours it is where the owner chose them", async () => {
    const late = new Date("2026-11-24T01:30:00Z");
    const open = { mon: [["08:00", "24:00"]] };
    const customer = only(await makeCustomers(stack, account, [{ phone: "+13055550189" }]));
    const ask = async (hours: object) => {
      await stack.pool.query("update outreach_settings set calling_hours = $2 where user_id = $1", [account.id, hours]);
      const sql = `select g.reason, g.detail ->> 'closed_by' as closed_by from customers c,
        private.gate(c.user_id, null::campaigns, array[(c.id, c.id, 'call', c.phone, c.email)::private.gate_subject], $2) g where c.id = $1`;
      return only((await stack.pool.query(sql, [customer.id, late])).rows);
    };
    expect(await ask({ ...open, tue: [["08:00", "12:00"]] })).toEqual({ reason: "state_hours", closed_by: "US-FL" });
    expect(await ask({ mon: [["08:00", "18:00"]], tue: [["08:00", "12:00"]] })).toEqual({
      reason: "outside_hours",
      closed_by: null,
    });
  });

  it("keeps a campaign's purpose from changing once it runs", async () => {
    const { id } = await makeCampaign(stack, account, { customers: await makeCustomers(stack, account, 1) });
    const change = (campaign: string) =>
      account.client.from("campaigns").update({ purpose: "informational" }).eq("id", campaign);
    expect((await change(id)).error?.message).toBe("campaign_not_editable");
    expect((await change((await makeCampaign(stack, account)).id)).error).toBeNull();
  });
});
