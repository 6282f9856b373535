import { createHash } from "node:crypto";
import { AppError } from "@/lib/core/errors";
import type { Log } from "@/lib/core/jobs";
import { csvLine } from "@/lib/core/leads/csv-output";
import { decideDateOrder } from "@/lib/core/leads/dates";
import type { Field } from "@/lib/core/leads/fields";
import { Occurrences } from "@/lib/core/leads/occurrences";
import { toCountryCode } from "@/lib/core/leads/phone";
import {
  type ColumnMapping,
  type Columns,
  REFUSAL_HEADERS,
  recogniseColumns,
  unknownHeaders,
} from "@/lib/core/leads/recognise-columns";
import type { Refusal, Warning } from "@/lib/core/leads/refusal";
import type { RowContext } from "@/lib/core/leads/row";
import { type ImportedLead, identityOf, type RowResult, toLead } from "@/lib/core/leads/to-lead";
import { zoneClock } from "@/lib/core/leads/zoned-time";
import type { AccountsData } from "@/lib/data/accounts";
import type { BatchResult, LeadRow, LeadsData } from "@/lib/data/leads";
import { type CsvFile, openCsv } from "./csv/open-csv";
import type { CsvRecord } from "./csv/read-records";
import type { Encoding } from "./csv/to-utf8";

export interface ImportDeps {
  now(): Date;
  log: Log;
  /** With the person's identity: shows whether account and agent are theirs. */
  data: { accounts: Pick<AccountsData, "agents" | "settings"> };
  /** With the engine's identity. */
  leads: Pick<LeadsData, "importBatch" | "recordImport">;
}

export interface ImportInput {
  /** The account; in every table `user_id`. */
  userId: string;
  /** Who imports; null for the operator's command line. */
  actorId: string | null;
  /** Whose leads they become; the account's first agent when absent. */
  agentId?: string;
  /** The file's bytes, read as they come. */
  source: AsyncIterable<Uint8Array>;
  /** ISO 3166-1 alpha-2; the account's own when absent. */
  defaultCountry?: string;
  mapping?: ColumnMapping;
  /** Of the file; 50 MB when absent. */
  maxBytes?: number;
}

export interface ImportCounts {
  /** Data rows read; blank ones and the header are none. */
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

export interface ImportReport extends ImportCounts {
  agent_id: string;
  encoding: Encoding;
  /** Which column was taken for what: field -> headers, the first one first. */
  columns: Partial<Record<Field, string[]>>;
  /** Headers of columns of which nothing was kept. */
  ignored_columns: string[];
  /** The first 100. */
  refusals: Refusal[];
  /** The first 100. */
  warnings: Warning[];
  /** All refused rows as a CSV file; null when that is longer than 2 million characters. */
  refused_csv: string | null;
}
