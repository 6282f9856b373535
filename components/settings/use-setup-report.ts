"use client";

import { useQuery } from "@tanstack/react-query";
import { SetupReport } from "@/lib/core/setup-views";
import { type ApiError, api } from "../api";

const FRESH_MS = 30_000;

/** Has the server ask the providers: once when a page opens (not again on the next one soon after), and when told to. */
export function useSetupReport() {
  const query = useQuery<SetupReport, ApiError>({
    queryKey: ["setup"],
    queryFn: ({ signal }) => api("/api/settings/check", SetupReport, { signal }),
    staleTime: FRESH_MS,
    refetchOnWindowFocus: false,
    retry: false,
  });
  return {
    report: query.data ?? null,
    error: query.error,
    isChecking: query.isFetching,
    checkAgain: () => void query.refetch(),
  };
}
