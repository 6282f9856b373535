"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import * as z from "zod/mini";
import { type ApiError, api } from "../api";

export type CampaignAction = "start" | "pause" | "stop" | "delete";

const DONE: Record<CampaignAction, string> = {
  start: "The campaign is running.",
  pause: "Paused. No further call begins.",
  stop: "Stopped. Calls in progress finish and are recorded.",
  delete: "The draft is deleted.",
};

/** Changes a campaign's state. Every outcome is told: what was done, or in words why not. */
export function useCampaignAction(campaignId: string) {
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation<unknown, ApiError, CampaignAction>({
    mutationFn: (action) =>
      action === "delete"
        ? api(`/api/campaigns/${campaignId}`, z.unknown(), { method: "DELETE" })
        : api(`/api/campaigns/${campaignId}/${action}`, z.unknown(), { method: "POST" }),
    onSuccess: (_result, action) => {
      toast.success(DONE[action]);
    },
    onError: (error) => {
      toast.error(error.message, { description: error.issues.join(" ") || undefined });
    },
    // Also after a refusal: somebody else may have changed it first.
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ["campaigns"] });
      router.refresh();
    },
  });
}
