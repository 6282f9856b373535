"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useState } from "react";
import { type CampaignCan, commandsOf } from "@/lib/core/campaign-commands";
import type { CampaignView } from "@/lib/core/views";
import type { ApiError } from "../api";
import { untilLoaded } from "../until-loaded";
import { StopWarning } from "./stop-warning";
import { type CampaignAction, useCampaignAction } from "./use-campaign-action";

/** Not part of what a page needs to show: it loads when the page stands. */
const loadDialog = () => import("../ui/confirm-dialog").then((module) => module.ConfirmDialog);
const ConfirmDialog = dynamic(() => untilLoaded(loadDialog), { ssr: false });

type Asked = Extract<CampaignAction, "stop" | "delete">;

export interface CampaignCommands {
  /** What a campaign in its state can be told to do. */
  can: CampaignCan;
  isBusy: (action: CampaignAction) => boolean;
  /** Does it at once; what can't be undone is asked about first. */
  run: (action: CampaignAction) => void;
  /** The question, while there is one; belongs on the page. */
  question: ReactNode;
}

export function useCampaignCommands(
  campaign: CampaignView,
  options: { onDeleted?: () => void; onRefused?: (refusal: ApiError | null) => void } = {},
): CampaignCommands {
  const action = useCampaignAction(campaign, options.onRefused);
  const [asked, setAsked] = useState<Asked | null>(null);
  // A failed load is tried again when the dialog is needed.
  useEffect(() => void loadDialog().catch(() => undefined), []);
  const confirm = (of: Asked) =>
    action.mutate(of, {
      ...(of === "delete" && options.onDeleted ? { onSuccess: options.onDeleted } : {}),
      onSettled: () => setAsked(null),
    });
  const isBusy = (of: CampaignAction) => action.isPending && action.variables === of;
  return {
    can: commandsOf(campaign.status),
    isBusy,
    run: (of) => {
      if (isBusy(of)) return;
      if (of === "stop" || of === "delete") setAsked(of);
      else action.mutate(of);
    },
    question: asked && (
      <ConfirmDialog
        onClose={() => setAsked(null)}
        title={`${asked === "stop" ? "Stop" : "Delete the draft"} “${campaign.name}”?`}
        confirm={asked === "stop" ? "Stop the campaign" : "Delete the draft"}
        cancel="Keep it"
        busy={isBusy(asked)}
        onConfirm={() => !isBusy(asked) && confirm(asked)}
      >
        {asked === "stop" ? (
          <StopWarning figures={campaign.results} method={campaign.outreach_method} />
        ) : (
          <p>Its script and settings are lost. Nobody has been contacted by it.</p>
        )}
      </ConfirmDialog>
    ),
  };
}
