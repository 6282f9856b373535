import type { ReactNode } from "react";
import type { CallRow } from "@/lib/core/call-views";
import { formatMoment, formatPhone, formatZonedMoment } from "../format";
import { nameOf } from "../name-of";
import { columnsOf } from "../ui/data-table";
import { RowLink } from "../ui/row-link";
import { callAddress } from "./call-address";
import { Hit } from "./hit";

const column = columnsOf<CallRow>();
export const NUMBER = "text-right tabular-nums whitespace-nowrap";

export interface CallColumnOptions {
  /** The list's own, which a call's page goes back to. */
  query: Record<string, string | number | undefined>;
  timeZone: string;
  now: Date;
}

export function customerColumn({ query }: CallColumnOptions, more?: (call: CallRow) => ReactNode) {
  return column.display({
    id: "customer",
    header: "Customer",
    meta: { className: "min-w-52" },
    cell: ({ row: { original: call } }) => (
      <>
        <RowLink href={callAddress(call.id, query)}>{nameOf(call)}</RowLink>
        <span className="whitespace-nowrap text-xs tabular-nums text-ink-muted">{contactOf(call)}</span>
        {call.hit && <Hit hit={call.hit} />}
        {more?.(call)}
      </>
    ),
  });
}

/** @param withAgent for calls: somebody spoke */
export function campaignColumn(withAgent: boolean) {
  return column.display({
    id: "campaign",
    header: "Campaign",
    meta: { className: "min-w-36 max-w-60" },
    cell: ({ row: { original: call } }) => (
      <>
        <span className="block truncate">{call.campaign_name}</span>
        {withAgent && <span className="block truncate text-xs text-ink-muted">{call.agent_name ?? "No agent"}</span>}
      </>
    ),
  });
}

export function whenColumn(options: CallColumnOptions, shown?: string) {
  return column.display({
    id: "when",
    header: "When",
    meta: { className: `whitespace-nowrap text-ink-muted tabular-nums ${shown ?? ""}` },
    cell: ({ row }) => <When call={row.original} {...options} />,
  });
}

export function When({ call, timeZone, now }: { call: CallRow } & CallColumnOptions) {
  return (
    <time dateTime={call.at} title={formatZonedMoment(call.at, timeZone)} className="text-ink-muted">
      {formatMoment(call.at, timeZone, now)}
    </time>
  );
}

/** Where it went to. */
function contactOf({ channel, phone, email }: CallRow): string {
  if (channel === "email") return email ?? "No address";
  return phone ? formatPhone(phone) : (email ?? "No number");
}
