import { setImmediate } from "node:timers/promises";
import { CSV_START } from "@/lib/core/csv-output";
import { AppError, STATUS } from "@/lib/core/errors";
import type { Log } from "@/lib/core/jobs";
import { MAX_IMPORT_ROWS } from "@/lib/core/leads/import-limits";
import type { ImportRows } from "@/lib/core/leads/import-options";
import {
  type FileReading,
  type ImportCounts,
  type ImportProgress,
  type ImportReport,
  refusedHeader,
  refusedLine,
} from "@/lib/core/leads/import-report";
import type { ColumnMapping } from "@/lib/core/leads/recognise-columns";
import type { Refusal, Warning } from "@/lib/core/leads/refusal";
import type { AccountsData } from "@/lib/data/accounts";
import type { LeadsData } from "@/lib/data/leads";
import { ConsentTally } from "./consent-tally";
import { openCsv } from "./csv/open-csv";
import { ImportBatches } from "./import-batches";
import { chooseAgent, contextOf, limited, readingOf, readRecord } from "./import-reading";

export interface ImportDeps {
  now(): Date;
  log: Log;
  /** With the person's identity: shows whether account and agent are theirs. */
  data: { accounts: Pick<AccountsData, "agents" | "settings"> };
  /** With the engine's identity: called only for an account and an agent that `data` showed. */
  leads: Pick<LeadsData, "importBatch" | "importPeople" | "importConsents" | "endConsents" | "recordImport">;
}

export interface ImportInput {
  /** The account; in every table `user_id`. */
  userId: string;
  /** Who imports; null for the operator's command line. */
  actorId: string | null;
  /** Whose leads they become; the account's first agent when absent. */
  agentId?: string;
  /** The file's bytes, read as they come. */
  source: AsyncIterable<Uint8Array>;
  /** ISO 3166-1 alpha-2; the account's own when absent. */
  defaultCountry?: string;
  mapping?: ColumnMapping;
  /** What the rows are: inquiries, visits and orders (the default), or customers alone, who get no leads by them. */
  rows?: ImportRows;
  /** How the file is called: where consents came from. */
  fileName?: string;
}

const LISTED = 100;
const MAX_REFUSED_CSV = 2_000_000;

/** Everything that an import comes to. `csv` has whole lines of the refused rows, though perhaps not all (`isWhole`). */
export interface ImportEnd extends Summary {
  refusals: Refusal[];
  warnings: Warning[];
  csv: string;
  isWhole: boolean;
}

type Remarked = { kind: "refused"; refusal: Refusal } | { kind: "warned"; warnings: Warning[] };
type Opened = { kind: "opened"; header: string[] };
type Summary = ImportCounts & FileReading & { agent_id: string };

/** Imports a CSV file of leads as it streams in, and reports.
 *  Repeatable: rows that were imported already stay as they are, so an import that broke off is completed by the same file.
 *  Status: the usual words of CRMs become New, Contacted or Closed; unknown ones become New and are kept as text.
 *  @throws AppError not_found (agent), agent_missing, csv_unreadable, csv_columns_missing, invalid_input (country, mapping),
 *  too_large beyond MAX_IMPORT_BYTES or MAX_IMPORT_ROWS; import_broken_off with `{ imported, unchanged }`. What was stored until then stays. */
export async function importLeads(deps: ImportDeps, input: ImportInput): Promise<ImportReport> {
  const steps = importSteps(deps, input);
  for (let step = await steps.next(); ; step = await steps.next()) if (step.done) return step.value;
}

/** Imports as `importLeads` does, and tells how far it is as it goes. */
export async function* importSteps(deps: ImportDeps, input: ImportInput): AsyncGenerator<ImportProgress, ImportReport> {
  const { csv, isWhole, ...report } = yield* collected(deps, input);
  return { ...report, refused_csv: report.refused > 0 && isWhole ? csv : null };
}

/** Imports, keeps the first remarks and the refused rows as far as they fit, and tells how far it is. */
export async function* collected(deps: ImportDeps, input: ImportInput): AsyncGenerator<ImportProgress, ImportEnd> {
  const refusals: Refusal[] = [];
  const warnings: Warning[] = [];
  let csv = "";
  const events = importRows(deps, input);
  for (let step = await events.next(); ; step = await events.next()) {
    if (step.done) return { ...step.value, refusals, warnings, csv, isWhole: csv.length <= MAX_REFUSED_CSV };
    const event = step.value;
    if (event.kind === "progress") yield event;
    else if (event.kind === "opened") csv = CSV_START + refusedHeader(event.header);
    else if (event.kind === "warned") warnings.push(...event.warnings.slice(0, LISTED - warnings.length));
    else {
      if (refusals.length < LISTED) refusals.push(event.refusal);
      if (csv.length <= MAX_REFUSED_CSV) csv += refusedLine(event.refusal);
    }
  }
}

/** Imports as `importLeads` does, and yields the file of refused rows, however long, as it goes. */
export async function* refusedRows(deps: ImportDeps, input: ImportInput): AsyncGenerator<string> {
  for await (const event of importRows(deps, input)) {
    if (event.kind === "opened") yield CSV_START + refusedHeader(event.header);
    else if (event.kind === "refused") yield refusedLine(event.refusal);
  }
}

async function* importRows(
  deps: ImportDeps,
  input: ImportInput,
): AsyncGenerator<ImportProgress | Opened | Remarked, Summary> {
  const now = deps.now();
  const agentId = await chooseAgent(deps, input);
  const read = { bytes: 0 };
  const file = await openCsv(limited(input.source, read), input.mapping);
  const context = await contextOf(deps, input, file, now);
  yield { kind: "opened", header: file.header };
  const isOfPeople = input.rows === "customers";
  const origin = { actorId: input.actorId, fileName: input.fileName ?? null };
  const batches = new ImportBatches(
    (rows) =>
      isOfPeople
        ? deps.leads.importPeople(input.userId, rows, now)
        : deps.leads.importBatch(input.userId, agentId, rows, now),
    (rows) => deps.leads.importConsents(input.userId, origin, rows, now),
    (rows) => deps.leads.endConsents(input.userId, origin, rows, now),
  );
  const tally = new ConsentTally(context.columns);
  const counts = { rows: 0, refused: 0, warned: 0, undated: 0 };
  let isComplete = false;
  try {
    for await (const records of file.records) {
      // Other requests have their turn between two blocks.
      await setImmediate();
      for (const record of records) {
        if (record.row > MAX_IMPORT_ROWS) throw new AppError("too_large", { max_rows: MAX_IMPORT_ROWS });
        const result = readRecord(record, context);
        if (result.kind === "blank") continue;
        counts.rows++;
        if (result.kind === "refused") {
          counts.refused++;
          yield result;
          continue;
        }
        await batches.add(result.lead, tally.see(result.consent), result.consent.ends);
        if (result.lead.at === null && !isOfPeople) counts.undated++;
        const warnings = isOfPeople ? result.warnings.filter(isOfPerson) : result.warnings;
        if (warnings.length > 0) {
          counts.warned++;
          yield { kind: "warned", warnings };
        }
      }
      const { imported, unchanged } = batches.total;
      yield { kind: "progress", bytes: read.bytes, rows: counts.rows, refused: counts.refused, imported, unchanged };
    }
    await batches.end();
    isComplete = true;
  } catch (error) {
    throw brokenOff(error, batches);
  } finally {
    await batches.settle();
    const consents = tally.counts(batches.consents);
    await writeDown(deps, input, agentId, { ...counts, ...batches.total, consents, completed: isComplete }, now);
  }
  const consents = tally.counts(batches.consents);
  return { agent_id: agentId, ...counts, ...batches.total, consents, ...readingOf(file, context) };
}

/** What is wrong with a lead's own columns is nothing where no lead is made. */
const isOfPerson = ({ code }: Warning) => code !== "status_unknown" && code !== "amount_unreadable";

/** A failure of ours after the first batch is not «nothing was changed». */
function brokenOff(error: unknown, { total }: ImportBatches): unknown {
  const isOurs = !(error instanceof AppError) || STATUS[error.code] >= 500;
  if (!isOurs || total.imported + total.unchanged === 0) return error;
  const { imported, unchanged } = total;
  return new AppError("import_broken_off", { imported, unchanged }, { cause: error });
}

/** The audit log's row. One that can't be written must not hide why an import broke off. */
async function writeDown(
  deps: ImportDeps,
  { userId, actorId }: ImportInput,
  agentId: string,
  detail: ImportCounts & { completed: boolean },
  now: Date,
): Promise<void> {
  deps.log.info({ account_id: userId, agent_id: agentId, ...detail }, "leads imported");
  try {
    const consents = detail.consents && { ...detail.consents, lacking: { ...detail.consents.lacking } };
    await deps.leads.recordImport({ accountId: userId, agentId, actorId, detail: { ...detail, consents } }, now);
  } catch (error) {
    if (detail.completed) throw error;
    deps.log.warn({ account_id: userId, agent_id: agentId }, "an import that broke off could not be written down");
  }
}
