import { createHash } from "node:crypto";
import { AppError } from "@/lib/core/errors";
import type { ImportCheck, ImportProgress } from "@/lib/core/leads/import-report";
import { Occurrences } from "@/lib/core/leads/occurrences";
import type { LeadsData } from "@/lib/data/leads";
import { collected, type ImportDeps, type ImportInput } from "./import-leads";

export interface CheckImportDeps extends Omit<ImportDeps, "leads"> {
  /** With the engine's identity: asked only for an account and an agent that `data` showed. */
  leads: Pick<LeadsData, "countImported">;
}

const silent = () => undefined;

/** Reads a file to its end exactly as an import does and stores nothing. Tells how far it is as it goes.
 *  @throws AppError as `importLeads`, but never import_broken_off: there is nothing that could be half done */
export async function* checkImport(
  deps: CheckImportDeps,
  input: ImportInput,
): AsyncGenerator<ImportProgress, ImportCheck> {
  const people = new Occurrences();
  const importBatch: LeadsData["importBatch"] = async (accountId, _agentId, rows) => {
    for (const { phone, email } of rows) see(people, phone ?? email ?? "");
    const unchanged = await deps.leads.countImported(
      accountId,
      rows.map(({ key }) => key),
    );
    return { imported: rows.length - unchanged, unchanged, customers_created: 0 };
  };
  const importPeople: LeadsData["importPeople"] = async (_accountId, rows) => {
    for (const { phone, email } of rows) see(people, phone ?? email ?? "");
    return { imported: rows.length, unchanged: 0, customers_created: 0 };
  };
  // Which of them are there already shows when they are stored.
  const importConsents: LeadsData["importConsents"] = async (_accountId, _origin, rows) => {
    const written = rows.filter(({ basis }) => basis === "express_written").length;
    return { stored: rows.length, written, known: 0, withdrawn: 0 };
  };
  const dry: ImportDeps = {
    ...deps,
    log: { info: silent, warn: silent, error: silent },
    leads: {
      importBatch,
      importPeople,
      importConsents,
      endConsents: async () => 0,
      recordImport: async () => undefined,
    },
  };
  try {
    const { csv, isWhole, customers_created: _, ...report } = yield* collected(dry, input);
    const refused_csv = report.refused > 0 ? csv : null;
    return { ...report, customers: people.size, refused_csv, refused_csv_whole: isWhole };
  } catch (error) {
    throw error instanceof AppError && error.code === "import_broken_off" ? error.cause : error;
  }
}

function see(people: Occurrences, contact: string): void {
  const hash = createHash("sha256").update(contact).digest();
  people.see(hash.readUInt32BE(0), hash.readUInt32BE(4));
}
