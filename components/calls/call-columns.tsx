import type { ReactNode } from "react";
import { attentionText } from "@/lib/core/attention";
import type { CallRow } from "@/lib/core/call-views";
import { CHANNEL_WORDS, capital } from "@/lib/core/spoken-words";
import { endedLabel, SENTIMENT_LABEL } from "../attempts/labels";
import { formatMoney, formatSeconds } from "../format";
import { OutcomeBadge } from "../recipients/outcome-badge";
import { Badge } from "../ui/badge";
import { type Columns, columnsOf } from "../ui/data-table";
import { type CallColumnOptions, campaignColumn, customerColumn, NUMBER, When, whenColumn } from "./common-columns";

const column = columnsOf<CallRow>();

/** Every call: who, how it went, when. */
export const callColumns = (options: CallColumnOptions): Columns<CallRow> =>
  column.columns([
    customerColumn(options),
    column.display({
      id: "ended",
      header: "How it ended",
      cell: ({ row: { original: call } }) => {
        const { label, tone, live } = endedLabel(call);
        return (
          <Badge tone={tone} live={live ?? false}>
            {label}
          </Badge>
        );
      },
    }),
    column.display({
      id: "outcome",
      header: "Outcome",
      cell: ({ row: { original: call } }) => <OutcomeBadge outcome={call.outcome} />,
    }),
    column.display({
      id: "sentiment",
      header: "Sentiment",
      cell: ({ row: { original: call } }) =>
        call.sentiment ? SENTIMENT_LABEL[call.sentiment].label : <span className="text-ink-muted">–</span>,
    }),
    campaignColumn(true),
    column.display({
      id: "length",
      header: "Length",
      meta: { className: NUMBER },
      cell: ({ row: { original: call } }) => (call.duration_seconds ? formatSeconds(call.duration_seconds) : "–"),
    }),
    column.display({
      id: "cost",
      header: "Cost",
      meta: { className: NUMBER },
      cell: ({ row: { original: call } }) => (call.cost === null ? "–" : formatMoney(call.cost)),
    }),
    whenColumn(options),
  ]);

/** What needs the owner: why, what to do, and done. */
export const attentionColumns = (
  options: CallColumnOptions & { clear: (call: CallRow) => ReactNode },
): Columns<CallRow> =>
  column.columns([
    customerColumn(options, (call) => (
      <div className="mt-1 sm:hidden">
        <Why call={call} />
        <When call={call} {...options} />
      </div>
    )),
    column.display({
      id: "why",
      header: "Why",
      // On a phone it stands under the name, so that what clears it stays in reach.
      meta: { className: "min-w-64 hidden sm:table-cell" },
      cell: ({ row }) => <Why call={row.original} />,
    }),
    column.display({
      id: "campaign",
      header: "Campaign",
      meta: { className: "max-w-48 truncate hidden md:table-cell" },
      cell: ({ row }) => row.original.campaign_name,
    }),
    whenColumn(options, "hidden sm:table-cell"),
    column.display({
      id: "clear",
      header: () => <span className="sr-only">Clear</span>,
      meta: { className: "w-px text-right" },
      cell: ({ row }) => options.clear(row.original),
    }),
  ]);

function Why({ call }: { call: CallRow }) {
  const { label, todo } = attentionText(call.attention ?? "");
  return (
    <>
      <span className="block font-medium">
        {label}
        {call.channel !== "call" && (
          <span className="font-normal text-ink-muted"> · {capital(CHANNEL_WORDS[call.channel].one)}</span>
        )}
      </span>
      {call.reply && <q className="my-0.5 line-clamp-3 max-w-prose break-words whitespace-pre-line">{call.reply}</q>}
      <span className="block text-[0.8125rem] text-ink-muted text-pretty">{todo}</span>
    </>
  );
}
