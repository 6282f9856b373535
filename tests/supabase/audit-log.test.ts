import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../support/stack";
import { type Account, insert, makeAccount, makeCampaign, makeCustomers, NOON, only } from "./fixtures";
import { anyone } from "./rls/everything";

let stack: Stack;
let alice: Account;
beforeAll(async () => {
  stack = await startStack();
  alice = await makeAccount(stack, "alice@audit.test");
});
afterAll(() => stack.stop());

const sql = (text: string, values: unknown[] = []) => stack.pool.query(text, values);
const linesOf = async (entityId: string) => {
  const text = "select actor_id, action, entity, detail, at from audit_log where entity_id = $1 order by id";
  return (await sql(text, [entityId])).rows;
};
const actions = async (entityId: string) => (await linesOf(entityId)).map(({ action }) => action);
const now = NOON.toISOString();

describe("The audit log", () => {
  it("is written by the engine, which chooses neither the number of a line nor when it was recorded", async () => {
    const line = { user_id: alice.id, action: "made up", entity: "campaign" };
    expect((await stack.service.from("audit_log").insert(line)).error).toBeNull();
    for (const [chosen, code] of [
      [{ recorded_at: now }, "42501"],
      [{ id: 1 }, "428C9"],
    ] as const)
      expect((await stack.service.from("audit_log").insert({ ...line, ...chosen } as never)).error?.code).toBe(code);
  });

  it("is changed, emptied or deleted by nobody: visitor, owner or service role", async () => {
    const before = (await sql("select count(*)::int as n from audit_log")).rows;
    for (const client of [await anyone(stack), await anyone(stack, alice.email), stack.service as never as Anyone]) {
      const log = () => client.from("audit_log");
      expect((await log().update({ action: "x" }).eq("user_id", alice.id)).error?.code).toBe("42501");
      expect((await log().delete().eq("user_id", alice.id)).error?.code).toBe("42501");
    }
    for (const role of ["anon", "authenticated", "service_role"]) {
      const as = async (statement: string) => {
        const client = await stack.pool.connect();
        try {
          await client.query(`begin; set local role ${role}`);
          await client.query(statement);
        } finally {
          await client.query("rollback");
          client.release();
        }
      };
      for (const statement of [
        "truncate public.audit_log",
        "truncate public.profiles cascade",
        "alter table public.audit_log disable trigger append_only",
        "drop trigger append_only on public.audit_log",
        "alter table public.audit_log disable row level security",
        "set local session_replication_role = replica",
        "insert into public.audit_log (id, user_id, action, entity) overriding system value values (1, gen_random_uuid(), 'x', 'x')",
      ])
        await expect(as(statement), `${role}: ${statement}`).rejects.toMatchObject({ code: "42501" });
    }
    expect((await sql("select count(*)::int as n from audit_log")).rows).toEqual(before);
  });

  it("outlives the account and everybody in it", async () => {
    const gone = await makeAccount(stack, "gone@audit.test");
    const campaign = await makeCampaign(stack, gone, { customers: await makeCustomers(stack, gone, 1) });
    await sql("delete from auth.users where id = $1", [gone.id]);
    expect(await actions(campaign.id)).toEqual(["campaign.started", "campaign.deleted"]);
  });

  it("is read by the people of its account alone", async () => {
    const bob = await makeAccount(stack, "bob@audit.test");
    expect((await bob.client.from("audit_log").select("id").eq("user_id", alice.id)).data).toEqual([]);
  });
});
type Anyone = Awaited<ReturnType<typeof anyone>>;

describe("What is written down", () => {
  it("is a campaign's way, with who ordered it and when, and nothing of a draft that is edited", async () => {
    const { id } = await makeCampaign(stack, alice, {
      customers: await makeCustomers(stack, alice, 1),
      status: "draft",
    });
    expect((await alice.client.from("campaigns").update({ name: "Spring" }).eq("id", id)).error).toBeNull();
    const change = async (p_change: string) => {
      const args = { p_campaign: id, p_change, p_actor: alice.id, p_now: now };
      expect((await stack.service.rpc("change_campaign", args)).data).toMatchObject({ ok: true });
    };
    await sql("update campaigns set selected_at = $2 where id = $1", [id, now]);
    await change("start");
    expect(
      (await stack.service.rpc("pause_campaign", { p_campaign: id, p_reason: "budget_reached", p_now: now })).error,
    ).toBeNull();
    expect((await alice.client.from("campaigns").update({ budget: 50 }).eq("id", id)).error).toBeNull();
    await change("start");
    await change("stop");
    const lines = await linesOf(id);
    expect(lines.map(({ action, actor_id }) => [action, actor_id])).toEqual([
      ["campaign.started", alice.id],
      ["campaign.paused", null],
      ["campaign.changed", alice.id],
      ["campaign.resumed", alice.id],
      ["campaign.stopped", alice.id],
    ]);
    expect(lines[0].at).toEqual(NOON);
    expect(lines[1].detail).toEqual({ from: "active", to: "paused", reason: "budget_reached", name: "Spring" });
    expect(lines[2].detail).toEqual({ name: "Spring", changes: { budget: { from: null, to: 50 } } });
  });

  it("is the deletion of a draft, with the person", async () => {
    const { id } = await makeCampaign(stack, alice);
    await alice.client.from("campaigns").delete().eq("id", id);
    expect(await linesOf(id)).toMatchObject([{ action: "campaign.deleted", actor_id: alice.id }]);
  });

  it("is an opt-out of whatever way, once for each wish, and its lifting, without the contact", async () => {
    const customer = only(
      await makeCustomers(stack, alice, [{ phone: "+12125550142", email: "wish@mail.test", consent: null }]),
    );
    const who = { p_user_id: alice.id, p_actor: alice.id, p_now: now };
    await stack.service.rpc("opt_out_customer", {
      ...who,
      p_customer: customer.id,
      p_channel: "all",
      p_reason: "owner",
    });
    const written = await linesOf(customer.id);
    expect(written).toMatchObject([
      {
        action: "opt_out.added",
        actor_id: alice.id,
        at: NOON,
        detail: { channel: "all", source: "owner", contacts: 2 },
      },
    ]);
    expect(JSON.stringify(written)).not.toMatch(/5550142|wish@mail/);
    const { id } = only(
      (await sql("select id from suppressions where customer_id = $1", [customer.id])).rows.slice(0, 1),
    );
    await stack.service.rpc("lift_suppression", { ...who, p_id: id, p_reason: "They asked us to call again" });
    expect(await linesOf(id)).toMatchObject([{ action: "opt_out.lifted", actor_id: alice.id }]);
  });

  it("is a list of opt-outs as one line", async () => {
    const contacts = Array.from({ length: 300 }, (_, n) => `+1212555${1000 + n}`);
    const list = { p_user_id: alice.id, p_contacts: contacts, p_channel: "all", p_reason: "import", p_source: "list" };
    expect((await stack.service.rpc("add_suppressions", { ...list, p_actor: alice.id, p_now: now })).error).toBeNull();
    const lines = await sql("select detail from audit_log where user_id = $1 and entity = 'opt_outs'", [alice.id]);
    expect(lines.rows).toEqual([{ detail: { channel: "all", reason: "import", source: "list", contacts: 300 } }]);
  });

  it("is a consent and its end, whether a person or an import brings it", async () => {
    const customer = only(await makeCustomers(stack, alice, [{ consent: null }]));
    const consent = { user_id: alice.id, customer_id: customer.id, channel: "call", basis: "express_written" };
    await insert(stack, "consents", [{ ...consent, source: "import", obtained_at: NOON }]);
    const own = { ...consent, source: "form", wording_version: "v2", obtained_at: now };
    const { data } = await alice.client.from("consents").insert(own).select("id").single();
    await alice.client
      .from("consents")
      .update({ revoked_at: now })
      .eq("id", data?.id ?? "");
    expect(await linesOf(customer.id)).toMatchObject([
      { action: "consent.added", actor_id: null, detail: { source: "import", basis: "express_written" } },
      { action: "consent.added", actor_id: alice.id, detail: { consent_id: data?.id, version: "v2", by: alice.email } },
      { action: "consent.revoked", actor_id: alice.id, at: NOON, detail: { consent_id: data?.id } },
    ]);
  });

  it("is who may work in the account", async () => {
    const carol = await makeAccount(stack, "carol@audit.test");
    await alice.client.from("team_members").insert({ user_id: alice.id, member_id: carol.id });
    await alice.client.from("team_members").delete().eq("member_id", carol.id);
    expect(await actions(carol.id)).toEqual(["member.added", "member.removed"]);
  });
});
