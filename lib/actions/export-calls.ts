import { attentionText } from "@/lib/core/attention";
import type { CallRow } from "@/lib/core/call-views";
import type { CallQuery } from "@/lib/core/calls";
import { exportMoment } from "@/lib/core/export-text";
import { CHANNEL_WORDS, endedWord, OUTCOME_WORDS, SENTIMENT_WORDS, wordOf } from "@/lib/core/spoken-words";
import type { UserDeps } from "./deps";
import { EXPORT_PAGE, exportLines } from "./export-lines";

const HEADER = [
  ...["When", "Customer", "Phone", "Email", "Campaign", "Agent", "How it ended", "Outcome", "Sentiment"],
  ...["Seconds", "Cost (USD)", "Summary", "Needs you", "Cleared"],
  ...["Channel", "Subject", "Variant", "Segments", "Opened", "Clicked", "Wrote back", "What they wrote"],
];

/** Every contact that matches, newest first, whatever page is on show; times in the account's zone. */
export function exportCalls(
  { data, accountId }: Pick<UserDeps, "data" | "accountId">,
  { query, timeZone }: { query: CallQuery; timeZone: string },
): AsyncGenerator<string> {
  const moment = exportMoment(timeZone);
  return exportLines<CallRow>(
    HEADER,
    (last) => data.calls.exportPage(accountId, query, last, EXPORT_PAGE),
    (call) => [
      ...[moment(call.at), call.name, call.phone, call.email, call.campaign_name, call.agent_name],
      ...[endedWord(call), wordOf(OUTCOME_WORDS, call.outcome), wordOf(SENTIMENT_WORDS, call.sentiment)],
      ...[call.duration_seconds, call.cost, call.summary],
      call.attention && attentionText(call.attention).label,
      moment(call.reviewed_at),
      ...[CHANNEL_WORDS[call.channel].one, call.subject, call.variant, call.segments],
      ...[moment(call.opened_at), moment(call.clicked_at), moment(call.replied_at), call.reply],
    ],
  );
}
