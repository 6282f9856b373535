import { z } from "zod";
import { FIELDS, type Field, meaningOf } from "./fields";
import { cleanCell, cut, normaliseWords } from "./text";

/** What a person says that columns mean: header -> field. `keep` only keeps a column's text, `ignore` leaves it out altogether. */
export const ColumnMapping = z.record(z.string().max(200), z.enum([...FIELDS, "keep", "ignore"]));
export type ColumnMapping = z.infer<typeof ColumnMapping>;

export interface Columns {
  /** A unique, non-empty name for each column of the file. */
  headers: string[];
  /** For each field the columns that may hold it, the best first. */
  fields: Partial<Record<Field, number[]>>;
  /** Columns whose cells are kept when no field took them. */
  kept: number[];
  /** Columns of which nothing is kept: asked for, our own remarks, or too many. */
  ignored: number[];
}

/** Headers of the refused rows' file that a person corrects and imports again. */
export const REFUSAL_HEADERS = ["Refused row", "Refused column", "Refused because"];
const OWN = new Set(REFUSAL_HEADERS.map(normaliseWords));

/** How many columns without a known meaning are kept. */
const MAX_KEPT_COLUMNS = 100;
const MAX_HEADER = 100;

/** Spreadsheet name of a column: 0 is A, 26 is AA. */
function columnLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetter(rest - 1) : "") + String.fromCharCode(65 + (index % 26));
}

function uniqueHeaders(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const base = cut(cleanCell(cell).replace(/\s+/g, " "), MAX_HEADER) || `Column ${columnLetter(index)}`;
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    return times === 1 ? base : `${base} (${times})`;
  });
}

/** Reads a header row. A person's mapping comes before every guess. */
export function recogniseColumns(cells: readonly string[], mapping: ColumnMapping = {}): Columns {
  const headers = uniqueHeaders(cells);
  const asked = new Map(Object.entries(mapping).map(([header, field]) => [normaliseWords(header), field]));
  const found: { field: Field; rank: number; index: number }[] = [];
  const ignored: number[] = [];
  headers.forEach((header, index) => {
    const wish = asked.get(normaliseWords(header));
    if (wish === "ignore" || OWN.has(normaliseWords(header))) ignored.push(index);
    else if (wish && wish !== "keep") found.push({ field: wish, rank: -1, index });
    else if (!wish) {
      const meaning = meaningOf(header);
      if (meaning) found.push({ ...meaning, index });
    }
  });
  const fields: Columns["fields"] = {};
  for (const { field, index } of found.sort((a, b) => a.rank - b.rank || a.index - b.index)) {
    const columns = fields[field] ?? [];
    columns.push(index);
    fields[field] = columns;
  }
  const known = new Set(found.map((column) => column.index));
  const candidates = headers.map((_, index) => index).filter((index) => !ignored.includes(index));
  let spare = MAX_KEPT_COLUMNS;
  const kept = candidates.filter((index) => known.has(index) || spare-- > 0);
  return { headers, fields, kept, ignored: [...ignored, ...candidates.filter((index) => !kept.includes(index))] };
}

/** Whether these columns can make leads at all. */
const hasContact = (columns: Columns): boolean => Boolean(columns.fields.phone ?? columns.fields.email);

/** Whether a row has an email address or a phone number in it, as no header has. */
export const holdsData = (cells: readonly string[]): boolean =>
  cells
    .map((cell) => cell.slice(0, MAX_HEADER))
    .some((cell) => /\S@\S+\.\S/.test(cell) || cell.replace(/\D/g, "").length >= 7);

/** How much of a row reads like headers: recognised fields, 0 when there is no contact or the row holds data itself. */
export function headerScore(cells: readonly string[], mapping: ColumnMapping = {}): number {
  if (holdsData(cells)) return 0;
  const columns = recogniseColumns(cells, mapping);
  return hasContact(columns) ? Object.keys(columns.fields).length : 0;
}

/** Headers that a mapping names and the file does not have. */
export function unknownHeaders(columns: Columns, mapping: ColumnMapping): string[] {
  const present = new Set(columns.headers.map(normaliseWords));
  return Object.keys(mapping).filter((header) => !present.has(normaliseWords(header)));
}
