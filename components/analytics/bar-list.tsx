import Link from "next/link";
import { formatCount } from "../format";
import { cn } from "../ui/cn";
import { listOf } from "./figure-table";
import type { ChartTable } from "./tables";

export interface BarListProps {
  campaignId: string;
  table: ChartTable;
  /** Of what a full bar is the length; the longest one unless told. */
  whole?: number;
  /** Which column holds the share that is written behind the number. */
  share?: number;
  empty?: string;
}

/** Bars with their numbers beside them: nothing has to be guessed from a length or a colour. */
export function BarList({ campaignId, table, whole, share = 2, empty }: BarListProps) {
  const counts = table.rows.map(({ cells }) => Number(cells[1]));
  const longest = whole ?? Math.max(0, ...counts);
  if (empty && counts.every((count) => count === 0)) return <p className="py-6 text-center text-ink-muted">{empty}</p>;
  return (
    <ul className="grid gap-3">
      {table.rows.map((row, at) => {
        const count = counts[at] ?? 0;
        const list = listOf(campaignId, row);
        const label = String(row.cells[0]);
        return (
          <li key={label}>
            <p className="flex items-baseline justify-between gap-3">
              {list === null ? (
                <span>{label}</span>
              ) : (
                <Link
                  href={list}
                  prefetch={false}
                  className="underline decoration-line-strong underline-offset-4 hover:text-accent"
                >
                  {label}
                </Link>
              )}
              <span className="tabular-nums">
                <span className="font-medium">{formatCount(count)}</span>
                <span className="ml-2 inline-block w-10 text-right text-ink-muted">{row.cells[share] ?? ""}</span>
              </span>
            </p>
            <Bar part={count} whole={longest} />
          </li>
        );
      })}
    </ul>
  );
}

/** Drawn as SVG: the policy for styles allows no style attributes. */
export function Bar({ part, whole, className = "fill-accent" }: { part: number; whole: number; className?: string }) {
  const width = whole > 0 ? (100 * part) / whole : 0;
  return (
    <svg
      aria-hidden="true"
      className="mt-1 block h-2 w-full overflow-hidden rounded-full bg-sunken"
      preserveAspectRatio="none"
      viewBox="0 0 100 1"
    >
      <rect width={width} height={1} className={cn(className)} />
    </svg>
  );
}
