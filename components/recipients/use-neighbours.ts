"use client";

import { useEffect, useRef } from "react";
import type { RecipientPage } from "@/lib/core/views";

export interface Neighbours {
  previous: (() => void) | undefined;
  next: (() => void) | undefined;
}

/** Who comes before and after the open one in the list, also where the next page begins.
 *  @param show opens somebody. @param turn goes to another page of the list */
export function useNeighbours(
  page: RecipientPage,
  open: string | null,
  query: { offset: number; limit: number },
  show: (id: string) => void,
  turn: (offset: number) => void,
): Neighbours {
  const { rows, total, more = false } = page;
  // While calls go on the open one may move off the page: then one goes on from where they were.
  const place = useRef(0);
  const arriving = useRef<"first" | "last" | null>(null);
  const found = rows.findIndex((row) => row.id === open);
  const { offset, limit } = query;
  useEffect(() => {
    if (found !== -1) place.current = found;
  }, [found]);
  const edges = { first: rows[0]?.id, last: rows.at(-1)?.id };
  const { first, last } = edges;
  useEffect(() => {
    const id = arriving.current === "first" ? first : arriving.current === "last" ? last : undefined;
    // Only the page of the new offset is told of: `first` and `last` change with it.
    if (!id || open === null) return;
    arriving.current = null;
    show(id);
  }, [offset, first, last]);
  if (open === null) return { previous: undefined, next: undefined };
  const before = found === -1 ? place.current - 1 : found - 1;
  const after = found === -1 ? place.current : found + 1;
  const go = (at: number) => {
    const id = rows[at]?.id;
    return id && id !== open ? () => show(id) : undefined;
  };
  const turnTo = (to: number, edge: "first" | "last") => () => {
    arriving.current = edge;
    turn(to);
  };
  return {
    previous: go(before) ?? (offset > 0 ? turnTo(Math.max(0, offset - limit), "last") : undefined),
    next: go(after) ?? (more || offset + limit < total ? turnTo(offset + limit, "first") : undefined),
  };
}
