import * as z from "zod/mini";
import { FIELDS } from "./leads/fields";

/** What the import's pages read of the API's answers. */

const count = z.int();
const Remark = z.object({ row: count, column: z.nullable(z.string()), reason: z.string() });
export const RefusedRow = z.extend(Remark, { cells: z.array(z.string()) });
export type RefusedRow = z.infer<typeof RefusedRow>;

export const ImportLookView = z.object({
  encoding: z.string(),
  delimiter: z.string(),
  has_header: z.boolean(),
  columns: z.array(
    z.object({
      header: z.string(),
      field: z.nullable(z.enum(FIELDS)),
      samples: z.array(z.string()),
      ignored: z.boolean(),
    }),
  ),
});
export type ImportLookView = z.infer<typeof ImportLookView>;

export const ConsentCountsView = z.object({
  stored: count,
  written: count,
  known: count,
  withdrawn: count,
  ended: count,
  declined: count,
  taking_back: count,
  lacking: z.object({ answer: count, channel: count, basis: count, wording: count, date: count }),
});
export type ConsentCountsView = z.infer<typeof ConsentCountsView>;

const Reading = z.object({
  rows: count,
  imported: count,
  unchanged: count,
  refused: count,
  warned: count,
  undated: count,
  encoding: z.string(),
  delimiter: z.string(),
  date_order: z.enum(["mdy", "dmy"]),
  refusals: z.array(RefusedRow),
  warnings: z.array(Remark),
  refused_csv: z.nullable(z.string()),
  consents: z.nullable(ConsentCountsView),
});
export const ImportCheckView = z.extend(Reading, { customers: count, refused_csv_whole: z.boolean() });
export type ImportCheckView = z.infer<typeof ImportCheckView>;
export const ImportReportView = z.extend(Reading, { customers_created: count });
export type ImportReportView = z.infer<typeof ImportReportView>;

export const ProgressLine = z.object({
  kind: z.literal("progress"),
  bytes: count,
  rows: count,
  refused: count,
  imported: count,
  unchanged: count,
});
export type ProgressLine = z.infer<typeof ProgressLine>;

/** The last line of an answer that comes in lines. */
export const EndLine = z.union([
  z.object({ kind: z.literal("done"), result: z.unknown() }),
  z.object({
    kind: z.literal("failed"),
    error: z.object({ code: z.string(), message: z.string(), details: z.optional(z.unknown()) }),
  }),
]);
