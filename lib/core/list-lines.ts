import { type CountryCode, normalisePhone } from "./leads/phone";
import { cut } from "./leads/text";
import { cellsOf } from "./list-columns";
import type { ListRefusal } from "./list-views";
import type { ListReading } from "./lists";

/** What the lines of one part of a list come to. */
export interface ReadLines {
  /** Digits of E.164, as often as they stand there. */
  numbers: string[];
  /** Of answers about reassigned numbers: those with «no». */
  no: string[];
  lines: number;
  /** Lines that say something, the header left out. */
  rows: number;
  refused: number;
  /** Of answers: those that know nothing of the number. */
  noData: number;
  /** The first hundred; `line` counts from 1 in this part. */
  refusals: ListRefusal[];
}

const LISTED = 100;
const SHOWN = 40;
/** Ten digits as the national list and most states' write them, alone or with the area code apart. */
const TEN_DIGITS = /^"?(?:\+?1[ -]?)?\(?([2-9]\d\d)\)?"?[,;\t .-]{0,2}"?([2-9]\d\d)[ .-]?(\d{4})"?$/;
const NORTH_AMERICA: readonly string[] = ["US", "CA"];

/** What may be shown of a line: of its digits only the last two, so that a report or a log names nobody. */
export function hidden(text: string): string {
  let left = text.replace(/\D/g, "").length;
  return cut(
    text.trim().replace(/\d/g, (digit) => (left-- > 2 ? "•" : digit)),
    SHOWN,
  );
}

function numberOf(cell: string, country: CountryCode): string | null {
  if (NORTH_AMERICA.includes(country)) {
    const [, area, office, line] = TEN_DIGITS.exec(cell) ?? [];
    if (area && office && line) return `1${area}${office}${line}`;
  }
  return normalisePhone(cell, country)?.number.slice(1) ?? null;
}

const SEVERAL = /[/;,|]|\s(?:or|and|&)\s/i;

/** All that a cell names: «212-555-0100 / 415-555-0101» is two. */
function numbersIn(cell: string, country: CountryCode): string[] {
  const parts = SEVERAL.test(cell) ? cell.split(SEVERAL).map((part) => numberOf(part.trim(), country)) : [];
  const found = parts.filter((number) => number !== null);
  if (found.length > 1) return found;
  const one = numberOf(cell, country);
  return one === null ? [] : [one];
}

function answerOf(cell: string): "yes" | "no" | "no_data" | null {
  const said = cell.toLowerCase().replace(/[ _-]+/g, " ");
  if (/^(yes|y|true)$/.test(said)) return "yes";
  if (/^(no|n|false)$/.test(said)) return "no";
  return /^(no ?data|unknown)$/.test(said) ? "no_data" : null;
}

/** Reads the lines of one part. Whatever holds no number is refused with its reason and does not stop the rest.
 *  @param isFirst whether the header, if there is one, stands in it @param country of numbers without a country code */
export function readLines(text: string, reading: ListReading, isFirst: boolean, country: CountryCode): ReadLines {
  const read: ReadLines = { numbers: [], no: [], lines: 0, rows: 0, refused: 0, noData: 0, refusals: [] };
  const isPlain = reading.result === null && reading.numbers.length === 1 && NORTH_AMERICA.includes(country);
  let header = isFirst && reading.header;
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  for (const line of lines) {
    read.lines++;
    if (isPlain && !header) {
      const [, area, office, rest] = TEN_DIGITS.exec(line) ?? [];
      if (area && office && rest) {
        read.rows++;
        read.numbers.push(`1${area}${office}${rest}`);
        continue;
      }
    }
    if (line.trim() === "") continue;
    if (header) {
      header = false;
      continue;
    }
    read.rows++;
    const refusal = takeLine(line, reading, country, read);
    if (refusal === null) continue;
    read.refused++;
    if (read.refusals.length < LISTED) read.refusals.push({ line: read.lines, ...refusal });
  }
  return read;
}

type Refused = Omit<ListRefusal, "line">;

/** @returns why it is refused, or null */
function takeLine(line: string, reading: ListReading, country: CountryCode, read: ReadLines): Refused | null {
  const cells = cellsOf(line, reading.delimiter);
  const area = reading.area === null ? "" : (cells[reading.area] ?? "");
  const given = reading.numbers.map((index) => area + (cells[index] ?? ""));
  const found = given.flatMap((cell) => numbersIn(cell, country));
  if (found.length === 0)
    return { text: hidden(given.join(" ").trim() || line), reason: "Holds no complete phone number." };
  const answer = reading.result === null ? "yes" : answerOf(cells[reading.result] ?? "");
  if (answer === null) return { text: hidden(cells.join(" ")), reason: "Its answer is neither yes, no nor “no data”." };
  if (answer === "no_data") read.noData++;
  else (answer === "yes" ? read.numbers : read.no).push(...found);
  return null;
}
