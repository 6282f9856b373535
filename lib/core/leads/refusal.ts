import { cut } from "./text";

export type RefusalCode =
  | "contact_missing"
  | "phone_invalid"
  | "email_invalid"
  | "date_unreadable"
  | "date_in_future"
  | "date_too_old"
  | "too_many_cells"
  | "cell_too_long"
  | "row_too_long"
  | "quote_not_closed";
export type WarningCode =
  | "phone_invalid"
  | "email_invalid"
  | "amount_unreadable"
  | "status_unknown"
  | "region_unknown"
  | "name_shortened"
  | "consent_incomplete";

/** What is said about a row. */
export interface Remark<Code extends string> {
  /** As a spreadsheet numbers the file's rows; the header is usually 1. */
  row: number;
  /** The column's header, null when the row as a whole is meant. */
  column: string | null;
  code: Code;
  /** For the person who imports, in plain words. */
  reason: string;
}
/** A row that was not imported, with its cells as they were read. */
export type Refusal = Remark<RefusalCode> & { cells: string[] };
/** Something in an imported row that could not be used; it is kept with the lead's other columns. */
export type Warning = Remark<WarningCode>;

/** A cell's text inside a sentence. */
export const quoted = (text: string): string => `“${text.length > 60 ? `${cut(text, 60)}…` : text}”`;
