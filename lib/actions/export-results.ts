import { exportMoment } from "@/lib/core/export-text";
import { endedWord, OUTCOME_WORDS, SENTIMENT_WORDS, wordOf } from "@/lib/core/spoken-words";
import type { ExportedAttempt } from "@/lib/data/attempts";
import type { UserDeps } from "./deps";
import { EXPORT_PAGE, exportLines } from "./export-lines";

const HEADER = [
  ...["Name", "Phone", "Email", "When", "Channel", "Call", "How it ended", "Outcome", "Sentiment"],
  ...["Seconds", "Cost (USD)", "Summary", "Recording", "Problem"],
];

/** Every attempt of a campaign with what came of it, first to last; times in the account's zone. */
export async function exportResults(
  deps: Pick<UserDeps, "data">,
  { campaignId, timeZone }: { campaignId: string; timeZone: string },
): Promise<AsyncGenerator<string>> {
  await deps.data.campaigns.get(campaignId);
  const moment = exportMoment(timeZone);
  return exportLines<ExportedAttempt>(
    HEADER,
    (last) => deps.data.attempts.exportPage(campaignId, last, EXPORT_PAGE),
    (row) => [
      ...[row.recipient.name, row.recipient.phone, row.recipient.email],
      ...[moment(row.started_at ?? row.begun_at ?? row.reserved_at), row.channel, row.number],
      ...[endedWord(row), wordOf(OUTCOME_WORDS, row.outcome), wordOf(SENTIMENT_WORDS, row.sentiment)],
      ...[row.duration_seconds, row.cost, row.summary, row.recording_url, row.error],
    ],
  );
}
