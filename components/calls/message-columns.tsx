import type { CallRow } from "@/lib/core/call-views";
import { endedLabel } from "../attempts/labels";
import { formatMoney } from "../format";
import { OutcomeBadge } from "../recipients/outcome-badge";
import { Badge, type Tone } from "../ui/badge";
import { type Columns, columnsOf } from "../ui/data-table";
import { type CallColumnOptions, campaignColumn, customerColumn, NUMBER, whenColumn } from "./common-columns";

const column = columnsOf<CallRow>();

/** Every email or text: to whom, how far it came, what came back. */
export const messageColumns = (options: CallColumnOptions, channel: "email" | "sms"): Columns<CallRow> =>
  column.columns([
    customerColumn(options),
    column.display({
      id: "ended",
      header: "How it ended",
      cell: ({ row: { original: message } }) => {
        const { label, tone, live } = endedLabel(message);
        return (
          <Badge tone={tone} live={live ?? false}>
            {label}
          </Badge>
        );
      },
    }),
    column.display({
      id: "response",
      header: "Response",
      cell: ({ row: { original: message } }) => <Response message={message} />,
    }),
    column.display({
      id: "message",
      header: channel === "email" ? "Subject" : "Text",
      meta: { className: "min-w-48 max-w-72" },
      cell: ({ row: { original: message } }) => (
        <>
          <span className="block truncate">{message.subject ?? message.body ?? "–"}</span>
          {message.variant && <span className="block text-xs text-ink-muted">Variant {message.variant}</span>}
        </>
      ),
    }),
    column.display({
      id: "outcome",
      header: "Outcome",
      cell: ({ row: { original: message } }) => <OutcomeBadge outcome={message.outcome} />,
    }),
    campaignColumn(false),
    ...(channel === "sms"
      ? [
          column.display({
            id: "segments",
            header: "Segments",
            meta: { className: NUMBER },
            cell: ({ row }) => row.original.segments ?? "–",
          }),
        ]
      : []),
    column.display({
      id: "cost",
      header: "Cost",
      meta: { className: NUMBER },
      cell: ({ row: { original: message } }) => (message.cost === null ? "–" : formatMoney(message.cost)),
    }),
    whenColumn(options),
  ]);

/** The most that they did with it. */
function Response({ message }: { message: CallRow }) {
  const steps: [at: string | null, label: string, tone: Tone][] = [
    [message.replied_at, "Wrote back", "success"],
    [message.clicked_at, "Clicked", "success"],
    [message.opened_at, "Opened", "info"],
  ];
  const most = steps.find(([at]) => at !== null);
  if (!most) return <span className="text-ink-muted">–</span>;
  return <Badge tone={most[2]}>{most[1]}</Badge>;
}
