"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { CampaignView } from "@/lib/core/views";
import { type ApiError, api } from "../api";
import { isRefused } from "../is-refused";
import { CAMPAIGN_ACTION } from "./use-campaign-action";

const campaignView = () => import("@/lib/core/views").then((views) => views.CampaignView);

/** How often a page asks while something happens, and while nothing does. */
export const LIVE_MS = 1500;
export const REST_MS = 20_000;

/** Whether calls are being placed or are still in progress. */
export const isLive = ({ status, results }: CampaignView): boolean =>
  status === "active" || (results !== null && results.queued + results.sent > 0);

/** A campaign as it is now. @param liveMs how often it is asked for while something happens */
export function useCampaign(initial: CampaignView, liveMs = LIVE_MS) {
  const queries = useQueryClient();
  return useQuery<CampaignView, ApiError>({
    queryKey: ["campaigns", initial.id],
    queryFn: ({ signal }) => api(`/api/campaigns/${initial.id}`, campaignView, { signal }),
    initialData: initial,
    refetchInterval: ({ state }) => {
      if (isRefused(state.error)) return false;
      if (queries.isMutating({ mutationKey: CAMPAIGN_ACTION }) > 0) return false;
      return state.data && isLive(state.data) ? liveMs : REST_MS;
    },
  });
}
