"use client";

import { useQuery } from "@tanstack/react-query";
import type { AudienceOptions } from "@/lib/core/audience-views";
import { type ApiError, api } from "./api";

const audienceOptions = () => import("@/lib/core/audience-views").then((views) => views.AudienceOptions);

/** What the account's customers can be asked for, for suggestions; nothing is suggested while it is not known. */
export const useAudienceOptions = () =>
  useQuery<AudienceOptions, ApiError>({
    queryKey: ["audience-options"],
    queryFn: ({ signal }) => api("/api/audience/options", audienceOptions, { signal }),
    staleTime: 300_000,
    retry: false,
  });
