"use client";

import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { fieldAddress } from "@/lib/core/draft-address";
import type { ActionAnswer, CampaignPage, CampaignView } from "@/lib/core/views";
import { type ApiError, api } from "../api";
import { formatCount } from "../format";
import { tell } from "../toast";
import { refusalList } from "./refusal-notice";

export type CampaignAction = "start" | "pause" | "stop" | "delete" | "duplicate";

/** Of every change of a campaign's state: while one is under way an older state must not come back by a poll. */
export const CAMPAIGN_ACTION = ["campaign-action"];

const actionAnswer = () => import("@/lib/core/views").then((views) => views.ActionAnswer);

/** What a start answered, in words. */
export function startedText(answer: ActionAnswer): string {
  if (answer?.status === "scheduled") return "Scheduled. It starts by itself at its time.";
  const selected = answer?.selected ?? 0;
  // Who resumes selects nobody anew.
  if (selected === 0) return "The campaign is running.";
  return `Started. ${selected === 1 ? "1 customer is" : `${formatCount(selected)} customers are`} in line.`;
}

function doneText(action: CampaignAction, answer: ActionAnswer): string {
  switch (action) {
    case "start":
      return startedText(answer);
    case "pause":
      return "Paused. Nobody further is contacted.";
    case "stop":
      return "Stopped. What is under way comes to its end and is written down.";
    case "delete":
      return "The draft is deleted.";
    case "duplicate":
      return "Copied. The copy is a draft.";
  }
}

/** What the campaign is as soon as the button is pressed; null when it is gone. */
function foreseen(campaign: CampaignView, action: CampaignAction): CampaignView | null {
  switch (action) {
    case "start":
      return campaign.status === "draft" && campaign.scheduled_at
        ? { ...campaign, status: "scheduled" }
        : { ...campaign, status: "active", pause_reason: null };
    case "pause":
      return { ...campaign, status: "paused", pause_reason: "owner" };
    case "stop":
      return { ...campaign, status: "cancelled" };
    case "delete":
      return null;
    case "duplicate":
      return campaign;
  }
}

const request = (id: string, action: CampaignAction) =>
  action === "delete"
    ? api(`/api/campaigns/${id}`, actionAnswer, { method: "DELETE" })
    : api(`/api/campaigns/${id}/${action}`, actionAnswer, { method: "POST" });

/** Changes a campaign's state at once on the page, and takes that back when the server refuses. Every outcome is told: what was
 *  done, or in words why not.
 *  @param onRefused takes over telling a refusal that lists what to mend. */
export function useCampaignAction(campaign: CampaignView, onRefused?: (refusal: ApiError | null) => void) {
  const queries = useQueryClient();
  const router = useRouter();
  const own = ["campaigns", campaign.id];
  const lists = { queryKey: ["campaigns", "list"] };
  return useMutation<ActionAnswer, ApiError, CampaignAction, [QueryKey, unknown][]>({
    mutationKey: CAMPAIGN_ACTION,
    // One after the other: who pauses before a start has answered is not left unheard.
    scope: { id: `campaign:${campaign.id}` },
    mutationFn: (action) => request(campaign.id, action),
    onMutate: async (action) => {
      onRefused?.(null);
      await Promise.all([queries.cancelQueries(lists), queries.cancelQueries({ queryKey: own, exact: true })]);
      const before: [QueryKey, unknown][] = [
        ...queries.getQueriesData<CampaignPage>(lists),
        [own, queries.getQueryData(own)],
      ];
      queries.setQueriesData<CampaignPage>(lists, (page) => page && changed(page, campaign.id, action));
      queries.setQueryData<CampaignView>(own, (view) => view && (foreseen(view, action) ?? view));
      return before;
    },
    onSuccess: (answer, action) => {
      const copy = action === "duplicate" ? answer?.id : undefined;
      const open = copy && { label: "Open the copy", onClick: () => router.push(`/campaigns/${copy}`) };
      tell("success", doneText(action, answer), undefined, open || undefined);
    },
    onError: (error, _action, before) => {
      for (const [key, data] of before ?? []) queries.setQueryData(key, data);
      const [first] = error.issues;
      if (first && onRefused) return onRefused(error);
      const mend = first && {
        label: "Fix it",
        onClick: () => router.push(fieldAddress(campaign.id, first.field ?? first.path)),
      };
      tell("error", error.message, refusalList(error), mend);
    },
    // Also after a refusal: somebody else may have changed it first.
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["campaigns"] });
      router.refresh();
    },
  });
}

function changed(page: CampaignPage, id: string, action: CampaignAction): CampaignPage {
  const rows = page.rows.flatMap((row) => (row.id === id ? (foreseen(row, action) ?? []) : row));
  return { rows, total: page.total - (page.rows.length - rows.length) };
}
