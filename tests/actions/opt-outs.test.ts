import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addOptOut } from "@/lib/actions/add-opt-out";
import { exportOptOuts } from "@/lib/actions/export-opt-outs";
import { importOptOuts } from "@/lib/actions/import-opt-outs";
import { liftOptOut } from "@/lib/actions/lift-opt-out";
import { LiftOptOut, NewOptOut, OptOutImport, OptOutQuery } from "@/lib/core/opt-outs";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import type { Account } from "@/tests/support/engine-account";
import { refusal, refusalCode } from "@/tests/support/refusals";

let stage: EngineStage;
let bright: Account;
let other: Account;
beforeAll(async () => {
  stage = await startEngine();
  [bright, other] = await Promise.all([stage.account("bright"), stage.account("other")]);
});
afterAll(() => stage.stop());

const add = (contact: string, more: object = {}, account = bright) =>
  addOptOut(account.deps, NewOptOut.parse({ contact, ...more }));
const list = async (query: object = {}, account = bright) =>
  (await account.deps.data.suppressions.list(account.accountId, OptOutQuery.parse(query))).rows;
const lift = (id: string, reason = "She asked for it by email", account = bright) =>
  liftOptOut(account.deps, { id, input: LiftOptOut.parse({ reason }) });
async function* bytes(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part);
}
async function imported(text: string, options: object = {}) {
  const steps = importOptOuts(bright.deps, bytes(text), OptOutImport.parse({ commit: "yes", ...options }));
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value;
}
const blocked = async (phone: string) => {
  const { rows } = await stage.stack.pool.query<{ id: string }>(
    "select id from customers where user_id = $1 and phone = $2",
    [bright.accountId, phone],
  );
  const ids = rows.map(({ id }) => id);
  return [...(await bright.deps.people.blocked(bright.accountId, ids, stage.clock.now())).values()];
};

describe("adding an opt-out", () => {
  it.each([
    ["(212) 555-0101", "+12125550101"],
    ["212.555.0102", "+12125550102"],
    ["+1 212 555 0103", "+12125550103"],
    ["tel:+44 20 7946 0018", "+442079460018"],
    [" Mary <MARY@Mail.Test> ", "mary@mail.test"],
  ])("takes %s for %s", async (typed, contact) => {
    expect(await add(typed)).toEqual({ added: 1, known: 0 });
    expect(await list({ search: contact })).toMatchObject([
      { contact, channel: "all", reason: "opt_out", source: "owner", by: bright.email },
    ]);
  });

  it("changes nothing when the contact stands there already, however it is written", async () => {
    await add("212-555-0110");
    expect(await add("+1 (212) 555 0110")).toEqual({ added: 0, known: 1 });
    expect(await list({ search: "5550110" })).toHaveLength(1);
  });

  it("says beside the field what is no contact", async () => {
    expect(await refusal(add("555-01"))).toMatchObject({ code: "invalid_input", details: [{ path: "contact" }] });
  });

  it("holds the customer of that number back at once, and is linked to them", async () => {
    const phone = "+12126660101";
    await bright.leads([phone]);
    expect(await blocked(phone)).toEqual([]);
    await add("212-666-0101");
    expect(await blocked(phone)).toEqual(["opted_out"]);
    expect(await list({ search: "Dana" })).toMatchObject([{ contact: phone, customer: "Dana Number0" }]);
  });
});

describe("importing a list", () => {
  it("reads pasted lines in any spelling, and tells which it could not", async () => {
    const text = "212-555-0201\n(212) 555 0202\nann@mail.test\nnobody\n\n+1 212 555 0201\n12345\n";
    const preview = await imported(text, { commit: "no" });
    expect(preview).toMatchObject({ rows: 6, contacts: 3, added: 3, known: 0, refused: 2 });
    expect(preview.refusals).toMatchObject([
      { row: 4, text: "nobody" },
      { row: 7, text: "12345" },
    ]);
    expect(await list({ search: "ann@mail" })).toEqual([]);
    expect(await imported(text)).toEqual(preview);
    expect(await list({ search: "ann@mail" })).toMatchObject([{ reason: "import", source: "import" }]);
    expect(await imported(text)).toMatchObject({ added: 0, known: 3 });
  });

  it("reads a table by its header, and both contacts of a row", async () => {
    const text = 'Name;Mobile;E-mail;Order\n"Bo";0212 555 0301;bo@mail.test;2125550999\n';
    const country = await imported(text.replace("0212", "212"), { channel: "sms" });
    expect(country).toMatchObject({ rows: 1, contacts: 2, added: 2, refused: 0 });
    expect((await list({ channel: "sms" })).map(({ contact }) => contact).sort()).toEqual([
      "+12125550301",
      "bo@mail.test",
    ]);
    expect(await list({ search: "2125550999" })).toEqual([]);
  });

  it("takes thousands, once, and exports them all again", async () => {
    const lines = Array.from(
      { length: 4500 },
      (_, index) => `+1 646 ${200 + Math.floor(index / 1000)}-${1000 + (index % 1000)}`,
    );
    const before = (await bright.deps.data.suppressions.list(bright.accountId, OptOutQuery.parse({}))).total;
    expect(await imported(lines.join("\n"))).toMatchObject({ rows: 4500, added: 4500, known: 0, refused: 0 });
    let exported = "";
    for await (const part of exportOptOuts(bright.deps, { query: {}, timeZone: "America/Denver" })) exported += part;
    expect(exported.trim().split("\r\n")).toHaveLength(before + 4500 + 1);
    expect(exported).toContain(`"'+16462001000"`);
    expect(exported).toMatch(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[67]:00"/);
    expect(exported).not.toContain("+00:00");
  });

  it("that breaks off is written down with what it added until then", async () => {
    async function* broken() {
      for (let block = 0; block < 3; block++)
        yield Buffer.from(Array.from({ length: 2000 }, (_, row) => `+1 718 ${300 + block}-${1000 + row}\n`).join(""));
      throw new Error("the connection is gone");
    }
    const lines = importOptOuts(bright.deps, broken(), OptOutImport.parse({ commit: "yes" }));
    await expect(
      (async () => {
        for await (const _ of lines);
      })(),
    ).rejects.toThrow("the connection is gone");
    const sql = "select detail from audit_log where action = 'opt_outs.imported' order by id desc limit 1";
    const [{ detail } = { detail: {} }] = (await stage.stack.pool.query(sql)).rows;
    expect(detail).toMatchObject({ completed: false });
    expect(detail.added).toBeGreaterThan(0);
  });

  it("is written down without anybody's number", async () => {
    const { data } = await bright.client.from("audit_log").select("detail").eq("action", "opt_outs.imported");
    expect(data?.length).toBeGreaterThan(2);
    expect(JSON.stringify(data)).not.toMatch(/\d{7}/);
  });
});

describe("lifting an opt-out", () => {
  it("counts for the gate at once, stays in the list, and says who and why", async () => {
    const phone = "+12126660201";
    await bright.leads([phone]);
    await add(phone);
    const [entry] = await list({ search: phone });
    expect(await lift(entry?.id ?? "")).toEqual({ still_held: 0 });
    // What they agreed to before is over.
    expect(await blocked(phone)).toEqual(["no_written_consent"]);
    expect(await list({ search: phone, state: "lifted" })).toMatchObject([
      { id: entry?.id, lift_reason: "She asked for it by email" },
    ]);
    const { data } = await bright.client.from("audit_log").select("actor_id, entity_id").eq("action", "opt_out.lifted");
    expect(data).toContainEqual({ actor_id: bright.accountId, entity_id: entry?.id });
    expect(await refusalCode(lift(entry?.id ?? ""))).toBe("opt_out_lifted");
    await add(phone);
    expect(await blocked(phone)).toEqual(["opted_out"]);
  });

  it("tells how many others still hold the person back", async () => {
    await add("+12126660202");
    await add("+12126660202", { reason: "complaint" });
    const [first] = await list({ search: "+12126660202" });
    expect(await lift(first?.id ?? "")).toEqual({ still_held: 1 });
  });

  it("needs a written reason, also from whoever asks the database", async () => {
    await add("+12126660203");
    const [entry] = await list({ search: "+12126660203" });
    expect(LiftOptOut.safeParse({ reason: "   ok     " }).success).toBe(false);
    const who = { accountId: bright.accountId, actorId: bright.accountId, now: stage.clock.now() };
    expect(await refusalCode(bright.deps.people.lift(who, entry?.id ?? "", "too short"))).toBe("invalid_input");
  });

  it("and reading the list is not for another business", async () => {
    await add("+12126660204");
    const [entry] = await list({ search: "+12126660204" });
    expect(await refusalCode(lift(entry?.id ?? "", undefined, other))).toBe("not_found");
    expect(await other.deps.data.suppressions.list(bright.accountId, OptOutQuery.parse({}))).toEqual({
      rows: [],
      total: 0,
    });
    expect(await list({}, other)).toEqual([]);
    const args = { p_user_id: bright.accountId, p_id: entry?.id ?? "", p_reason: "because I can do it" };
    const who = { p_actor: other.accountId, p_now: stage.clock.now().toISOString() };
    expect((await other.client.rpc("lift_suppression", { ...args, ...who })).error?.code).toBe("42501");
    expect(await list({ search: "+12126660204" })).toMatchObject([{ lifted_at: null }]);
  });
});
