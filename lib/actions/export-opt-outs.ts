import { exportMoment } from "@/lib/core/export-text";
import type { OptOutView } from "@/lib/core/opt-out-views";
import type { OptOutExport } from "@/lib/core/opt-outs";
import type { UserDeps } from "./deps";
import { EXPORT_PAGE, exportLines } from "./export-lines";

const HEADER = [
  ...["Contact", "Customer", "Channel", "Reason", "Source", "Added", "Added by", "Note", "Lifted", "Lifted because"],
];

/** All opt-outs that match as a CSV file, lifted ones too; times in the account's zone. An erased contact has no text to be
 *  written. */
export function exportOptOuts(
  deps: UserDeps,
  { query, timeZone }: { query: OptOutExport; timeZone: string },
): AsyncGenerator<string> {
  const moment = exportMoment(timeZone);
  const page = (last: OptOutView | null) =>
    deps.data.suppressions.after(deps.accountId, query, last?.id ?? null, EXPORT_PAGE);
  return exportLines(HEADER, page, (row) => [
    ...[row.contact ?? "(erased)", row.customer, row.channel, row.reason, row.source, moment(row.at), row.by, row.note],
    ...[moment(row.lifted_at), row.lift_reason],
  ]);
}
