import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importLeads } from "@/lib/actions/import-leads";
import { MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from "@/lib/core/leads/import-limits";
import { type Stack, startStack } from "../support/stack";
import { type Business, inPieces, openBusiness } from "./import-support";

const _SAMPLE = new URL("../../local/data/cdnow_sample_leads.csv", import.meta.url);
let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const counts = ({ rows, imported, unchanged, refused }: Awaited<ReturnType<Business["import"]>>) => ({
  rows,
  imported,
  unchanged,
  refused,
});

describe("a file as a whole", () => {
  it.each<[string, string, string, unknown]>([
    ["without a contact", "Name,City\nAnn,Rome\n", "csv_columns_missing", { columns: ["Name", "City"] }],
    ["that is empty", "", "csv_unreadable", { reason: "The file is empty." }],
  ])("%s is refused", async (_name, file, code, details) => {
    const alice = await openBusiness(stack);
    await expect(alice.import(file)).rejects.toMatchObject({ code, details });
  });

  it("with nothing under its header is no error", async () => {
    expect(counts(await (await openBusiness(stack)).import("Name,Phone\n"))).toEqual({
      rows: 0,
      imported: 0,
      unchanged: 0,
      refused: 0,
    });
  });

  it("of more than 50 MB is refused as soon as that is seen", async () => {
    const alice = await openBusiness(stack);
    let sent = 0;
    async function* endless() {
      yield Buffer.from("Name,Phone\n");
      const chunk = Buffer.from(`${" ".repeat(150)},\n`.repeat(5_000));
      for (; ; sent += chunk.length) yield chunk;
    }
    const input = { source: endless() };
    await expect(alice.import("", input)).rejects.toMatchObject({ code: "too_large" });
    expect(sent).toBeLessThan(MAX_IMPORT_BYTES + 2_000_000);
  });

  it("of more rows than anybody has customers is refused there", async () => {
    const alice = await openBusiness(stack);
    const file = `Name,Phone\nAnn,2795550178\n${"\n".repeat(MAX_IMPORT_ROWS)}Bob,2795550179\n`;
    const refusal = { code: "too_large", details: { max_rows: MAX_IMPORT_ROWS } };
    await expect(alice.import(file)).rejects.toMatchObject(refusal);
  });

  it("is read by the mapping that a person gives", async () => {
    const alice = await openBusiness(stack);
    const file = "Who,Ring,Diagnosis\nAnn,2795550178,secret\n";
    await expect(alice.import(file)).rejects.toMatchObject({ code: "csv_columns_missing" });
    const report = await alice.import(file, { mapping: { Who: "name", Ring: "phone", Diagnosis: "ignore" } });
    expect(report).toMatchObject({
      imported: 1,
      columns: { name: ["Who"], phone: ["Ring"] },
      ignored_columns: ["Diagnosis"],
    });
    expect(JSON.stringify(await alice.leads())).not.toContain("secret");
    await expect(alice.import(file, { mapping: { Ring: "phone", Telefon: "phone" } })).rejects.toMatchObject({
      code: "invalid_input",
      details: [{ path: "mapping.Telefon", message: "The file has no such column" }],
    });
  });
});

describe("an import that breaks off", () => {
  it("leaves whole batches, and the same file completes it", async () => {
    const alice = await openBusiness(stack);
    const file = `Phone,Date\n${Array.from({ length: 2_500 }, (_, n) => `+1212555${String(n).padStart(4, "0")},2025-01-01`).join("\n")}\n`;
    let batches = 0;
    const dying = {
      ...alice.deps.leads,
      importBatch: (...args: Parameters<typeof alice.deps.leads.importBatch>) => {
        if (++batches === 2) throw new Error("the connection is gone");
        return alice.deps.leads.importBatch(...args);
      },
    };
    const input = { userId: alice.userId, actorId: alice.userId, source: inPieces(file) };
    await expect(importLeads({ ...alice.deps, leads: dying }, input)).rejects.toMatchObject({
      code: "import_broken_off",
      details: { imported: 1_000, unchanged: 0 },
      cause: { message: "the connection is gone" },
    });
    expect(await alice.leads()).toHaveLength(1_000);

    expect(counts(await alice.import(file))).toEqual({ rows: 2_500, imported: 1_500, unchanged: 1_000, refused: 0 });
    const { rows } = await stack.pool.query(
      "select actor_id, action, entity_id, detail from audit_log where user_id = $1 order by id",
      [alice.userId],
    );
    expect(rows).toMatchObject([
      {
        actor_id: alice.userId,
        action: "leads.imported",
        entity_id: alice.agentId,
        detail: { imported: 1_000, completed: false },
      },
      { detail: { rows: 2_500, imported: 1_500, unchanged: 1_000, refused: 0, completed: true } },
    ]);
  });
});
