import { reasonText } from "@/lib/core/reasons";
import type { RecipientView } from "@/lib/core/views";
import { formatMoment, formatZonedMoment } from "../format";
import { Badge } from "../ui/badge";
import { type Columns, columnsOf } from "../ui/data-table";
import { RowLink } from "../ui/row-link";
import { RECIPIENT_STATUS_LABEL } from "./labels";
import { nameOf } from "./name-of";
import { OutcomeBadge } from "./outcome-badge";
import { formatPhone } from "./phone";

const column = columnsOf<RecipientView>();

export function recipientColumns(campaignId: string, timeZone: string): Columns<RecipientView> {
  return column.columns([
    column.display({
      id: "name",
      header: "Customer",
      meta: { className: "min-w-40" },
      cell: ({ row: { original: recipient } }) => (
        <>
          <RowLink href={`/campaigns/${campaignId}/recipients/${recipient.id}`}>{nameOf(recipient)}</RowLink>
          <span className="whitespace-nowrap text-xs tabular-nums text-ink-muted">
            {recipient.phone ? formatPhone(recipient.phone) : (recipient.email ?? "No number")}
          </span>
        </>
      ),
    }),
    column.display({
      id: "status",
      header: "Status",
      cell: ({ row: { original: recipient } }) => {
        const { label, tone } = RECIPIENT_STATUS_LABEL[recipient.status];
        return (
          <Badge tone={tone} live={recipient.status === "sent"}>
            {label}
          </Badge>
        );
      },
    }),
    column.display({
      id: "outcome",
      header: "Outcome",
      cell: ({ row: { original: recipient } }) => <OutcomeBadge outcome={recipient.outcome} />,
    }),
    column.display({
      id: "reason",
      header: "Reason",
      meta: { className: "min-w-52 text-ink-muted" },
      cell: ({ row }) => reasonText(row.original.reason),
    }),
    column.display({
      id: "attempts",
      header: "Attempts",
      meta: { className: "text-right tabular-nums" },
      cell: ({ row }) => row.original.attempts,
    }),
    column.display({
      id: "last",
      header: "Last attempt",
      meta: { className: "whitespace-nowrap text-ink-muted tabular-nums" },
      cell: ({ row }) => <Moment at={row.original.last_attempt_at} timeZone={timeZone} />,
    }),
    column.display({
      id: "next",
      header: "Next attempt",
      meta: { className: "whitespace-nowrap text-ink-muted tabular-nums" },
      cell: ({ row: { original: recipient } }) => (
        // Who was never tried and is due is next in line, whatever the moment of the selection was.
        <Moment
          at={recipient.attempts > 0 || recipient.reason ? recipient.next_attempt_at : null}
          timeZone={timeZone}
        />
      ),
    }),
  ]);
}

function Moment({ at, timeZone }: { at: string | null; timeZone: string }) {
  if (!at) return "–";
  return (
    <time dateTime={at} title={formatZonedMoment(at, timeZone)}>
      {formatMoment(at, timeZone)}
    </time>
  );
}
