import type { ImportLookView } from "@/lib/core/import-views";
import { IGNORE, KEEP } from "./words";

/** What a person decided about a file. */
export interface ImportChoices {
  /** Header -> a field, `keep` or `ignore`. */
  columns: Record<string, string>;
  country: string;
  agentId: string;
  /** What the rows are. */
  rows: "leads" | "customers";
}

type Column = ImportLookView["columns"][number];
const usual = ({ field, ignored }: Column) => field ?? (ignored ? IGNORE : KEEP);

/** A list of agreements without a date of anything else is one of customers: as leads they would all count as seen today. */
const usualRows = ({ columns }: ImportLookView): ImportChoices["rows"] =>
  columns.some(({ field }) => field?.startsWith("consent")) && !columns.some(({ field }) => field === "date")
    ? "customers"
    : "leads";

/** @param rows what they are, where the page was opened for it */
export const choicesOf = (
  look: ImportLookView,
  country: string,
  agentId: string,
  rows: ImportChoices["rows"] = usualRows(look),
): ImportChoices => ({
  rows,
  columns: Object.fromEntries(look.columns.map((column) => [column.header, usual(column)])),
  country,
  agentId,
});

/** The fields of `POST /api/leads/import`. Only what differs from what the server sees by itself is told. */
export function toFields(look: ImportLookView, choices: ImportChoices, fileName: string): Record<string, string> {
  const told = look.columns
    .map((column) => ({ column, choice: choices.columns[column.header] ?? KEEP }))
    .filter(({ column, choice }) => choice !== usual(column))
    .map(({ column, choice }) => [column.header, choice]);
  return {
    agent_id: choices.agentId,
    ...(choices.rows === "customers" ? { rows: choices.rows } : {}),
    default_country: choices.country,
    file_name: fileName.slice(0, 255),
    ...(told.length > 0 ? { mapping: JSON.stringify(Object.fromEntries(told)) } : {}),
  };
}
