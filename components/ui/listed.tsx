"use client";
import { type Columns, DataTable, type Sort } from "./data-table";
import { Pager } from "./pager";
import { NothingFound } from "./states";

export interface ListedProps<Row extends { id: string }> {
  /** Read out as the table's name. */
  caption: string;
  /** What is counted: "customers". */
  noun: string;
  columns: Columns<Row>;
  page: { rows: Row[]; total: number; more?: true | undefined };
  query: { offset: number; limit: number };
  /** Older rows still on show while the next page loads. */
  stale: boolean;
  sort: Sort;
  onSort: (sort: Sort) => void;
  onPage: (offset: number) => void;
  /** What is said in place of rows. */
  nothing: { filtered: boolean; title: string; text: string; onClear: () => void };
}

/** A page of a list: its rows, or that nothing matches, and the way to the other pages. */
export function Listed<Row extends { id: string }>(props: ListedProps<Row>) {
  const { caption, noun, columns, page, query, stale, sort, onSort, onPage, nothing } = props;
  const { text, ...about } = nothing;
  return (
    <>
      {page.rows.length === 0 ? (
        <NothingFound {...about}>{text}</NothingFound>
      ) : (
        <DataTable
          caption={caption}
          columns={columns}
          rows={page.rows}
          rowId={(row) => row.id}
          stale={stale}
          sort={sort}
          onSort={onSort}
        />
      )}
      <Pager
        noun={noun}
        offset={query.offset}
        limit={query.limit}
        total={page.total}
        more={page.more}
        onPage={onPage}
      />
    </>
  );
}
