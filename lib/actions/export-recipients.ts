import type { RecipientQuery } from "@/lib/core/campaign";
import { readDecision } from "@/lib/core/decision";
import { explain } from "@/lib/core/explain";
import { exportMoment } from "@/lib/core/export-text";
import { OUTCOME_WORDS, RECIPIENT_STATUS_WORDS, wordOf } from "@/lib/core/spoken-words";
import type { UserDeps } from "./deps";
import { EXPORT_PAGE, exportLines } from "./export-lines";

const HEADER = [
  ...["Name", "Phone", "Email", "Status", "Outcome", "Reason", "Calls", "Last call", "Next call"],
  ...["Converted", "Cost (USD)", "Last contact before"],
];

/** The recipients that match, each with where they stand; times in the account's zone. */
export async function exportRecipients(
  deps: Pick<UserDeps, "data">,
  { campaignId, query, timeZone }: { campaignId: string; query: RecipientQuery; timeZone: string },
): Promise<AsyncGenerator<string>> {
  // An id that is not the person's own must be a 404, not an empty file.
  await deps.data.campaigns.get(campaignId);
  const moment = exportMoment(timeZone);
  return exportLines<Awaited<ReturnType<typeof deps.data.recipients.exportPage>>[number]>(
    HEADER,
    (last) => deps.data.recipients.exportPage(campaignId, query, last?.id ?? null, EXPORT_PAGE),
    (row) => [
      ...[row.name, row.phone, row.email, wordOf(RECIPIENT_STATUS_WORDS, row.status)],
      ...[wordOf(OUTCOME_WORDS, row.outcome), whyText(row, timeZone), row.attempts, moment(row.last_attempt_at)],
      row.status === "pending" ? moment(row.next_attempt_at) : null,
      ...[moment(row.converted_at), row.cost, moment(row.last_contact_at)],
    ],
  );
}

/** The rule alone: when they are contacted next stands beside it, in the account's time. */
const whyText = ({ reason, decision }: { reason: string | null; decision: unknown }, timeZone: string) =>
  explain({ reason, decision: readDecision(decision), next: null, channel: null, timeZone });
