import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, type Stack, startStack } from "../../support/stack";
import { type Account, insert, makeAccount, makeCampaign, makeCustomers, only } from "../fixtures";
import { anyone } from "./everything";

let stack: Stack;
let alice: Account;
/** Works for Alice, and has a business of her own. */
let mia: Account;
let stranger: Client;
beforeAll(async () => {
  stack = await startStack();
  alice = await makeAccount(stack, "alice@clinic.test");
  mia = await makeAccount(stack, "mia@salon.test");
  stranger = await stack.signUp("stranger@nowhere.test");
  await insert(stack, "team_members", [
    { user_id: alice.id, member_id: mia.id, role: "member", created_at: new Date() },
  ]);
});
afterAll(() => stack.stop());

describe("A stranger", () => {
  it("makes himself no member of a business, and nobody a member of one that is not his", async () => {
    const self = await stack.userId("stranger@nowhere.test");
    for (const member of [
      { user_id: alice.id, member_id: self, role: "member" },
      { user_id: alice.id, member_id: mia.id, role: "admin" },
    ])
      expect((await stranger.from("team_members").insert(member)).error?.code).toBe("42501");
  });

  it("sees nobody's profile but his own", async () => {
    const { data } = await stranger.from("profiles").select("email");
    expect(data).toEqual([{ email: "stranger@nowhere.test" }]);
  });
});

describe("A team member", () => {
  it("adds nobody to the team, and promotes nobody", async () => {
    const member = { user_id: alice.id, member_id: await stack.userId("stranger@nowhere.test") };
    expect((await mia.client.from("team_members").insert(member)).error?.code).toBe("42501");
    expect((await mia.client.from("team_members").update({ role: "admin" }).eq("member_id", mia.id)).error?.code).toBe(
      "42501",
    );
  });

  it("carries no agent, no lead and no settings off into her own business", async () => {
    const lead = { customer_phone: "+12125550001", agent_id: alice.agentId };
    const { data } = await alice.client.from("leads").insert(lead).select("id").single();
    const agent = await mia.client.from("agents").update({ user_id: mia.id }).eq("id", alice.agentId);
    expect(agent.error?.code).toBe("42501");
    const moved = await mia.client
      .from("leads")
      .update({ agent_id: mia.agentId })
      .eq("id", data?.id ?? "");
    expect(moved.error?.code).toBe("23503");
    await stack.pool.query("delete from outreach_settings where user_id = $1", [mia.id]);
    const settings = await mia.client.from("outreach_settings").update({ user_id: mia.id }).eq("user_id", alice.id);
    expect(settings.error?.code).toBe("42501");
  });

  it("works on the business's campaigns and customers, in its name", async () => {
    const customer = { user_id: alice.id, phone: "+12125550002", name: "Anya" };
    expect((await mia.client.from("customers").insert(customer)).error).toBeNull();
    const campaign = { user_id: alice.id, agent_id: alice.agentId, name: "By Mia" };
    const made = await mia.client.from("campaigns").insert(campaign).select("id").single();
    expect(made.error).toBeNull();
    const seen = await alice.client
      .from("campaigns")
      .select("name")
      .eq("id", made.data?.id ?? "");
    expect(seen.data).toEqual([{ name: "By Mia" }]);
  });

  it("leaves when she likes, and then sees nothing more", async () => {
    const [customer] = await makeCustomers(stack, alice, 1);
    expect((await mia.client.from("team_members").delete().eq("user_id", alice.id)).error).toBeNull();
    for (const table of ["customers", "campaigns", "leads", "agents", "outreach_settings", "profiles"] as const) {
      const { data } = await mia.client.from(table).select();
      expect(JSON.stringify(data), table).not.toContain(alice.id);
    }
    const change = await mia.client
      .from("customers")
      .update({ name: "x" })
      .eq("id", customer?.id ?? "")
      .select();
    expect(change.data).toEqual([]);
  });
});

describe("The owner", () => {
  it("changes no subscription tier, not even her own", async () => {
    const change = await alice.client.from("profiles").update({ subscription_tier: "enterprise" }).eq("id", alice.id);
    expect(change.error?.code).toBe("42501");
  });

  it("deletes a draft, and nothing that was ever started", async () => {
    const draft = await makeCampaign(stack, alice);
    expect((await alice.client.from("campaigns").delete().eq("id", draft.id).select()).data).toHaveLength(1);
    for (const status of ["scheduled", "active", "paused", "completed", "cancelled"]) {
      const campaign = await makeCampaign(stack, alice, { status });
      expect((await alice.client.from("campaigns").delete().eq("id", campaign.id).select()).data, status).toEqual([]);
    }
  });

  it("writes no status, no count and no result of a campaign", async () => {
    const customers = await makeCustomers(stack, alice, 1);
    const { id } = await makeCampaign(stack, alice, { customers });
    const owner = await anyone(stack, alice.email);
    const made = { user_id: alice.id, name: "Started at once" };
    for (const status of ["active", "completed"] as const)
      expect((await alice.client.from("campaigns").insert({ ...made, status })).error?.code).toBe("42501");
    for (const column of [
      "status",
      "pause_reason",
      "started_at",
      "resumed_at",
      "completed_at",
      "selected_at",
      "user_id",
      "id",
      "created_at",
    ]) {
      const change = { [column]: column.endsWith("_at") ? "2026-01-01T00:00:00Z" : "active" };
      expect((await owner.from("campaigns").update(change).eq("id", id)).error?.code, column).toBe("42501");
    }
    for (const column of [
      "lead_count",
      "first_lead_at",
      "last_lead_at",
      "last_answered_at",
      "phone_invalid_at",
      "zone_source",
      "user_id",
    ]) {
      const change = { [column]: column === "lead_count" ? 9 : null };
      expect((await owner.from("customers").update(change).eq("id", only(customers).id)).error?.code, column).toBe(
        "42501",
      );
    }
  });
});
