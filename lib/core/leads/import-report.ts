import { csvLine } from "../csv-output";
import type { Field } from "./fields";
import { REFUSAL_HEADERS } from "./recognise-columns";
import type { Refusal, Warning } from "./refusal";

export interface ImportCounts {
  /** Data rows read; the header and blank rows are none. */
  rows: number;
  imported: number;
  /** Were there already. */
  unchanged: number;
  refused: number;
  /** Imported rows of which something could not be used. */
  warned: number;
  /** Rows without a date, which count as seen today. */
  undated: number;
  customers_created: number;
}

/** How a file was read. */
export interface FileReading {
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  delimiter: string;
  date_order: "mdy" | "dmy";
  /** What was taken for what: field -> headers, the one that is read first in front. */
  columns: Partial<Record<Field, string[]>>;
  /** Headers of columns of which nothing was kept. */
  ignored_columns: string[];
}

export interface ImportReport extends ImportCounts, FileReading {
  agent_id: string;
  /** The first 100. */
  refusals: Refusal[];
  /** The first 100. */
  warnings: Warning[];
  /** All refused rows as a CSV file, to be corrected and imported. Null when there are none, or when it is longer than
   *  2 million characters; sending the same file again with `Accept: text/csv` streams it. */
  refused_csv: string | null;
}

/** Header of the refused rows' file. */
export const refusedHeader = (header: readonly string[]): string => csvLine([...REFUSAL_HEADERS, ...header]);

/** One refused row: where and why, then its cells as they came. */
export const refusedLine = ({ row, column, reason, cells }: Refusal): string =>
  csvLine([String(row), column ?? "", reason, ...cells]);
