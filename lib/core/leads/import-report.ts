import { csvLine } from "../csv-output";
import type { ConsentLack } from "./consent";
import type { Field } from "./fields";
import { REFUSAL_HEADERS } from "./recognise-columns";
import type { Refusal, Warning } from "./refusal";

/** What a file's columns about consent came to. */
export interface ConsentCounts {
  /** Agreements that were stored, and those of them that are in writing. */
  stored: number;
  written: number;
  /** Were there already. */
  known: number;
  /** Older than a withdrawal or an opt-out of the same person, so not stored. */
  withdrawn: number;
  /** Agreements of before that ended, because the file says that they were taken back; a check ends none. */
  ended: number;
  /** Rows that say no, without saying that something was taken back. */
  declined: number;
  /** Rows that say that an agreement was taken back, whether one was in force or not. */
  taking_back: number;
  /** Rows by what they lack: without an answer or a channel nothing is stored, without the rest nothing that counts as written. */
  lacking: Record<ConsentLack, number>;
}

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
  /** Null when the file has no column about consent. */
  consents: ConsentCounts | null;
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

/** How far an import is. */
export interface ImportProgress extends Pick<ImportCounts, "rows" | "refused" | "imported" | "unchanged"> {
  kind: "progress";
  /** Of the file, read so far. */
  bytes: number;
}

/** What an import would do. Nothing was stored: `imported` are the rows that would be. */
export interface ImportCheck extends Omit<ImportReport, "customers_created"> {
  /** Different people among all rows that can be used, by phone, else by email. */
  customers: number;
  /** Whether `refused_csv` has all refused rows, or only the first. */
  refused_csv_whole: boolean;
}

/** A file's columns before anything is decided about them. */
export interface ImportLook extends Pick<FileReading, "encoding" | "delimiter"> {
  columns: {
    /** Unique in the file. */
    header: string;
    /** What it is taken for; null when it is only kept. */
    field: Field | null;
    /** Of the first rows, at most three that differ. */
    samples: string[];
    /** Nothing of it is kept: it is one of our own remarks, or there are too many columns. */
    ignored: boolean;
  }[];
  /** False when the first row holds data: then there are no names to go by. */
  has_header: boolean;
}

/** Header of the refused rows' file. */
export const refusedHeader = (header: readonly string[]): string => csvLine([...REFUSAL_HEADERS, ...header]);

/** One refused row: where and why, then its cells as they came. */
export const refusedLine = ({ row, column, reason, cells }: Refusal): string =>
  csvLine([String(row), column ?? "", reason, ...cells]);
