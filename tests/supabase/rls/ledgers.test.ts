import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../support/stack";
import { type Account, insert, makeAccount, makeCustomers, NOON, only } from "../fixtures";
import { contentOf, everyTable, makeBusinessWithEverything } from "./everything";

let stack: Stack;
let alice: Account;
let customerId: string;
beforeAll(async () => {
  stack = await startStack();
  alice = await makeAccount(stack, "alice@clinic.test");
  customerId = only(await makeCustomers(stack, alice, [{ phone: "+12125550001", email: "anya@mail.test" }])).id;
});
afterAll(() => stack.stop());

const suppression = () => ({
  ...{ user_id: alice.id, customer_id: customerId, contact: "+12125550001", reason: "owner", source: "page" },
});
const consent = () => ({
  ...{ user_id: alice.id, customer_id: customerId, channel: "call", basis: "express_written", source: "form" },
  obtained_at: NOON.toISOString(),
});
const sql = (text: string, values: unknown[] = []) => stack.pool.query(text, values);

describe("The audit log", () => {
  it("takes lines from the service role, and gives none back", async () => {
    const line = { user_id: alice.id, action: "started", entity: "campaign" };
    expect((await stack.service.from("audit_log").insert(line)).error).toBeNull();
    expect((await stack.service.from("audit_log").update({ action: "x" }).eq("user_id", alice.id)).error?.code).toBe(
      "42501",
    );
    expect((await stack.service.from("audit_log").delete().eq("user_id", alice.id)).error?.code).toBe("42501");
  });

  it("is changed not even by the database's owner", async () => {
    await expect(sql("update audit_log set action = 'x'")).rejects.toThrow("append-only");
    await expect(sql("delete from audit_log")).rejects.toThrow("append-only");
    await expect(sql("truncate audit_log")).rejects.toThrow("append-only");
    expect((await sql("select action from audit_log where entity = 'campaign'")).rows).toEqual([{ action: "started" }]);
  });

  it("takes no line from its owner", async () => {
    const line = { user_id: alice.id, action: "made up", entity: "campaign" };
    expect((await alice.client.from("audit_log").insert(line)).error?.code).toBe("42501");
  });
});

describe("Suppressions", () => {
  it("are added by the owner and keep their hash, whatever she sends along", async () => {
    expect((await alice.client.from("suppressions").insert(suppression())).error).toBeNull();
    const hash = { ...suppression(), contact: "+12125550009", contact_hash: "\\x00" };
    expect((await alice.client.from("suppressions").insert(hash)).error?.code).toBe("42501");
  });

  it("need a contact that can be a contact", async () => {
    const wrong = { ...suppression(), contact: "call me" };
    expect((await alice.client.from("suppressions").insert(wrong)).error?.message).toBe("contact_invalid");
    const none = { ...suppression(), contact: null };
    expect((await alice.client.from("suppressions").insert(none)).error?.code).toBe("42501");
  });

  it("are changed, lifted or deleted by no client, and deleted by no service", async () => {
    const lift = { lifted_at: NOON.toISOString(), lift_reason: "asked" };
    expect((await alice.client.from("suppressions").update(lift).eq("user_id", alice.id)).error?.code).toBe("42501");
    expect((await alice.client.from("suppressions").delete().eq("user_id", alice.id)).error?.code).toBe("42501");
    expect((await stack.service.from("suppressions").delete().eq("user_id", alice.id)).error?.code).toBe("42501");
  });

  it("are lifted once, with a reason, and never unlifted or rewritten", async () => {
    const { id } = only(await insert(stack, "suppressions", [{ ...suppression(), contact: "+12125550077" }]));
    const change = (values: object) => stack.service.from("suppressions").update(values).eq("id", id);
    expect((await change({ lifted_at: NOON.toISOString() })).error?.code).toBe("23514");
    for (const values of [
      { reason: "import" },
      { evidence: { a: 1 } },
      { contact: "+12125550078" },
      { channel: "sms" },
      { at: NOON.toISOString() },
    ])
      expect((await change(values)).error?.code, JSON.stringify(values)).toBe("42501");
    expect((await change({ lifted_at: NOON.toISOString(), lift_reason: "START" })).error).toBeNull();
    for (const values of [{ lifted_at: null, lift_reason: null }, { lift_reason: "other" }, { lifted_by: alice.id }])
      expect((await change(values)).error?.code, JSON.stringify(values)).toBe("42501");
  });

  it("outlive their customer as a hash that still recognises the contact", async () => {
    const gone = only(await makeCustomers(stack, alice, [{ phone: "+12125550042", email: "gone@mail.test" }]));
    const rows = [
      { customer_id: gone.id, contact: gone.phone },
      { customer_id: null, contact: gone.email },
    ];
    const kept = await insert(
      stack,
      "suppressions",
      rows.map((row) => ({
        user_id: alice.id,
        ...row,
        channel: "all",
        reason: "opt_out",
        source: "call",
        evidence: {},
        at: NOON,
      })),
    );
    expect((await stack.service.from("customers").delete().eq("id", gone.id)).error).toBeNull();
    const left = await sql(
      "select contact, customer_id, contact_hash in (private.contact_hash($2), private.contact_hash($3)) as known from suppressions where id = any ($1)",
      [kept.map(({ id }) => id), gone.phone, gone.email],
    );
    expect(left.rows).toEqual([0, 1].map(() => ({ contact: null, customer_id: null, known: true })));
  });

  it("never keep a customer from being erased, though the contact stands there twice or from an earlier life", async () => {
    for (let life = 0; life < 2; life++) {
      const gone = only(await makeCustomers(stack, alice, [{ phone: "+12125550043" }]));
      const twice = [gone.id, null].map((customer_id) => ({ ...suppression(), customer_id, contact: gone.phone }));
      await insert(stack, "suppressions", twice);
      expect((await stack.service.from("customers").delete().eq("id", gone.id)).error).toBeNull();
    }
    const left = await sql(
      "select contact, customer_id from suppressions where contact_hash = private.contact_hash('+12125550043')",
    );
    expect(left.rows).toEqual([0, 1, 2, 3].map(() => ({ contact: null, customer_id: null })));
  });
});

describe("Consents", () => {
  it("are added and revoked by the owner, once, and never rewritten or deleted", async () => {
    const added = await alice.client.from("consents").insert(consent()).select("id").single();
    const id = added.data?.id ?? "";
    const change = (values: object) => alice.client.from("consents").update(values).eq("id", id);
    for (const values of [
      { basis: "express" },
      { wording: "other" },
      { obtained_at: NOON.toISOString() },
      { customer_id: customerId },
    ])
      expect((await change(values)).error?.code, JSON.stringify(values)).toBe("42501");
    expect((await change({ revoked_at: NOON.toISOString() })).error).toBeNull();
    expect((await change({ revoked_at: null })).error?.code).toBe("42501");
    expect((await change({ revoked_at: "2026-12-01T00:00:00Z" })).error?.code).toBe("42501");
    expect((await alice.client.from("consents").delete().eq("id", id)).error?.code).toBe("42501");
    expect((await stack.service.from("consents").delete().eq("id", id)).error?.code).toBe("42501");
    expect((await stack.service.from("consents").update({ basis: "express" }).eq("id", id)).error?.code).toBe("42501");
  });
});

describe("Deleting the account itself", () => {
  it("takes everything of it along, whatever refers to what", async () => {
    const erin = await makeAccount(stack, "erin@closing.test");
    const full = await makeBusinessWithEverything(stack, "full@closing.test", erin.id);
    await sql("delete from auth.users where id = $1", [full.id]);
    for (const { name, owner } of await everyTable(stack)) {
      if (name === "audit_log" || name === "provider_events") continue;
      const rows = await contentOf(stack, name);
      expect(
        rows.filter((row) => [full.id, full.agentId].includes(String(row[owner]))),
        name,
      ).toEqual([]);
    }
  });
});
