import { CsvError, parse } from "csv-parse/sync";
import { AppError } from "@/lib/core/errors";

export interface CsvRecord {
  /** As a spreadsheet numbers the rows of the file: from 1, blank lines counted, a record of several lines once. */
  row: number;
  cells: string[];
  /** Why the line could not be read as a record; its text is then the only cell. */
  problem?: "quote_not_closed" | "row_too_long";
}

/** The most bytes of one record, of all its cells together. */
export const MAX_RECORD_BYTES = 256 * 1024;
const SHOWN_OF_A_BROKEN_LINE = 2_000;
// A file made of broken quotes would be read over and over again.
const MAX_WASTED_BYTES = 64 * 1024 * 1024;
const TRUSTING = 2 ** 40;
const LINE_ENDS = ["\r\n", "\n", "\r"];

interface Parsed {
  cells: string[];
  /** Bytes of the window up to and including the record's line end. */
  end: number;
  /** Rows of the window up to and including it. */
  rows: number;
}

/** Reads what can be read of a piece of CSV. A quote that the piece leaves open ends it. */
export function parseWindow(window: Buffer, delimiter: string, to?: number): { records: Parsed[]; isOpen: boolean } {
  const records: Parsed[] = [];
  try {
    parse(window, {
      delimiter,
      record_delimiter: LINE_ENDS,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      ...(to !== undefined && { to }),
      on_record(cells: string[], { bytes, records: read, empty_lines }) {
        records.push({ cells, end: bytes, rows: read + empty_lines });
        return null;
      },
    });
    return { records, isOpen: false };
  } catch (error) {
    if (error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED") return { records, isOpen: true };
    throw error;
  }
}

const LINE_FEED = 10;
const RETURN = 13;

function lineEnd(bytes: Buffer): number {
  const feed = bytes.indexOf(LINE_FEED);
  const back = bytes.subarray(0, feed < 0 ? undefined : feed).indexOf(RETURN);
  const at = back < 0 ? feed : back;
  if (at < 0) return -1;
  return bytes[at] === RETURN && bytes[at + 1] === LINE_FEED ? at + 2 : at + 1;
}

/** A stray quote makes one cell of several rows. It shows: the quote that ends it has text behind it, or the cells don't
 *  fit the header. */
function swallowsRows(bytes: Buffer, cells: readonly string[], delimiter: string, width: number): boolean {
  if (!cells.some((cell) => /[\r\n]/.test(cell))) return false;
  if (cells.length < width || cells.slice(width).some((cell) => cell.trim() !== "")) return true;
  if (!cells.some((cell) => cell.startsWith('"'))) return false;
  try {
    parse(bytes, { delimiter, record_delimiter: LINE_ENDS, relax_column_count: true });
    return false;
  } catch (error) {
    return error instanceof CsvError && error.code === "CSV_INVALID_CLOSING_QUOTE";
  }
}

/** Reads records one block after the other and never holds more than one block and one record. A line with a quote that is
 *  never closed, or one that is too long, is reported for itself, and reading goes on with the line after it. */
export class RecordReader {
  #rest: Buffer = Buffer.alloc(0);
  #rows: number;
  #isSkipping = false;
  #wasted = 0;
  /** How many records are read at once: few after a broken line, since what follows may have to be read again. */
  #trust = TRUSTING;

  /** @param width cells of the header. @param rows how many rows there were before. */
  constructor(
    private readonly delimiter: string,
    private readonly width: number,
    rows = 0,
  ) {
    this.#rows = rows;
  }

  push(block: Buffer): CsvRecord[] {
    return this.#read(Buffer.concat([this.#rest, block]), false);
  }

  end(): CsvRecord[] {
    return this.#read(this.#rest, true);
  }

  #read(window: Buffer, isEnd: boolean): CsvRecord[] {
    const found: CsvRecord[] = [];
    this.#rest = window;
    while (this.#rest.length > 0 && this.#take(found, isEnd)) {}
    return found;
  }

  /** @returns whether there may be more to take. */
  #take(found: CsvRecord[], isEnd: boolean): boolean {
    if (this.#isSkipping) return this.#skipLine();
    const { records, isOpen } = parseWindow(this.#rest, this.delimiter, this.#trust);
    let [end, rows] = [0, 0];
    for (const record of records) {
      if (!isEnd && !this.#isComplete(record.end)) break;
      const isTooLong = record.end - end > MAX_RECORD_BYTES;
      const bytes = this.#rest.subarray(end, record.end);
      if (isTooLong || swallowsRows(bytes, record.cells, this.delimiter, this.width)) {
        this.#advance(end, rows);
        return this.#refuseLine(found, isTooLong ? "row_too_long" : "quote_not_closed", record.end - end);
      }
      found.push({ row: this.#rows + record.rows, cells: record.cells });
      [end, rows] = [record.end, record.rows];
    }
    this.#advance(end, rows);
    const isCutShort = records.length === this.#trust;
    this.#trust = Math.min(this.#trust * 2, TRUSTING);
    if (isCutShort) return true;
    if (isEnd ? isOpen : this.#rest.length > MAX_RECORD_BYTES)
      return this.#refuseLine(found, isOpen ? "quote_not_closed" : "row_too_long", this.#rest.length);
    return false;
  }

  /** A record is complete when its line end is, and \r may be the first half of one. */
  #isComplete(end: number): boolean {
    const last = this.#rest[end - 1];
    return last === LINE_FEED || (last === RETURN && end < this.#rest.length);
  }

  #advance(bytes: number, rows: number): void {
    this.#rest = this.#rest.subarray(bytes);
    this.#rows += rows;
  }

  /** @param wasted bytes that were read in vain and are read again from the next line on. */
  #refuseLine(found: CsvRecord[], problem: "quote_not_closed" | "row_too_long", wasted: number): boolean {
    this.#wasted += wasted;
    if (this.#wasted > MAX_WASTED_BYTES)
      throw new AppError("csv_unreadable", {
        reason: `Too many quotes are never closed, the last one in row ${this.#rows + 1}.`,
      });
    this.#trust = 1;
    while (this.#rest[0] === LINE_FEED || this.#rest[0] === RETURN) this.#advance(lineEnd(this.#rest), 1);
    const end = lineEnd(this.#rest);
    const line = this.#rest.subarray(0, end < 0 ? undefined : end).toString("utf8");
    this.#advance(end < 0 ? this.#rest.length : end, 1);
    this.#isSkipping = end < 0;
    found.push({ row: this.#rows, cells: [line.trimEnd().slice(0, SHOWN_OF_A_BROKEN_LINE)], problem });
    return true;
  }

  #skipLine(): boolean {
    const end = lineEnd(this.#rest);
    this.#advance(end < 0 ? this.#rest.length : end, 0);
    this.#isSkipping = end < 0;
    return end >= 0;
  }
}
