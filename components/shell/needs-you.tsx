"use client";

import { useQuery } from "@tanstack/react-query";
import type { NeedsYou } from "@/lib/core/call-views";
import { type ApiError, api } from "../api";
import { isRefused } from "../is-refused";

const EVERY_MS = 30_000;
const MOST = 99;
/** Renewed at once by whatever clears calls. */
export const NEEDS_YOU = ["calls", "needs-you"] as const;
const needsYou = () => import("@/lib/core/call-views").then((views) => views.NeedsYou);

/** @param initial as the page came. @returns how many calls need the owner: 100 stands for more, too. */
export function useNeedsYou(initial: number): number {
  const { data } = useQuery<NeedsYou, ApiError>({
    queryKey: NEEDS_YOU,
    queryFn: ({ signal }) => api("/api/calls/needs-you", needsYou, { signal }),
    initialData: { count: initial },
    staleTime: EVERY_MS / 2,
    refetchInterval: ({ state }) => (isRefused(state.error) ? false : EVERY_MS),
  });
  return data.count;
}

const countText = (count: number): string => (count > MOST ? `${MOST}+` : String(count));

/** In words, and read out when it changes. */
export const needsYouText = (count: number): string =>
  count === 0 ? "No call needs you." : count === 1 ? "1 call needs you." : `${countText(count)} calls need you.`;

/** Lies over the corner of its link, so that nothing moves when it comes or goes. */
export function NeedsYouMark({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span
      aria-hidden
      className="absolute top-1 left-[calc(100%-0.875rem)] z-10 min-w-4 rounded-full bg-warning-soft px-1 text-center text-[0.6875rem]/4 font-semibold tabular-nums text-warning"
    >
      {countText(count)}
    </span>
  );
}
