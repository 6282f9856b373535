import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addConsent } from "@/lib/actions/add-consent";
import { exportEvidence } from "@/lib/actions/export-evidence";
import { optOutCustomer } from "@/lib/actions/opt-out-customer";
import { recordedExport } from "@/lib/actions/recorded-export";
import { updateCustomer } from "@/lib/actions/update-customer";
import { NewConsent, OptOutCustomer } from "@/lib/core/customers";
import type { Evidence } from "@/lib/core/evidence";
import { evidenceText } from "@/lib/core/evidence-text";
import { evidenceFile } from "@/lib/server/evidence-file";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numberOf } from "@/tests/support/engine-account";
import { refusalCode } from "@/tests/support/refusals";

let stage: EngineStage;
let bright: Account;
let other: Account;
let [called, skipped] = ["", ""];
const CALLED = numberOf("answers_and_books");
const SKIPPED = "+12126660099";
beforeAll(async () => {
  stage = await startEngine();
  [bright, other] = await Promise.all([stage.account("bright"), stage.account("other")]);
  await bright.leads([CALLED, SKIPPED]);
  [called, skipped] = [await customerOf(CALLED), await customerOf(SKIPPED)];
  await updateCustomer(bright.deps, { id: called, change: { name: "Nguyễn Thị Ánh", email: "anh@mail.test" } });
  const consent = {
    ...{ channel: "call", basis: "express_written", source: "Booking form", obtained_at: "2026-03-01T10:00:00Z" },
    ...{ wording: "I agree to be called by Bright Dental.", wording_version: "v2" },
  };
  await addConsent(bright.deps, { id: called, consent: NewConsent.parse(consent) });
  await bright.launched([CALLED, SKIPPED]);
  await optOutCustomer(bright.deps, {
    id: skipped,
    optOut: OptOutCustomer.parse({ note: "Rang and asked us to stop" }),
  });
  await stage.settle();
});
afterAll(() => stage.stop());

async function customerOf(phone: string): Promise<string> {
  const sql = "select id from customers where user_id = $1 and phone = $2";
  return (await stage.stack.pool.query<{ id: string }>(sql, [bright.accountId, phone])).rows[0]?.id ?? "";
}
const evidenceOf = (id: string, account = bright) => exportEvidence(account.deps, { id, format: "json" });
const wordsOf = (evidence: Evidence) =>
  evidenceText(evidence)
    .flatMap((block) => {
      if (block.kind === "facts") return block.facts.map((fact) => fact.join(": "));
      return block.kind === "list" ? block.items : [block.text];
    })
    .join("\n");

describe("the evidence of a customer", () => {
  it("of one who was called has the consent, the decision, what was said and the log", async () => {
    const evidence = await evidenceOf(called);
    expect(evidence.customer).toMatchObject({ name: "Nguyễn Thị Ánh", phone: CALLED });
    expect(evidence.consents).toContainEqual(
      expect.objectContaining({ wording: "I agree to be called by Bright Dental.", wording_version: "v2" }),
    );
    const [contact] = evidence.contacts;
    expect(contact).toMatchObject({ channel: "call", disposition: "conversed", outcome: "booked", counted: true });
    expect(contact?.decision).toMatchObject({ contacts_24h: 0, time_zones: ["America/New_York"] });
    expect(contact?.transcript).toContain("AI assistant");
    expect(evidence.explained[contact?.id ?? ""]?.join(" ")).toContain("No opt-out from calls was in force");
    const actions = evidence.log.map(({ action }) => action);
    for (const action of ["customer.changed", "consent.added", "campaign.started", "evidence.exported"])
      expect(actions).toContain(action);
    const started = evidence.log.find(({ action }) => action === "campaign.started");
    expect(started).toMatchObject({ actor: bright.email, actor_id: bright.accountId });
  });

  it("of one who was skipped says why, and that nobody contacted them", async () => {
    const evidence = await evidenceOf(skipped);
    expect(evidence.contacts.filter(({ counted }) => counted)).toEqual([]);
    expect(evidence.campaigns).toMatchObject([
      { status: expect.stringMatching(/skipped|opted_out/), reason: "opted_out" },
    ]);
    expect(evidence.opt_outs).toMatchObject([{ contact: SKIPPED, source: "owner", lifted_at: null }]);
    const words = wordsOf(evidence);
    expect(words).toContain("Was never contacted.");
    expect(words).toContain("1 opt-out on record; 1 in force.");
    expect(words).toContain("Asked not to be contacted: written down by hand on Nov 25, 2026.");
    const [part] = evidence.campaigns;
    expect(evidence.reasons).toEqual({ [part?.id ?? ""]: expect.stringMatching(/^Asked not to be contacted: /) });
    expect(evidence.rules).toMatchObject([{ version: 1 }]);
  });

  it("reads as sentences, with times in the account's zone and in UTC, and no code or gap among them", async () => {
    const words = wordsOf(await evidenceOf(called));
    expect(words).toContain("Was contacted once: 1 call.");
    expect(words).toMatch(/Selected: Nov 25, 2026, 10:00:\d\d AM EST \(2026-11-25 15:00:\d\d UTC\)|Call, Nov 25, 2026/);
    expect(words).toMatch(/Call, Nov 25, 2026, \d+:\d\d:\d\d AM EST \(2026-11-25 15:\d\d:\d\d UTC\)/);
    expect(words).toContain("Assistant (AI): ");
    expect(words).not.toMatch(/undefined|\bnull\b|NaN|\[object/);
  });

  it("keeps hashes and what the engine has for itself", async () => {
    const text = JSON.stringify(await evidenceOf(called));
    expect(text).not.toMatch(/_hash|search_text|lease_expires_at|reconcile_tries|api_secret/);
  });

  it("is not there for anybody else, and leaves no line then", async () => {
    const lines = async () => (await stage.stack.pool.query("select count(*) from audit_log")).rows;
    const before = await lines();
    expect(await refusalCode(evidenceOf(called, other))).toBe("not_found");
    expect(await lines()).toEqual(before);
    expect((await other.client.rpc("customer_evidence", { p_customer: called })).data).toBeNull();
  });

  it("is written down as taken out, with who and in which form", async () => {
    await exportEvidence(bright.deps, { id: skipped, format: "pdf" });
    const sql =
      "select actor_id, detail from audit_log where action = 'evidence.exported' and entity_id = $1 order by id desc limit 1";
    const detail = { format: "pdf", by: bright.email };
    expect((await stage.stack.pool.query(sql, [skipped])).rows).toEqual([{ actor_id: bright.accountId, detail }]);
  });

  it("comes as a file whose name tells nobody's name", async () => {
    const evidence = await evidenceOf(called);
    const pdf = await evidenceFile(evidence, "pdf");
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(pdf.headers.get("content-disposition")).toBe(
      `attachment; filename="contact-record-${called.slice(0, 8)}.pdf"`,
    );
    const bytes = Buffer.from(await pdf.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(await (await evidenceFile(evidence, "json")).json()).toEqual(evidence);
  });
});

it("a list that is taken out is written down before its first line", async () => {
  async function* lines() {
    yield "Name\n";
  }
  const read: string[] = [];
  for await (const line of recordedExport(bright.deps, { list: "customers" }, lines())) read.push(line);
  expect(read).toEqual(["Name\n"]);
  const sql = "select actor_id, detail from audit_log where action = 'customers.exported'";
  const detail = { by: bright.email };
  expect((await stage.stack.pool.query(sql)).rows).toEqual([{ actor_id: bright.accountId, detail }]);
});
