import { headerScore, recogniseColumns } from "@/lib/core/leads/recognise-columns";
import { type CsvRecord, parseWindow, RecordReader } from "./read-records";
import { toUtf8 } from "./to-utf8";

const DELIMITERS = [",", ";", "\t"];

export interface ContactRows {
  /** Where contacts stand, when a header says so; the header is none of the records. */
  columns: number[] | undefined;
  records: AsyncGenerator<CsvRecord[]>;
}

/** Opens a file of contacts: a table with a header that names them, or plain rows, one contact or more in each. */
export async function openList(source: AsyncIterable<Uint8Array>): Promise<ContactRows> {
  const { blocks } = await toUtf8(source);
  const first = await blocks.next();
  const head = first.done ? Buffer.alloc(0) : first.value;
  const guesses = DELIMITERS.map((delimiter) => {
    const [top] = parseWindow(head, delimiter, 1).records;
    const cells = top?.cells ?? [];
    return { delimiter, cells, score: headerScore(cells), end: top?.end ?? 0, rows: top?.rows ?? 0 };
  });
  const best = guesses.reduce((a, b) => ((b.score - a.score || b.cells.length - a.cells.length) > 0 ? b : a));
  const { fields } = recogniseColumns(best.cells);
  const isHeader = best.score > 0;
  async function* records(): AsyncGenerator<CsvRecord[]> {
    const reader = new RecordReader(best.delimiter, isHeader ? best.cells.length : 1, isHeader ? best.rows : 0);
    yield reader.push(isHeader ? head.subarray(best.end) : head);
    for await (const block of blocks) yield reader.push(block);
    yield reader.end();
  }
  return { columns: isHeader ? [...(fields.phone ?? []), ...(fields.email ?? [])] : undefined, records: records() };
}
