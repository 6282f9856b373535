import type { OptOutView } from "@/lib/core/opt-out-views";
import { contactText } from "../customers/contact-text";
import { CHANNEL_LABEL, evidenceText, openText, REASON_LABEL } from "../customers/labels";
import { Day } from "../day";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { type Columns, columnsOf } from "../ui/data-table";
import { TextLink } from "../ui/text-link";

const column = columnsOf<OptOutView>();

export function optOutColumns(timeZone: string, onLift: (optOut: OptOutView) => void): Columns<OptOutView> {
  return column.columns([
    column.display({
      id: "contact",
      header: "Contact",
      meta: { className: "min-w-44" },
      cell: ({ row: { original: one } }) => (
        <div className="grid">
          <span className="max-w-72 truncate font-medium tabular-nums">{contactText(one.contact)}</span>
          {one.customer_id && (
            <TextLink href={`/customers/${one.customer_id}`}>{one.customer ?? "Customer without a name"}</TextLink>
          )}
        </div>
      ),
    }),
    column.display({
      id: "channel",
      header: "From what",
      meta: { className: "whitespace-nowrap" },
      cell: ({ row }) => CHANNEL_LABEL[row.original.channel],
    }),
    column.display({
      id: "reason",
      header: "Why",
      meta: { className: "min-w-36" },
      cell: ({ row: { original: one } }) => (
        <div className="grid justify-items-start gap-1">
          <Badge tone={REASON_LABEL[one.reason].tone}>{REASON_LABEL[one.reason].label}</Badge>
          {one.note && <span className="max-w-72 text-xs break-words text-ink-muted">“{one.note}”</span>}
        </div>
      ),
    }),
    column.display({
      id: "source",
      header: "From where",
      meta: { className: "min-w-40" },
      cell: ({ row: { original: one } }) => (
        <div className="grid justify-items-start">
          <span className="max-w-60">{evidenceText(one)}</span>
          {one.said && <span className="max-w-60 text-xs break-words text-ink-muted">“{one.said}”</span>}
          {one.by && <span className="max-w-52 truncate text-xs text-ink-muted">{one.by}</span>}
          {one.attempt_id && <TextLink href={`/calls/${one.attempt_id}`}>{openText(one.source)}</TextLink>}
        </div>
      ),
    }),
    column.display({
      id: "at",
      header: "When",
      meta: { className: "whitespace-nowrap text-ink-muted tabular-nums", sort: "at" },
      cell: ({ row }) => <Day at={row.original.at} timeZone={timeZone} />,
    }),
    column.display({
      id: "state",
      header: "Status",
      meta: { className: "min-w-40" },
      cell: ({ row: { original: one } }) =>
        one.lifted_at ? (
          <div className="grid justify-items-start gap-1">
            <Badge>Lifted</Badge>
            <span className="max-w-72 text-xs break-words text-ink-muted">
              <Day at={one.lifted_at} timeZone={timeZone} />
              {one.lift_reason && one.lift_reason !== "erased" && `: “${one.lift_reason}”`}
            </span>
          </div>
        ) : (
          <Badge tone="danger">In force</Badge>
        ),
    }),
    column.display({
      id: "actions",
      header: () => <span className="sr-only">Actions</span>,
      meta: { className: "w-px" },
      cell: ({ row: { original: one } }) =>
        one.lifted_at ? null : (
          <Button
            size="sm"
            look="quiet"
            aria-label={`Lift for ${contactText(one.contact)}`}
            onClick={() => onLift(one)}
          >
            Lift
          </Button>
        ),
    }),
  ]);
}
