import { readDecision } from "@/lib/core/decision";
import { explain } from "@/lib/core/explain";
import type { RecipientView } from "@/lib/core/views";
import type { Channel } from "@/lib/core/words";
import { formatMoment, formatPhone, formatZonedMoment } from "../format";
import { Badge } from "../ui/badge";
import { type Columns, columnsOf } from "../ui/data-table";
import { RECIPIENT_STATUS_LABEL } from "./labels";
import { OutcomeBadge } from "./outcome-badge";
import { RecipientLink } from "./recipient-link";

const column = columnsOf<RecipientView>();

/** Every cell keeps to its lines, so that a row has the same height whatever a call changes in it.
 *  @param channel null where the campaign uses several */
export function recipientColumns(timeZone: string, channel: Channel | null): Columns<RecipientView> {
  return column.columns([
    column.display({
      id: "name",
      header: "Customer",
      meta: { className: "min-w-40", sort: "name" },
      cell: ({ row: { original: recipient } }) => (
        <>
          <RecipientLink recipient={recipient} />
          <span className="whitespace-nowrap text-xs tabular-nums text-ink-muted">
            {recipient.phone ? formatPhone(recipient.phone) : (recipient.email ?? "No number")}
          </span>
        </>
      ),
    }),
    column.display({
      id: "status",
      header: "Status",
      meta: { sort: "status" },
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
      meta: { className: "min-w-36", sort: "outcome" },
      cell: ({ row: { original: recipient } }) => <OutcomeBadge outcome={recipient.outcome} />,
    }),
    column.display({
      id: "reason",
      header: "Reason",
      meta: { className: "w-full min-w-52 max-w-0 text-ink-muted" },
      cell: ({ row }) => {
        const text = whyText(row.original, channel, timeZone);
        return (
          <span className="block truncate" title={text ?? undefined}>
            {text}
          </span>
        );
      },
    }),
    column.display({
      id: "attempts",
      header: channel === "call" ? "Calls" : "Contacts",
      meta: { className: "text-right tabular-nums", sort: "attempts" },
      cell: ({ row }) => row.original.attempts,
    }),
    column.display({
      id: "last",
      header: channel === "call" ? "Last call" : "Last contact",
      meta: { className: "min-w-36 whitespace-nowrap text-ink-muted tabular-nums", sort: "last_attempt_at" },
      cell: ({ row }) => <Moment at={row.original.last_attempt_at} timeZone={timeZone} />,
    }),
    column.display({
      id: "next",
      header: "Next contact",
      meta: { className: "min-w-36 whitespace-nowrap text-ink-muted tabular-nums", sort: "next_attempt_at" },
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

const whyText = (
  { reason, decision, status, next_attempt_at: next }: RecipientView,
  channel: Channel | null,
  timeZone: string,
) =>
  explain({
    ...{ reason, channel, timeZone, decision: readDecision(decision) },
    next: status === "pending" ? next : null,
  });

function Moment({ at, timeZone }: { at: string | null; timeZone: string }) {
  if (!at) return "–";
  return (
    <time dateTime={at} title={formatZonedMoment(at, timeZone)}>
      {formatMoment(at, timeZone)}
    </time>
  );
}
