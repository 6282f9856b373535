"use client";

import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import type { CallPage, Reviewed } from "@/lib/core/call-views";
import { type ApiError, api } from "../api";
import { NEEDS_YOU } from "../shell/needs-you";
import { offerUndo, tell } from "../toast";

interface Review {
  ids: string[];
  reviewed: boolean;
}
type Before = { lists: [QueryKey, CallPage | undefined][] };

const reviewed = () => import("@/lib/core/call-views").then((views) => views.Reviewed);
const LISTS = { queryKey: ["calls", "list"] };

/** Clears calls from what needs the owner: at once on the page, with a way back in the toast, and told when it did not work.
 *  @param onDone also after it was taken back */
export function useReview(onDone?: (review: Review) => void) {
  const queries = useQueryClient();
  const mutation = useMutation<Reviewed, ApiError, Review, Before>({
    mutationFn: (body) => api("/api/calls/review", reviewed, { method: "POST", body }),
    onMutate: async ({ ids, reviewed }) => {
      await queries.cancelQueries(LISTS);
      const lists = queries.getQueriesData<CallPage>(LISTS);
      const at = reviewed ? new Date().toISOString() : null;
      for (const [key, page] of lists) if (page) queries.setQueryData(key, without(page, ids, at, isQueue(key)));
      return { lists };
    },
    onError: (error, _, before) => {
      for (const [key, page] of before?.lists ?? []) queries.setQueryData(key, page);
      tell("error", error.message);
    },
    onSuccess: (_, review) => {
      onDone?.(review);
      if (!review.reviewed) return;
      const { ids } = review;
      offerUndo(ids.length === 1 ? "Cleared." : `${ids.length} cleared.`, () =>
        mutation.mutate({ ids, reviewed: false }),
      );
    },
    onSettled: () => {
      void queries.invalidateQueries(LISTS);
      void queries.invalidateQueries({ queryKey: NEEDS_YOU });
    },
  });
  return mutation;
}

const isQueue = (key: QueryKey) => String(key[2]).includes("view=needs_you");

function without(page: CallPage, ids: string[], at: string | null, queue: boolean): CallPage {
  const gone = at === null ? 0 : page.rows.filter((row) => ids.includes(row.id) && !row.reviewed_at).length;
  const rows =
    queue && at !== null
      ? page.rows.filter((row) => !ids.includes(row.id))
      : page.rows.map((row) => (ids.includes(row.id) ? { ...row, reviewed_at: at } : row));
  return { rows, total: queue ? page.total - gone : page.total, needs_you: page.needs_you - gone };
}
