"use client";

import { type ColumnDef, createColumnHelper, type RowData, tableFeatures, useTable } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

interface ColumnLook {
  /** For the column's header and cells: alignment, width, from which screen width it shows. */
  className?: string;
  /** The name under which the server sorts by this column; without one it can't be sorted by. */
  sort?: string;
}

/** What the rows are sorted by, as it stands in the address. */
export interface Sort {
  by: string;
  direction: "asc" | "desc";
}

// Sorting, filtering and paging are the server's: the table only arranges the page that it is given.
const columnMeta: ColumnLook = {};
const features = tableFeatures({ columnMeta });

const SCROLLS = "scroll-hint relative overflow-x-auto";

export const columnsOf = <Row extends RowData>() => createColumnHelper<typeof features, Row>();
export type Columns<Row extends RowData> = ReadonlyArray<ColumnDef<typeof features, Row, unknown>>;

export interface DataTableProps<Row extends RowData> {
  /** Read out as the table's name. */
  caption: string;
  columns: Columns<Row>;
  rows: Row[];
  rowId: (row: Row) => string;
  /** Older rows still on show while the next page loads. */
  stale?: boolean;
  sort?: Sort;
  /** Called with the next order when a header is pressed: descending first, then ascending. */
  onSort?: (sort: Sort) => void;
}

/** Rows under a header that stays in view. Scrolls sideways inside itself, reachable by keyboard. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowId, stale, sort, onSort } = props;
  const table = useTable({ features, columns: [...columns], data: rows, getRowId: rowId });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls has to be reachable by keyboard
    <section aria-label={caption} tabIndex={0} className={SCROLLS} aria-busy={stale || undefined}>
      <table className={cn("w-full border-collapse text-left transition-opacity", stale && "opacity-60")}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} className="border-b border-line">
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  aria-sort={ariaSort(header.column.columnDef.meta?.sort, sort)}
                  className={cn(
                    "h-10 whitespace-nowrap px-3 text-xs font-medium text-ink-muted first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5",
                    header.column.columnDef.meta?.className,
                  )}
                >
                  {header.isPlaceholder ? null : (
                    <SortButton by={header.column.columnDef.meta?.sort} sort={sort} onSort={onSort}>
                      {filled(header.column.columnDef.header, header.getContext())}
                    </SortButton>
                  )}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody className="divide-y divide-line">
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className="transition-colors hover:bg-sunken/60">
              {row.getAllCells().map((cell) => (
                <td
                  key={cell.id}
                  className={cn(
                    "px-3 py-3 align-middle first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5",
                    cell.column.columnDef.meta?.className,
                  )}
                >
                  {filled(cell.column.columnDef.cell, cell.getContext())}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Called, not made a component: columns are written anew when their page is, and a row's menu or focus must outlive that. */
function filled<Context>(part: ReactNode | ((context: Context) => ReactNode), context: Context): ReactNode {
  return typeof part === "function" ? part(context) : part;
}

function ariaSort(by: string | undefined, sort: Sort | undefined): "ascending" | "descending" | undefined {
  if (!by || sort?.by !== by) return undefined;
  return sort.direction === "asc" ? "ascending" : "descending";
}

function SortButton({
  by,
  sort,
  onSort,
  children,
}: {
  by: string | undefined;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  children: ReactNode;
}) {
  if (!by || !onSort) return children;
  const direction = sort?.by === by ? sort.direction : null;
  const Icon = direction === null ? ChevronsUpDown : direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={() => onSort({ by, direction: direction === "desc" ? "asc" : "desc" })}
      className="inline-flex h-8 items-center gap-1 rounded-sm hover:text-ink"
    >
      {children}
      <Icon aria-hidden className={cn("size-3.5", direction === null && "opacity-50")} />
    </button>
  );
}
