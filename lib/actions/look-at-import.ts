import { FIELDS, type Field } from "@/lib/core/leads/fields";
import type { ImportLook } from "@/lib/core/leads/import-report";
import { recogniseColumns } from "@/lib/core/leads/recognise-columns";
import { cleanCell, cut } from "@/lib/core/leads/text";
import { lookAtCsv } from "./csv/open-csv";

const SAMPLES = 3;
const SAMPLE_ROWS = 50;
const MAX_SAMPLE = 80;

/** Reads the beginning of a file: its encoding, separator and columns, and what each is taken for.
 *  @throws AppError csv_unreadable for what is no table */
export async function lookAtImport(source: AsyncIterable<Uint8Array>): Promise<ImportLook> {
  const { encoding, delimiter, header, sample, hasHeader } = await lookAtCsv(source);
  const { headers, fields, ignored } = recogniseColumns(header);
  const fieldOf = new Map<number, Field>();
  for (const field of FIELDS) for (const column of fields[field] ?? []) fieldOf.set(column, field);
  const columns = headers.map((name, index) => ({
    header: name,
    field: fieldOf.get(index) ?? null,
    samples: samplesOf(sample, index),
    ignored: ignored.includes(index),
  }));
  return { encoding, delimiter, columns, has_header: hasHeader };
}

function samplesOf(rows: string[][], index: number): string[] {
  const cells = rows.slice(0, SAMPLE_ROWS).map((row) => cut(cleanCell(row[index] ?? ""), MAX_SAMPLE));
  return [...new Set(cells.filter(Boolean))].slice(0, SAMPLES);
}
