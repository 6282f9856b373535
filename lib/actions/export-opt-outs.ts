import type { OptOutView } from "@/lib/core/opt-out-views";
import type { OptOutExport } from "@/lib/core/opt-outs";
import type { UserDeps } from "./deps";
import { EXPORT_PAGE, exportLines } from "./export-lines";

const HEADER = [
  ...["Contact", "Customer", "Channel", "Reason", "Source", "Added", "Added by", "Note", "Lifted", "Lifted because"],
];

/** All opt-outs that match as a CSV file, lifted ones too. An erased contact has no text to be written. */
export function exportOptOuts(deps: UserDeps, query: OptOutExport): AsyncGenerator<string> {
  const page = (last: OptOutView | null) =>
    deps.data.suppressions.after(deps.accountId, query, last?.id ?? null, EXPORT_PAGE);
  return exportLines(HEADER, page, (row) => [
    ...[row.contact ?? "(erased)", row.customer, row.channel, row.reason, row.source, row.at, row.by, row.note],
    ...[row.lifted_at, row.lift_reason],
  ]);
}
