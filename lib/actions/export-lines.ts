import { CSV_START, csvLine } from "@/lib/core/csv-output";

/** Rows asked for at once while a file is written; Supabase answers no more than this. */
export const EXPORT_PAGE = 1000;

/** A whole list as the lines of a CSV file, page after page, so that its length costs no memory.
 *  @param page the rows after `last` (the first ones when it is null), `EXPORT_PAGE` at most, in a stable order */
export async function* exportLines<Row>(
  header: readonly string[],
  page: (last: Row | null) => Promise<Row[]>,
  cells: (row: Row) => readonly (string | number | null)[],
): AsyncGenerator<string> {
  yield CSV_START + csvLine(header);
  let last: Row | null = null;
  for (;;) {
    const rows: Row[] = await page(last);
    if (rows.length > 0) yield rows.map((row) => csvLine(cells(row).map((cell) => cell?.toString() ?? ""))).join("");
    last = rows.at(-1) ?? null;
    if (!last || rows.length < EXPORT_PAGE) return;
  }
}
