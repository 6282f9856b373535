import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkImport } from "@/lib/actions/check-import";
import { leadsData } from "@/lib/data/leads";
import { type Stack, startStack } from "../support/stack";
import { type Business, inPieces, NOW, openBusiness } from "./import-support";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const HEADER = "Name,Phone,Call consent,Consent type,Consent date,Consent wording,Consent URL\n";
const WORDS = '"I agree to calls with offers, also by an AI voice."';
const ANN = `Ann Lee,(279) 555-0178,yes,signed form,2025-03-14,${WORDS},https://forms.test/1\n`;
const BOB = `Bob Ray,(279) 555-0179,yes,,,,\n`;
const CID = `Cid Fox,(279) 555-0180,no,signed form,2025-03-14,${WORDS},\n`;

const consents = async (business: Business) =>
  (
    await stack.pool.query(
      "select k.*, c.name from consents k join customers c on c.id = k.customer_id where k.user_id = $1 order by c.name, k.obtained_at",
      [business.userId],
    )
  ).rows;
const ranks = async (business: Business) =>
  (
    await stack.pool.query("select call_marketing_consent as rank from customers where user_id = $1 order by name", [
      business.userId,
    ])
  ).rows.map(({ rank }) => rank);

describe("consents of a file", () => {
  it("are stored with what proves them, and the report says how many and what the others lack", async () => {
    const alice = await openBusiness(stack);
    const report = await alice.import(HEADER + ANN + BOB + CID, { fileName: "clients.csv" });
    expect(report.consents).toEqual({
      ...{ stored: 2, written: 1, known: 0, withdrawn: 0, ended: 0, declined: 1, taking_back: 0 },
      lacking: { answer: 0, channel: 0, basis: 1, wording: 1, date: 1 },
    });
    const [ann, bob, ...others] = await consents(alice);
    expect(others).toEqual([]);
    expect(ann).toMatchObject({
      ...{ name: "Ann Lee", channel: "call", basis: "express_written", purpose: "marketing", revoked_at: null },
      wording: "I agree to calls with offers, also by an AI voice.",
      source: "import of clients.csv",
      obtained_at: new Date("2025-03-14T04:00:00Z"),
      evidence: { by: alice.email, file: "clients.csv", method: "signed form", reference: "https://forms.test/1" },
    });
    expect(bob).toMatchObject({
      name: "Bob Ray",
      basis: "express",
      wording: null,
      obtained_at: NOW,
      evidence: { date: "not given" },
    });
    expect(await ranks(alice)).toEqual([3, 1, null]);
  });

  it("are not doubled by the same file, whatever it is called, and come later for leads that are there already", async () => {
    const alice = await openBusiness(stack);
    const plain = {
      mapping: { "Call consent": "keep", "Consent type": "keep", "Consent date": "keep", "Consent wording": "keep" },
    } as const;
    expect((await alice.import(HEADER + ANN + BOB, plain)).consents).toMatchObject({ stored: 0 });
    expect(await alice.import(HEADER + ANN + BOB)).toMatchObject({
      imported: 0,
      unchanged: 2,
      consents: { stored: 2 },
    });
    const again = await alice.import(HEADER + ANN + BOB, { fileName: "other.csv" });
    expect(again.consents).toMatchObject({ stored: 0, known: 2 });
    expect(await consents(alice)).toHaveLength(2);
  });

  it("never revive what was taken back, and are no better for a row without a date", async () => {
    const alice = await openBusiness(stack);
    await alice.import(HEADER + ANN + BOB);
    await stack.pool.query("update consents set revoked_at = '2026-11-20' where user_id = $1", [alice.userId]);
    const older = ANN.replace("2025-03-14", "2026-01-02") + BOB.replace("yes,,", "yes,phone call,");
    expect((await alice.import(HEADER + ANN + BOB + older)).consents).toMatchObject({ stored: 0 });
    expect(await ranks(alice)).toEqual([null, null]);
    const newer = ANN.replace("2025-03-14", "2026-11-21 06:00");
    expect((await alice.import(HEADER + newer)).consents).toMatchObject({ stored: 1, written: 1 });
    expect(await ranks(alice)).toEqual([3, null]);
  });

  it("are not taken when the person opted out since", async () => {
    const alice = await openBusiness(stack);
    await alice.import(`Name,Phone\nAnn Lee,(279) 555-0178\n`);
    await alice.client.from("suppressions").insert({
      ...{ user_id: alice.userId, contact: "+12795550178", channel: "all", reason: "opt_out", source: "owner" },
    });
    expect((await alice.import(HEADER + ANN)).consents).toMatchObject({ stored: 0, withdrawn: 1 });
  });

  it("hold for the number of their row, not for another one of whoever was found by the address", async () => {
    const alice = await openBusiness(stack);
    const columns = HEADER.replace("Phone,", "Phone,Email,");
    const row = (phone: string) => ANN.replace("(279) 555-0178", `${phone},ann@home.test`);
    await alice.import("Name,Phone,Email\nAnn Lee,(279) 555-0170,ann@home.test\n");
    expect((await alice.import(columns + row("(279) 555-0178"))).consents).toMatchObject({ stored: 1 });
    expect(await ranks(alice)).toEqual([null]);
    const later = row("(279) 555-0170").replace("2025-03-14", "2025-04-14");
    expect((await alice.import(columns + later)).consents).toMatchObject({ stored: 1 });
    expect(await ranks(alice)).toEqual([3]);
  });

  it("are only counted by a check, and none are spoken of without such a column", async () => {
    const alice = await openBusiness(stack);
    const input = { userId: alice.userId, actorId: alice.userId, source: inPieces(HEADER + ANN + BOB) };
    const steps = checkImport({ ...alice.deps, leads: leadsData(stack.service) }, input);
    let step = await steps.next();
    while (!step.done) step = await steps.next();
    expect(step.value.consents).toMatchObject({ stored: 2, written: 1 });
    expect(await consents(alice)).toEqual([]);
    expect((await alice.import("Name,Phone\nAnn,(279) 555-0178\n")).consents).toBeNull();
  });

  it("are another account's business", async () => {
    const [alice, bob] = [await openBusiness(stack), await openBusiness(stack)];
    await alice.import(HEADER + ANN);
    const row = { lead: "x", key: "k", channel: "call", basis: "express_written", purpose: "marketing" };
    const refused = await bob.client.rpc("import_consents", {
      p_user_id: alice.userId,
      p_rows: [row],
      p_file: "",
      p_now: NOW.toISOString(),
    });
    expect(refused.error?.code).toBe("42501");
  });
});

describe("a file of customers alone", () => {
  const FILE = `Name,Phone,Postcode,Call consent,Consent type,Consent date,Consent wording\n${"Ann Lee,(800) 555-0178,33101,yes,signed form,2025-03-14,"}${WORDS}\n`;

  it("says where they live and what they agreed to, makes no lead, and changes nothing the second time", async () => {
    const alice = await openBusiness(stack);
    await alice.import("Name,Phone,Last visit\nAnn Lee,(800) 555-0178,2025-01-02\n");
    const before = await alice.leads();
    expect((await alice.customers())[0]).toMatchObject({ region: null, time_zones: [] });
    const report = await alice.import(FILE, { rows: "customers" });
    expect(report).toMatchObject({
      imported: 1,
      undated: 0,
      customers_created: 0,
      consents: { stored: 1, written: 1 },
    });
    expect(await alice.leads()).toEqual(before);
    const [ann, ...others] = await alice.customers();
    expect(ann).toMatchObject({ region: "US-FL", lead_count: 1 });
    expect(others).toEqual([]);
    const again = await alice.import(FILE, { rows: "customers" });
    expect(again.consents).toMatchObject({ stored: 0, known: 1 });
    expect(await alice.customers()).toEqual([ann]);
  });

  it("makes those who are new, seen at no time", async () => {
    const alice = await openBusiness(stack);
    expect(await alice.import(FILE, { rows: "customers" })).toMatchObject({ customers_created: 1 });
    expect((await alice.customers())[0]).toMatchObject({ name: "Ann Lee", lead_count: 0, last_lead_at: null });
    expect(await ranks(alice)).toEqual([3]);
  });
});
