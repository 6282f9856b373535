"use client";

import { useQuery } from "@tanstack/react-query";
import { RecipientDetail } from "@/lib/core/attempt-view";
import { type ApiError, api } from "../api";
import { isRefused } from "../is-refused";

const LIVE_MS = 2000;

/** Whether a call may begin or is in progress. */
const isLive = ({ campaign, recipient, attempts }: RecipientDetail): boolean =>
  attempts.some(({ state }) => state === "reserved" || state === "dispatched") ||
  (campaign.status === "active" && ["pending", "queued", "sent"].includes(recipient.status));

/** Everything about one person of a campaign, renewed while something goes on. */
export function useRecipient(campaignId: string, recipientId: string, initial?: RecipientDetail) {
  return useQuery<RecipientDetail, ApiError>({
    queryKey: ["campaigns", campaignId, "recipient", recipientId],
    queryFn: ({ signal }) =>
      api(`/api/campaigns/${campaignId}/recipients/${encodeURIComponent(recipientId)}`, RecipientDetail, { signal }),
    ...(initial ? { initialData: initial } : {}),
    refetchInterval: ({ state }) => {
      if (isRefused(state.error)) return false;
      return state.data && isLive(state.data) ? LIVE_MS : false;
    },
  });
}
