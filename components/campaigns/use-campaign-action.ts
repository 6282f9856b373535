"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ActionAnswer } from "@/lib/core/views";
import { type ApiError, api } from "../api";
import { formatCount } from "../format";
import { tell } from "../toast";

export type CampaignAction = "start" | "pause" | "stop" | "delete";

const actionAnswer = () => import("@/lib/core/views").then((views) => views.ActionAnswer);

function doneText(action: CampaignAction, answer: ActionAnswer): string {
  switch (action) {
    case "start":
      return answer?.status === "scheduled"
        ? "Scheduled. It starts by itself at its time."
        : `Calling ${formatCount(answer?.selected ?? 0)} ${answer?.selected === 1 ? "customer" : "customers"}.`;
    case "pause":
      return "Paused. No further call begins.";
    case "stop":
      return "Stopped. Calls in progress finish and are recorded.";
    case "delete":
      return "The draft is deleted.";
  }
}

/** Changes a campaign's state. Every outcome is told: what was done, or in words why not.
 *  @param onRefused takes over telling a refusal that lists what to mend. */
export function useCampaignAction(campaignId: string, onRefused?: (refusal: ApiError | null) => void) {
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation<ActionAnswer, ApiError, CampaignAction>({
    mutationFn: (action) =>
      action === "delete"
        ? api(`/api/campaigns/${campaignId}`, actionAnswer, { method: "DELETE" })
        : api(`/api/campaigns/${campaignId}/${action}`, actionAnswer, { method: "POST" }),
    onMutate: () => onRefused?.(null),
    onSuccess: (answer, action) => tell("success", doneText(action, answer)),
    onError: (error) => {
      const [first, ...others] = error.issues;
      if (first && onRefused) return onRefused(error);
      const more = others.length > 0 ? ` And ${others.length} more: open the campaign to see all.` : "";
      tell("error", error.message, first && `${first.message}${more}`);
    },
    // Also after a refusal: somebody else may have changed it first.
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["campaigns"] });
      router.refresh();
    },
  });
}
