import type { ReactNode } from "react";
import { attentionText } from "@/lib/core/attention";
import type { CallRow } from "@/lib/core/call-views";
import { endedLabel, SENTIMENT_LABEL } from "../attempts/labels";
import { formatMoment, formatMoney, formatPhone, formatSeconds, formatZonedMoment } from "../format";
import { nameOf } from "../name-of";
import { OutcomeBadge } from "../recipients/outcome-badge";
import { Badge } from "../ui/badge";
import { type Columns, columnsOf } from "../ui/data-table";
import { RowLink } from "../ui/row-link";
import { callAddress } from "./call-address";
import { Hit } from "./hit";

const column = columnsOf<CallRow>();
const NUMBER = "text-right tabular-nums whitespace-nowrap";

export interface CallColumnOptions {
  /** The list's own, which a call's page goes back to. */
  query: Record<string, string | number | undefined>;
  timeZone: string;
  now: Date;
}

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
    column.display({
      id: "campaign",
      header: "Campaign",
      meta: { className: "min-w-36 max-w-60" },
      cell: ({ row: { original: call } }) => (
        <>
          <span className="block truncate">{call.campaign_name}</span>
          <span className="block truncate text-xs text-ink-muted">{call.agent_name ?? "No agent"}</span>
        </>
      ),
    }),
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
      <span className="block font-medium">{label}</span>
      <span className="block text-[0.8125rem] text-ink-muted text-pretty">{todo}</span>
    </>
  );
}

function customerColumn({ query }: CallColumnOptions, more?: (call: CallRow) => ReactNode) {
  return column.display({
    id: "customer",
    header: "Customer",
    meta: { className: "min-w-52" },
    cell: ({ row: { original: call } }) => (
      <>
        <RowLink href={callAddress(call.id, query)}>{nameOf(call)}</RowLink>
        <span className="whitespace-nowrap text-xs tabular-nums text-ink-muted">
          {call.phone ? formatPhone(call.phone) : (call.email ?? "No number")}
        </span>
        {call.hit && <Hit hit={call.hit} />}
        {more?.(call)}
      </>
    ),
  });
}

function whenColumn(options: CallColumnOptions, shown?: string) {
  return column.display({
    id: "when",
    header: "When",
    meta: { className: `whitespace-nowrap text-ink-muted tabular-nums ${shown ?? ""}` },
    cell: ({ row }) => <When call={row.original} {...options} />,
  });
}

function When({ call, timeZone, now }: { call: CallRow } & CallColumnOptions) {
  return (
    <time dateTime={call.at} title={formatZonedMoment(call.at, timeZone)} className="text-ink-muted">
      {formatMoment(call.at, timeZone, now)}
    </time>
  );
}
