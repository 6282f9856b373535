import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../support/stack";
import {
  type Account,
  type Campaign,
  type Customer,
  insert,
  makeAccount,
  makeCampaign,
  makeCustomers,
  NOON,
  only,
} from "../fixtures";

let stack: Stack;
let alice: Account;
let bob: Account;
let hers: { campaign: Campaign; customer: Customer; leadId: string };
beforeAll(async () => {
  stack = await startStack();
  alice = await makeAccount(stack, "alice@clinic.test");
  bob = await makeAccount(stack, "bob@garage.test");
  const customer = only(await makeCustomers(stack, alice, 1));
  const campaign = await makeCampaign(stack, alice, { customers: [customer], status: "paused" });
  const { rows } = await stack.pool.query<{ id: string }>("select id from leads where customer_id = $1", [customer.id]);
  hers = { campaign, customer, leadId: only(rows).id };
});
afterAll(() => stack.stop());

const codeOf = async (work: PromiseLike<{ error: { code: string } | null }>) => (await work).error?.code ?? "accepted";

describe("Bob's own rows refer to nothing of Alice's:", () => {
  it("a campaign to her agent", async () => {
    const campaign = { user_id: bob.id, name: "Mine", agent_id: alice.agentId };
    expect(await codeOf(bob.client.from("campaigns").insert(campaign))).toBe("23503");
    const own = await makeCampaign(stack, bob);
    expect(await codeOf(bob.client.from("campaigns").update({ agent_id: alice.agentId }).eq("id", own.id))).toBe(
      "23503",
    );
  });

  it("a step to her campaign", async () => {
    const step = {
      user_id: bob.id,
      campaign_id: hers.campaign.id,
      position: 9,
      channel: "call",
      body: "Call me instead",
    };
    expect(await codeOf(bob.client.from("campaign_steps").insert(step))).toBe("23503");
    expect(await codeOf(bob.client.from("campaign_steps").insert({ ...step, user_id: alice.id }))).toBe("42501");
  });

  it("nor does the answer tell him what state her campaign is in", async () => {
    const step = { user_id: bob.id, campaign_id: hers.campaign.id, position: 9, channel: "call", body: "x" };
    const real = await bob.client.from("campaign_steps").insert(step);
    const none = await bob.client.from("campaign_steps").insert({ ...step, campaign_id: randomUUID() });
    expect(real.error?.message).toBe(none.error?.message);
  });

  it("a suppression or a consent to her customer", async () => {
    const suppression = {
      user_id: bob.id,
      customer_id: hers.customer.id,
      contact: "+12125550001",
      reason: "owner",
      source: "page",
    };
    expect(await codeOf(bob.client.from("suppressions").insert(suppression))).toBe("23503");
    const consent = {
      user_id: bob.id,
      customer_id: hers.customer.id,
      channel: "call",
      basis: "express",
      source: "form",
      obtained_at: NOON.toISOString(),
    };
    expect(await codeOf(bob.client.from("consents").insert(consent))).toBe("23503");
  });

  it("a lead to her customer or her agent", async () => {
    const lead = { agent_id: bob.agentId, customer_id: hers.customer.id };
    expect(await codeOf(bob.client.from("leads").insert(lead))).toBe("23503");
    expect(
      await codeOf(bob.client.from("leads").insert({ agent_id: alice.agentId, customer_phone: "+12125550003" })),
    ).toBe("42501");
    const own = await bob.client
      .from("leads")
      .insert({ agent_id: bob.agentId, customer_phone: "+12125550004" })
      .select("id")
      .single();
    const change = bob.client
      .from("leads")
      .update({ customer_id: hers.customer.id })
      .eq("id", own.data?.id ?? "");
    expect(await codeOf(change)).toBe("23503");
  });

  it("a lead to an attempt, his or hers: that link is the engine's", async () => {
    const customers = await makeCustomers(stack, bob, 1);
    const { id, recipients } = await makeCampaign(stack, bob, { customers });
    const attempt = {
      user_id: bob.id,
      campaign_id: id,
      recipient_id: only(recipients),
      step: 1,
      number: 1,
      channel: "call",
      provider: "vapi",
      reserved_at: NOON,
    };
    const attemptId = only(await insert(stack, "outreach_attempts", [{ ...attempt, state: "reserved" }])).id;
    const lead = { agent_id: bob.agentId, customer_phone: "+12125550005" };
    expect(await codeOf(bob.client.from("leads").insert({ ...lead, outreach_attempt_id: attemptId }))).toBe("42501");
    const own = await bob.client.from("leads").insert(lead).select("id").single();
    const change = bob.client
      .from("leads")
      .update({ outreach_attempt_id: attemptId })
      .eq("id", own.data?.id ?? "");
    expect(await codeOf(change)).toBe("42501");
  });
});

describe("What Bob inserts over Alice's rows", () => {
  it("changes none of them, though the id is taken", async () => {
    const lead = { id: hers.leadId, agent_id: bob.agentId, customer_phone: "+12125550006", call_summary: "taken over" };
    expect(await codeOf(bob.client.from("leads").upsert(lead))).toBe("42501");
    const agent = { id: alice.agentId, user_id: bob.id, name: "taken over", api_secret: "x" };
    expect(await codeOf(bob.client.from("agents").upsert(agent))).toBe("42501");
    const settings = { user_id: alice.id, business_name: "taken over" };
    expect(await codeOf(bob.client.from("outreach_settings").upsert(settings))).toBe("42501");
    const { rows } = await stack.pool.query("select call_summary from leads where id = $1", [hers.leadId]);
    expect(rows).toEqual([{ call_summary: null }]);
  });

  it("leaves no customer behind in her account", async () => {
    const count = "select count(*)::integer as n from customers where user_id = $1";
    const before = (await stack.pool.query(count, [alice.id])).rows;
    await bob.client
      .from("leads")
      .insert({ agent_id: alice.agentId, customer_phone: "+12125559999", customer_name: "Planted" });
    expect((await stack.pool.query(count, [alice.id])).rows).toEqual(before);
  });
});

describe("The same contact in two accounts", () => {
  it("is two customers, and an opt-out from one is none from the other", async () => {
    const phone = "+12125557777";
    for (const account of [alice, bob])
      await insert(stack, "leads", [{ agent_id: account.agentId, customer_phone: phone, status: "New" }]);
    const { rows } = await stack.pool.query("select user_id from customers where phone = $1", [phone]);
    expect(rows.map(({ user_id }) => user_id).sort()).toEqual([alice.id, bob.id].sort());
    await insert(stack, "suppressions", [
      { user_id: alice.id, contact: phone, channel: "all", reason: "opt_out", source: "call", evidence: {}, at: NOON },
    ]);
    const { data } = await bob.client.from("suppressions").select("contact").eq("contact", phone);
    expect(data).toEqual([]);
  });
});
