import type { CustomerView } from "@/lib/core/customer-views";
import { reasonText } from "@/lib/core/reasons";
import { Day } from "../day";
import { formatCount, formatPhone } from "../format";
import { nameOf } from "../name-of";
import { Badge } from "../ui/badge";
import { type Columns, columnsOf } from "../ui/data-table";
import { RowLink } from "../ui/row-link";
import { blockLabel } from "./labels";
import { regionText, zonesText } from "./where";

const column = columnsOf<CustomerView>();
const MUTED = "whitespace-nowrap text-ink-muted tabular-nums";

export function customerColumns(timeZone: string): Columns<CustomerView> {
  return column.columns([
    column.display({
      id: "name",
      header: "Name",
      meta: { className: "min-w-40", sort: "name" },
      cell: ({ row: { original: customer } }) => (
        <RowLink href={`/customers/${customer.id}`}>{nameOf(customer)}</RowLink>
      ),
    }),
    column.display({
      id: "contact",
      header: "Contact",
      meta: { className: "min-w-44" },
      cell: ({ row: { original: customer } }) => (
        <div className="grid">
          {customer.phone && <span className="whitespace-nowrap tabular-nums">{formatPhone(customer.phone)}</span>}
          {customer.email && <span className="max-w-64 truncate text-xs text-ink-muted">{customer.email}</span>}
        </div>
      ),
    }),
    column.display({
      id: "where",
      header: "Where",
      meta: { className: "min-w-36" },
      cell: ({ row: { original: customer } }) => (
        <div className="grid">
          <span>{regionText(customer) ?? "–"}</span>
          <span className="max-w-52 truncate text-xs text-ink-muted">{zonesText(customer)}</span>
        </div>
      ),
    }),
    column.display({
      id: "tags",
      header: "Tags",
      meta: { className: "min-w-28" },
      cell: ({ row }) => <Tags tags={row.original.tags} most={3} />,
    }),
    column.display({
      id: "leads",
      header: "Leads",
      meta: { className: "text-right tabular-nums", sort: "leads" },
      cell: ({ row }) => formatCount(row.original.lead_count),
    }),
    column.display({
      id: "last_contact",
      header: "Last contact",
      meta: { className: MUTED, sort: "last_contact" },
      cell: ({ row }) => <Day at={row.original.last_contact_at} timeZone={timeZone} />,
    }),
    column.display({
      id: "created",
      header: "Added",
      meta: { className: MUTED, sort: "created" },
      cell: ({ row }) => <Day at={row.original.created_at} timeZone={timeZone} />,
    }),
    column.display({
      id: "state",
      header: "Status",
      cell: ({ row: { original: customer } }) => <CustomerState blocked={customer.blocked} />,
    }),
  ]);
}

/** Whether a customer can be called; the whole sentence on pointing. */
export function CustomerState({ blocked }: { blocked: string | null }) {
  const { label, tone } = blockLabel(blocked);
  return (
    <span className="inline-flex max-w-full" title={reasonText(blocked) ?? undefined}>
      <Badge tone={tone}>{label}</Badge>
    </span>
  );
}

/** The first few tags, and how many more there are. */
export function Tags({ tags, most = tags.length }: { tags: readonly string[]; most?: number }) {
  const more = tags.slice(most);
  return (
    <ul className="flex flex-wrap gap-1">
      {tags.slice(0, most).map((tag) => (
        <li key={tag} className="max-w-40 truncate rounded-full bg-sunken px-2 py-0.5 text-xs">
          {tag}
        </li>
      ))}
      {more.length > 0 && (
        <li title={more.join(", ")} className="px-1 py-0.5 text-xs text-ink-muted">
          +{more.length}
        </li>
      )}
    </ul>
  );
}
