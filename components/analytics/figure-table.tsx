import Link from "next/link";
import { formatCount } from "../format";
import { cn } from "../ui/cn";
import type { ChartTable } from "./tables";

const LINK = "underline decoration-line-strong underline-offset-4 hover:text-accent";

/** Where the people or calls of a row are listed; null where no list shows them. */
export function listOf(campaignId: string, row: ChartTable["rows"][number]): string | null {
  if (row.recipients !== undefined) return `/campaigns/${campaignId}${row.recipients && `?${row.recipients}`}`;
  return row.calls === undefined ? null : `/calls?campaign_id=${campaignId}&${row.calls}`;
}

/** A figure in numbers. Long ones scroll inside themselves. */
export function FigureTable({
  caption,
  campaignId,
  table,
}: {
  caption: string;
  campaignId: string;
  table: ChartTable;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls has to be reachable by keyboard
    <section aria-label={`${caption}, in numbers`} tabIndex={0} className="relative max-h-72 overflow-auto">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line">
            {table.columns.map((column, at) => (
              <th
                key={column}
                scope="col"
                className={cn("h-8 pr-3 text-xs font-medium text-ink-muted last:pr-1", at > 0 && "text-right")}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {table.rows.map((row) => {
            const [what, ...numbers] = row.cells;
            const list = listOf(campaignId, row);
            return (
              <tr key={row.cells.slice(0, 2).join(" ")}>
                <th scope="row" className="py-1.5 pr-3 font-normal">
                  {list === null ? (
                    what
                  ) : (
                    <Link href={list} prefetch={false} className={LINK}>
                      {what}
                    </Link>
                  )}
                </th>
                {numbers.map((cell, at) => (
                  <td key={table.columns[at + 1]} className="py-1.5 pr-3 text-right tabular-nums last:pr-1">
                    {typeof cell === "number" ? formatCount(cell) : (cell ?? "–")}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
