import { setImmediate } from "node:timers/promises";
import { CSV_START } from "@/lib/core/csv-output";
import { AppError, STATUS } from "@/lib/core/errors";
import type { Log } from "@/lib/core/jobs";
import { decideDateOrder } from "@/lib/core/leads/dates";
import {
  type FileReading,
  type ImportCounts,
  type ImportReport,
  refusedHeader,
  refusedLine,
} from "@/lib/core/leads/import-report";
import { toCountryCode } from "@/lib/core/leads/phone";
import { type ColumnMapping, type Columns, recogniseColumns, unknownHeaders } from "@/lib/core/leads/recognise-columns";
import type { Refusal, Warning } from "@/lib/core/leads/refusal";
import type { RowContext } from "@/lib/core/leads/row";
import { type RowResult, toLead } from "@/lib/core/leads/to-lead";
import { zoneClock } from "@/lib/core/leads/zoned-time";
import type { AccountsData } from "@/lib/data/accounts";
import type { LeadsData } from "@/lib/data/leads";
import { type CsvFile, openCsv } from "./csv/open-csv";
import type { CsvRecord } from "./csv/read-records";
import { ImportBatches } from "./import-batches";

export interface ImportDeps {
  now(): Date;
  log: Log;
  /** With the person's identity: shows whether account and agent are theirs. */
  data: { accounts: Pick<AccountsData, "agents" | "settings"> };
  /** With the engine's identity: called only for an account and an agent that `data` showed. */
  leads: Pick<LeadsData, "importBatch" | "recordImport">;
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
}

/** The largest file that is read. */
export const MAX_IMPORT_BYTES = 50 * 1024 * 1024;
/** More rows than a file of that size has that is worth reading: two letters a line would keep the process busy for minutes. */
export const MAX_IMPORT_ROWS = 500_000;
const LISTED = 100;
const MAX_REFUSED_CSV = 2_000_000;
const REASONS = {
  quote_not_closed: "A quote in this row is never closed, so it can't be told where its cells end.",
  row_too_long: "The row is too long.",
};

type Remarked = { kind: "refused"; refusal: Refusal } | { kind: "warned"; warnings: Warning[] };
type Opened = { kind: "opened"; header: string[] };
type Summary = ImportCounts & FileReading & { agent_id: string };

/** Imports a CSV file of leads as it streams in, and reports.
 *  Repeatable: rows that were imported already stay as they are, so an import that broke off is completed by the same file.
 *  Status: the usual words of CRMs become New, Contacted or Closed; unknown ones become New and are kept as text.
 *  @throws AppError not_found (agent), agent_missing, csv_unreadable, csv_columns_missing, invalid_input (country, mapping),
 *  too_large beyond MAX_IMPORT_BYTES or MAX_IMPORT_ROWS; import_broken_off with `{ imported, unchanged }`. What was stored until then stays. */
export async function importLeads(deps: ImportDeps, input: ImportInput): Promise<ImportReport> {
  const refusals: Refusal[] = [];
  const warnings: Warning[] = [];
  let csv = "";
  const events = importRows(deps, input);
  for (let step = await events.next(); ; step = await events.next()) {
    if (step.done) {
      const isWhole = refusals.length > 0 && csv.length <= MAX_REFUSED_CSV;
      return { ...step.value, refusals, warnings, refused_csv: isWhole ? csv : null };
    }
    const event = step.value;
    if (event.kind === "opened") csv = CSV_START + refusedHeader(event.header);
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

async function* importRows(deps: ImportDeps, input: ImportInput): AsyncGenerator<Opened | Remarked, Summary> {
  const now = deps.now();
  const agentId = await chooseAgent(deps, input);
  const file = await openCsv(limited(input.source), input.mapping);
  const context = await contextOf(deps, input, file, now);
  yield { kind: "opened", header: file.header };
  const batches = new ImportBatches((rows) => deps.leads.importBatch(input.userId, agentId, rows, now));
  const counts = { rows: 0, refused: 0, warned: 0, undated: 0 };
  let isComplete = false;
  try {
    for await (const records of file.records) {
      // Other requests have their turn between two blocks.
      await setImmediate();
      for (const record of records) {
        if (record.row > MAX_IMPORT_ROWS) throw new AppError("too_large", { max_rows: MAX_IMPORT_ROWS });
        const result = read(record, context);
        if (result.kind === "blank") continue;
        counts.rows++;
        if (result.kind === "refused") {
          counts.refused++;
          yield result;
          continue;
        }
        await batches.add(result.lead);
        if (result.lead.at === null) counts.undated++;
        if (result.warnings.length > 0) {
          counts.warned++;
          yield { kind: "warned", warnings: result.warnings };
        }
      }
    }
    await batches.end();
    isComplete = true;
  } catch (error) {
    throw brokenOff(error, batches);
  } finally {
    await batches.settle();
    await writeDown(deps, input, agentId, { ...counts, ...batches.total, completed: isComplete }, now);
  }
  return { agent_id: agentId, ...counts, ...batches.total, ...readingOf(file, context) };
}

async function chooseAgent(deps: ImportDeps, input: ImportInput): Promise<string> {
  const agents = await deps.data.accounts.agents(input.userId);
  const agent = input.agentId === undefined ? agents[0] : agents.find(({ id }) => id === input.agentId);
  if (!agent) throw new AppError(input.agentId === undefined ? "agent_missing" : "not_found");
  return agent.id;
}

async function* limited(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.byteLength;
    if (size > MAX_IMPORT_BYTES) throw new AppError("too_large");
    yield chunk;
  }
}

async function contextOf(deps: ImportDeps, input: ImportInput, file: CsvFile, now: Date): Promise<RowContext> {
  const settings = await deps.data.accounts.settings(input.userId);
  const country = toCountryCode(input.defaultCountry ?? settings?.default_country ?? "US");
  if (!country) throw new AppError("invalid_input", [{ path: "default_country", message: "There is no such country" }]);
  const mapping = input.mapping ?? {};
  const columns = recogniseColumns(file.header, mapping);
  const unknown = unknownHeaders(columns, mapping);
  if (unknown.length > 0)
    throw new AppError(
      "invalid_input",
      unknown.map((header) => ({ path: `mapping.${header}`, message: "The file has no such column" })),
    );
  const dates = file.sample.flatMap((cells) => (columns.fields.date ?? []).map((index) => cells[index] ?? ""));
  const clock = zoneClock(settings?.time_zone ?? "America/New_York");
  return { columns, country, dateOrder: decideDateOrder(dates, country), clock, now };
}

function read({ row, cells, problem }: CsvRecord, context: RowContext): RowResult {
  if (!problem) return toLead(row, cells, context);
  return { kind: "refused", refusal: { row, column: null, code: problem, reason: REASONS[problem], cells } };
}

function readingOf(file: CsvFile, { columns, dateOrder }: RowContext): FileReading {
  const { encoding, delimiter } = file;
  const named = ({ headers }: Columns, indices: number[]) => indices.map((index) => headers[index] ?? "");
  const taken = Object.entries(columns.fields).map(([field, indices]) => [field, named(columns, indices)] as const);
  const ignored = named(columns, columns.ignored);
  return { encoding, delimiter, date_order: dateOrder, columns: Object.fromEntries(taken), ignored_columns: ignored };
}

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
    await deps.leads.recordImport({ accountId: userId, agentId, actorId, detail: { ...detail } }, now);
  } catch (error) {
    if (detail.completed) throw error;
    deps.log.warn({ account_id: userId, agent_id: agentId }, "an import that broke off could not be written down");
  }
}
