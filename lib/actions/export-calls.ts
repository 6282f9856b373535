import { attentionText } from "@/lib/core/attention";
import type { CallRow } from "@/lib/core/call-views";
import type { CallQuery } from "@/lib/core/calls";
import type { UserDeps } from "./deps";
import { EXPORT_PAGE, exportLines } from "./export-lines";

/** How a file says what columns hold as codes. */
export interface CallWords {
  ended(call: CallRow): string;
  outcome(call: CallRow): string;
  sentiment(call: CallRow): string;
  moment(at: string): string;
}

const HEADER = [
  ...["When", "Customer", "Phone", "Email", "Campaign", "Agent", "How it ended", "Outcome", "Sentiment"],
  ...["Seconds", "Cost (USD)", "Summary", "Needs you", "Cleared"],
];

/** Every call that matches, newest first, whatever page is on show. */
export function exportCalls(
  { data, accountId }: Pick<UserDeps, "data" | "accountId">,
  query: CallQuery,
  words: CallWords,
): AsyncGenerator<string> {
  return exportLines<CallRow>(
    HEADER,
    (last) => data.calls.exportPage(accountId, query, last, EXPORT_PAGE),
    (call) => [
      ...[words.moment(call.at), call.name, call.phone, call.email, call.campaign_name, call.agent_name],
      ...[
        words.ended(call),
        words.outcome(call),
        words.sentiment(call),
        call.duration_seconds,
        call.cost,
        call.summary,
      ],
      call.attention && attentionText(call.attention).label,
      call.reviewed_at && words.moment(call.reviewed_at),
    ],
  );
}
