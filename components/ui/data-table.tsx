"use client";

import { type ColumnDef, createColumnHelper, type RowData, tableFeatures, useTable } from "@tanstack/react-table";
import { cn } from "./cn";

interface ColumnLook {
  /** For the column's header and cells: alignment, width, from which screen width it shows. */
  className?: string;
}

// Sorting, filtering and paging are the server's: the table only arranges the page that it is given.
const columnMeta: ColumnLook = {};
const features = tableFeatures({ columnMeta });

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
}

/** Rows under a header that stays in view. Scrolls sideways inside itself, reachable by keyboard. */
export function DataTable<Row extends RowData>({ caption, columns, rows, rowId, stale }: DataTableProps<Row>) {
  const table = useTable({ features, columns: [...columns], data: rows, getRowId: rowId });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls has to be reachable by keyboard
    <section aria-label={caption} tabIndex={0} className="relative overflow-x-auto" aria-busy={stale || undefined}>
      <table className={cn("w-full border-collapse text-left transition-opacity", stale && "opacity-60")}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} className="border-b border-line">
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  className={cn(
                    "h-10 whitespace-nowrap px-3 text-xs font-medium text-ink-muted first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5",
                    header.column.columnDef.meta?.className,
                  )}
                >
                  {header.isPlaceholder ? null : <table.FlexRender header={header} />}
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
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
