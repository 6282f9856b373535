import { AppError } from "@/lib/core/errors";
import { type ColumnMapping, headerScore, holdsData } from "@/lib/core/leads/recognise-columns";
import { type CsvRecord, parseWindow, RecordReader } from "./read-records";
import { type Encoding, toUtf8 } from "./to-utf8";

const DELIMITERS = [",", ";", "\t"];
/** A header may have a title and blank lines above it. */
const HEADER_WITHIN = 15;

export interface CsvFile {
  encoding: Encoding;
  delimiter: string;
  /** The header's cells as they are. */
  header: string[];
  /** Some of the first rows, always the same ones of the same file. */
  sample: string[][];
  /** The rows after the header, in handfuls. */
  records: AsyncGenerator<CsvRecord[]>;
}

interface Guess {
  delimiter: string;
  score: number;
  header: string[];
  /** Where the data begins: bytes and rows of the head. */
  end: number;
  rows: number;
  sample: string[][];
}

function guess(head: Buffer, delimiter: string, mapping: ColumnMapping): Guess {
  const { records } = parseWindow(head, delimiter);
  const scored = records
    .slice(0, HEADER_WITHIN)
    .map((record, index) => ({ ...record, index, score: headerScore(record.cells, mapping) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), {
    cells: [],
    index: -1,
    score: 0,
    end: 0,
    rows: 0,
  });
  const widest = scored.reduce((found, one) => (one.cells.length > found.cells.length ? one : found), {
    cells: [] as string[],
    index: -1,
  });
  const { cells: header, index } = best.score > 0 ? best : widest;
  const sample = records.slice(index + 1).map(({ cells }) => cells);
  return { delimiter, score: best.score, header, end: best.end, rows: best.rows, sample };
}

/** Excel's own first line, which names the separator. */
function announced(head: Buffer): { delimiter: string; length: number } | null {
  const found = /^"?sep=([,;\t|])"?\r?\n/i.exec(head.toString("latin1", 0, 16));
  return found?.[1] ? { delimiter: found[1], length: found[0].length } : null;
}

type Opened = Pick<CsvFile, "encoding"> & { best: Guess; head: Buffer; blocks: AsyncGenerator<Buffer> };

async function openHead(source: AsyncIterable<Uint8Array>, mapping: ColumnMapping): Promise<Opened> {
  const { encoding, blocks } = await toUtf8(source);
  const first = await blocks.next();
  const start = first.done ? Buffer.alloc(0) : first.value;
  const said = announced(start);
  const head = start.subarray(said?.length ?? 0);
  const guesses = (said ? [said.delimiter] : DELIMITERS).map((delimiter) => guess(head, delimiter, mapping));
  const best = guesses.reduce((a, b) => ((b.score - a.score || b.header.length - a.header.length) > 0 ? b : a));
  return { encoding, best, head, blocks };
}

/** The beginning of a CSV file: its separator, its widest row as the header when no row names a contact, and rows after it.
 *  @throws AppError csv_unreadable */
export async function lookAtCsv(
  source: AsyncIterable<Uint8Array>,
): Promise<Pick<CsvFile, "encoding" | "delimiter" | "header" | "sample"> & { hasHeader: boolean }> {
  const { encoding, best, blocks } = await openHead(source, {});
  await blocks.return(undefined);
  const { delimiter, header, sample } = best;
  if (header.every((cell) => cell.trim() === ""))
    throw new AppError("csv_unreadable", { reason: "The file has no rows." });
  return { encoding, delimiter, header, sample, hasHeader: best.score > 0 || !holdsData(header) };
}

/** Opens a CSV file of any usual encoding and separator, and finds its header by the names in it.
 *  @throws AppError csv_unreadable; csv_columns_missing with `{ columns }`, those that were found */
export async function openCsv(source: AsyncIterable<Uint8Array>, mapping: ColumnMapping = {}): Promise<CsvFile> {
  const { encoding, best, head, blocks } = await openHead(source, mapping);
  if (best.score === 0)
    throw new AppError("csv_columns_missing", { columns: best.header.slice(0, 50).map((cell) => cell.slice(0, 100)) });

  async function* records(): AsyncGenerator<CsvRecord[]> {
    const reader = new RecordReader(best.delimiter, best.header.length, best.rows);
    yield reader.push(head.subarray(best.end));
    for await (const block of blocks) yield reader.push(block);
    yield reader.end();
  }
  return { encoding, delimiter: best.delimiter, header: best.header, sample: best.sample, records: records() };
}
