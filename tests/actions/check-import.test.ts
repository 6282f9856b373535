import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkImport } from "@/lib/actions/check-import";
import type { ImportInput } from "@/lib/actions/import-leads";
import { lookAtImport } from "@/lib/actions/look-at-import";
import type { ImportCheck, ImportProgress } from "@/lib/core/leads/import-report";
import { leadsData } from "@/lib/data/leads";
import { type Stack, startStack } from "../support/stack";
import { type Business, inPieces, openBusiness } from "./import-support";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

async function check(business: Business, file: string, input: Partial<ImportInput> = {}) {
  const deps = { ...business.deps, leads: leadsData(stack.service) };
  const steps = checkImport(deps, { userId: business.userId, actorId: null, source: inPieces(file), ...input });
  const told: ImportProgress[] = [];
  for (let step = await steps.next(); ; step = await steps.next()) {
    if (step.done) return { told, check: step.value satisfies ImportCheck };
    told.push(step.value);
  }
}
const CSV = "Name,Phone\nAnn,(279) 555-0178\nAnn,(279) 555-0178\nBob,(279) 555-0179\nCat,12\n";

describe("checking a file", () => {
  it("says what an import would do and does none of it", async () => {
    const business = await openBusiness(stack);
    const audit = "select count(*)::int from audit_log where user_id = $1";
    const { check: found, told } = await check(business, CSV);
    expect(found).toMatchObject({ rows: 4, imported: 3, unchanged: 0, refused: 1, customers: 2, undated: 3 });
    expect(found.refusals).toMatchObject([{ row: 5, column: "Phone", code: "phone_invalid" }]);
    expect(found.refused_csv?.split("\r\n")[1]).toContain('"Cat","12"');
    expect(told.at(-1)).toMatchObject({ rows: 4, refused: 1, bytes: CSV.length });
    expect([await business.leads(), await business.customers()]).toEqual([[], []]);
    expect((await stack.pool.query(audit, [business.userId])).rows).toEqual([{ count: 0 }]);
  });

  it("agrees with the import that follows, and afterwards finds all unchanged", async () => {
    const business = await openBusiness(stack);
    const { check: before } = await check(business, CSV);
    const report = await business.import(CSV);
    expect(before).toMatchObject({
      ...{ rows: report.rows, imported: report.imported, refused: report.refused },
      ...{ customers: report.customers_created, refused_csv: report.refused_csv },
    });
    expect((await check(business, CSV)).check).toMatchObject({ imported: 0, unchanged: 3, refused: 1 });
  });

  it("counts nothing of another business as there already", async () => {
    const [alice, bob] = [await openBusiness(stack), await openBusiness(stack)];
    await alice.import(CSV);
    expect((await check(bob, CSV)).check).toMatchObject({ imported: 3, unchanged: 0 });
    await expect(check(bob, CSV, { agentId: alice.agentId })).rejects.toMatchObject({ code: "not_found" });
  });

  it("gives the first of very many refused rows, and says that they are not all", async () => {
    const business = await openBusiness(stack);
    const file = `Name,Phone,Notes\n${`Ann,12,${"x".repeat(2000)}\n`.repeat(1200)}`;
    const { check: found } = await check(business, file);
    expect(found).toMatchObject({ refused: 1200, refused_csv_whole: false });
    expect(found.refused_csv?.endsWith('"\r\n')).toBe(true);
  });

  it("keeps a column as it is when told to", async () => {
    const business = await openBusiness(stack);
    const { check: found } = await check(business, "Phone,Status\n(279) 555-0178,Won\n", {
      mapping: { Status: "keep" },
    });
    expect(found.columns).toEqual({ phone: ["Phone"] });
  });
});

const look = (file: string | Uint8Array) => lookAtImport(inPieces(file));

describe("looking at the beginning of a file", () => {
  it("names the columns, what they are taken for, and a few of their cells", async () => {
    expect(await look("Ring me at;Kunde;Datum\n279 555 0178;Ann;1.2.2025\n279 555 0179;Ann;n/a\n")).toEqual({
      encoding: "utf-8",
      delimiter: ";",
      has_header: true,
      columns: [
        { header: "Ring me at", field: null, samples: ["279 555 0178", "279 555 0179"], ignored: false },
        { header: "Kunde", field: "name", samples: ["Ann"], ignored: false },
        { header: "Datum", field: "date", samples: ["1.2.2025"], ignored: false },
      ],
    });
  });

  it("says when the first row is no header", async () => {
    expect((await look("Ann,2795550178\nBob,2795550179\n")).has_header).toBe(false);
  });

  it.each([
    ["a spreadsheet", "PK\u0003\u0004rest", /spreadsheet/],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452000000100102030405060708", "hex"), /not a text file/],
    ["an empty file", "", /empty/],
    ["blank lines", "\n\n\n", /no rows/],
  ])("refuses %s in a sentence", async (_, file, reason) => {
    await expect(look(file)).rejects.toMatchObject({
      code: "csv_unreadable",
      details: { reason: expect.stringMatching(reason) },
    });
  });
});
