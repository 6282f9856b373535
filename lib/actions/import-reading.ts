import { AppError } from "@/lib/core/errors";
import { decideDateOrder } from "@/lib/core/leads/dates";
import { MAX_IMPORT_BYTES } from "@/lib/core/leads/import-limits";
import type { FileReading } from "@/lib/core/leads/import-report";
import { toCountryCode } from "@/lib/core/leads/phone";
import { type Columns, recogniseColumns, unknownHeaders } from "@/lib/core/leads/recognise-columns";
import type { RowContext } from "@/lib/core/leads/row";
import { type RowResult, toLead } from "@/lib/core/leads/to-lead";
import { zoneClock } from "@/lib/core/leads/zoned-time";
import type { CsvFile } from "./csv/open-csv";
import type { CsvRecord } from "./csv/read-records";
import type { ImportDeps, ImportInput } from "./import-leads";

const REASONS = {
  quote_not_closed: "A quote in this row is never closed, so it can't be told where its cells end.",
  row_too_long: "The row is too long.",
};

/** The agent whose leads they become. @throws AppError agent_missing, not_found */
export async function chooseAgent(deps: ImportDeps, input: ImportInput): Promise<string> {
  const agents = await deps.data.accounts.agents(input.userId);
  const agent = input.agentId === undefined ? agents[0] : agents.find(({ id }) => id === input.agentId);
  if (!agent) throw new AppError(input.agentId === undefined ? "agent_missing" : "not_found");
  return agent.id;
}

/** The file's bytes, counted in `read`. @throws AppError too_large */
export async function* limited(source: AsyncIterable<Uint8Array>, read: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    read.bytes += chunk.byteLength;
    if (read.bytes > MAX_IMPORT_BYTES) throw new AppError("too_large");
    yield chunk;
  }
}

/** What the file's rows are read by. @throws AppError invalid_input (country, mapping) */
export async function contextOf(deps: ImportDeps, input: ImportInput, file: CsvFile, now: Date): Promise<RowContext> {
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

/** One record as a lead, or why it is none. */
export function readRecord({ row, cells, problem }: CsvRecord, context: RowContext): RowResult {
  if (!problem) return toLead(row, cells, context);
  return { kind: "refused", refusal: { row, column: null, code: problem, reason: REASONS[problem], cells } };
}

/** How the file was read, for the report. */
export function readingOf(file: CsvFile, { columns, dateOrder }: RowContext): FileReading {
  const { encoding, delimiter } = file;
  const named = ({ headers }: Columns, indices: number[]) => indices.map((index) => headers[index] ?? "");
  const taken = Object.entries(columns.fields).map(([field, indices]) => [field, named(columns, indices)] as const);
  const ignored = named(columns, columns.ignored);
  return { encoding, delimiter, date_order: dateOrder, columns: Object.fromEntries(taken), ignored_columns: ignored };
}
