import type { CustomerView } from "@/lib/core/customer-views";
import type { CustomerExport } from "@/lib/core/customers";
import { exportMoment } from "@/lib/core/export-text";
import { reasonText } from "@/lib/core/reasons";
import type { UserDeps } from "./deps";
import { EXPORT_PAGE, exportLines } from "./export-lines";
import { withBlocks } from "./list-customers";

const HEADER = ["Name", "Phone", "Email", "Region", "Time zones", "Tags", "Leads", "Last contact", "Added", "Status"];

/** All customers that match as a CSV file, however many; times in the account's zone. */
export function exportCustomers(
  deps: UserDeps,
  { query, timeZone }: { query: CustomerExport; timeZone: string },
): AsyncGenerator<string> {
  const moment = exportMoment(timeZone);
  const page = async (last: CustomerView | null) =>
    withBlocks(deps, await deps.data.customers.after(deps.accountId, query, last?.id ?? null, EXPORT_PAGE));
  return exportLines(HEADER, page, (row) => [
    ...[row.name, row.phone, row.email, row.region, row.time_zones.join(" "), row.tags.join(", "), row.lead_count],
    ...[moment(row.last_contact_at), moment(row.created_at), reasonText(row.blocked) ?? "Can be called."],
  ]);
}
