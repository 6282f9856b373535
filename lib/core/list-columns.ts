import { normaliseWords } from "./leads/text";
import type { ListReading } from "./lists";

/** Where in the lines of a do-not-call list the numbers stand. */

const DELIMITERS = [",", ";", "\t", "|"] as const;
const SAMPLE = 300;
const MAX_COLUMNS = 200;
const NAMES_NUMBER =
  /\b(phone|telephone|tel|mobile|cell|landline|number|msisdn|tn|home|work|office|alternate|alt|secondary|other|second)\b/;
const NAMES_AREA = /\b(area|area ?code|npa)\b/;
const NAMES_RESULT = /\b(result|answer|response|reassigned|disconnected|status)\b/;
const RESULT = /^(yes|no|no[ _-]?data|y|n|true|false)$/i;
const DATE = /^\d{4}-\d\d-\d\d|^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}/;

/** A line's cells. Quotes may stand around a cell, doubled inside it. */
export function cellsOf(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? "";
    if (sign === '"' && isQuoted && line[at + 1] === '"') cell += line[++at];
    else if (sign === '"') isQuoted = !isQuoted;
    else if (sign === delimiter && !isQuoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += sign;
  }
  return [...cells, cell.trim()];
}

const digitsIn = (cell: string) => cell.replace(/\D/g, "").length;
/** 1 for a whole number, less for what may be a part of one, 0 for what is none. */
function likeness(cell: string): number {
  if (!/^\+?[\d\s().\-/]+$/.test(cell) || DATE.test(cell)) return 0;
  const digits = digitsIn(cell);
  if (digits >= 10 && digits <= 15) return 1;
  return digits >= 7 && digits < 10 ? 0.3 : 0;
}

const isHeader = (cells: readonly string[]) =>
  cells.every((cell) => digitsIn(cell) < 7) &&
  cells.some((cell) => [NAMES_NUMBER, NAMES_AREA, NAMES_RESULT].some((name) => name.test(normaliseWords(cell))));

/** Decides by a file's first lines how all of them are read. @returns null when no column holds numbers
 *  @param wantsResult whether each number has an answer beside it, without which the file is none either */
export function chooseColumns(lines: readonly string[], wantsResult: boolean): Omit<ListReading, "encoding"> | null {
  const sample = lines.filter((line) => line.trim() !== "").slice(0, SAMPLE);
  const holding = (delimiter: string) => sample.filter((line) => line.includes(delimiter)).length;
  const delimiter = DELIMITERS.reduce((best, one) => (holding(one) > holding(best) ? one : best));
  const [first = [], ...others] = sample.map((line) => cellsOf(line, delimiter));
  const header = isHeader(first);
  const rows = header ? others : [first, ...others];
  const names = header ? first.map(normaliseWords) : [];
  const width = Math.max(...rows.map((cells) => cells.length), first.length);
  // All numbers in one line, which a part of a file may cut anywhere: better none than some.
  if (width > MAX_COLUMNS) return null;
  const columns = Array.from({ length: width }, (_, index) => rows.map((cells) => cells[index] ?? "").filter(Boolean));
  const share = (index: number, score: (cell: string) => number) => {
    const cells = columns[index] ?? [];
    return cells.length === 0 ? 0 : cells.reduce((sum, cell) => sum + score(cell), 0) / cells.length;
  };
  const indices = columns.map((_, index) => index);
  const is = (pattern: RegExp) => (cell: string) => (pattern.test(cell) ? 1 : 0);

  const area = indices.find(
    (index) => share(index, is(/^\d{3}$/)) > 0.5 && share(index + 1, is(/^\d{3}-?\d{4}$/)) > 0.5,
  );
  const named = indices.filter(
    (index) => NAMES_NUMBER.test(names[index] ?? "") && !NAMES_AREA.test(names[index] ?? ""),
  );
  const result =
    indices.find((index) => NAMES_RESULT.test(names[index] ?? "") && share(index, likeness) === 0) ??
    indices.find((index) => share(index, is(RESULT)) > 0.5);
  if (wantsResult && result === undefined) return null;
  const answer = { delimiter, header, result: wantsResult ? (result ?? null) : null };
  if (area !== undefined) return { ...answer, area, numbers: [area + 1] };
  // An empty column of that name is none; without names every column of whole numbers is one, else that which looks most like it.
  const found = named.filter((index) => share(index, likeness) > 0.2);
  if (found.length > 0) return { ...answer, area: null, numbers: found };
  const whole = indices.filter((index) => share(index, (cell) => Number(likeness(cell) === 1)) > 0.5);
  if (whole.length > 1 && !header) return { ...answer, area: null, numbers: whole };
  const best = indices.reduce((a, b) => (share(b, likeness) > share(a, likeness) ? b : a), 0);
  return share(best, likeness) > 0.2 ? { ...answer, area: null, numbers: [best] } : null;
}
