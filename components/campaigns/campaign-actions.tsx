"use client";

import { Pause, Pencil, Play, Square, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useEffect, useState } from "react";
import type { CampaignView } from "@/lib/core/views";
import type { ApiError } from "../api";
import { Button } from "../ui/button";
import { StopWarning } from "./stop-warning";
import { type CampaignAction, useCampaignAction } from "./use-campaign-action";

/** Not part of what a page needs to show: it loads when the page stands. */
const loadDialog = () => import("../ui/confirm-dialog").then((module) => module.ConfirmDialog);
const ConfirmDialog = dynamic(loadDialog, { ssr: false });

type Asked = Extract<CampaignAction, "stop" | "delete">;

/** Which buttons a campaign has in its state. */
function actionsOf({ status }: CampaignView) {
  return {
    // A scheduled one starts by itself; to start it now, change its time.
    start: status === "draft" ? "Start" : status === "paused" ? "Resume" : null,
    edit: status === "draft" || status === "scheduled",
    pause: status === "active" || status === "scheduled",
    stop: status === "active" || status === "scheduled" || status === "paused",
    remove: status === "draft",
  };
}

/** Start, pause, resume, stop, delete. `compact` shows icons with names for assistive technology, as in a table's row. */
export function CampaignActions({
  campaign,
  compact,
  onDeleted,
  onRefused,
}: {
  campaign: CampaignView;
  compact?: boolean;
  onDeleted?: () => void;
  onRefused?: (refusal: ApiError | null) => void;
}) {
  const action = useCampaignAction(campaign.id, onRefused);
  const [asked, setAsked] = useState<Asked | null>(null);
  const can = actionsOf(campaign);
  // A failed load is tried again when the dialog is needed.
  useEffect(() => void loadDialog().catch(() => undefined), []);
  const busy = (of: CampaignAction) => action.isPending && action.variables === of;
  const run = (of: CampaignAction) => !action.isPending && action.mutate(of);
  const confirm = (of: Asked) =>
    action.mutate(of, {
      onSuccess: of === "delete" ? onDeleted : undefined,
      onSettled: () => setAsked(null),
    });
  const size = compact ? "icon" : "md";
  const name = (verb: string) => (compact ? { "aria-label": `${verb} ${campaign.name}`, title: verb } : {});

  return (
    <div className="flex flex-wrap items-center gap-2">
      {can.remove && (
        <Button size={size} look="quiet" onClick={() => setAsked("delete")} {...name("Delete")}>
          <Trash2 aria-hidden />
          {!compact && "Delete"}
        </Button>
      )}
      {can.edit && !compact && (
        <Button asChild>
          <Link href={`/campaigns/${campaign.id}/edit`}>
            <Pencil aria-hidden />
            Edit
          </Link>
        </Button>
      )}
      {can.stop && (
        <Button size={size} look={compact ? "quiet" : "secondary"} onClick={() => setAsked("stop")} {...name("Stop")}>
          <Square aria-hidden />
          {!compact && "Stop"}
        </Button>
      )}
      {can.pause && (
        <Button
          size={size}
          look={compact ? "quiet" : "secondary"}
          busy={busy("pause")}
          onClick={() => run("pause")}
          {...name("Pause")}
        >
          <Pause aria-hidden />
          {!compact && "Pause"}
        </Button>
      )}
      {can.start && (
        <Button
          size={size}
          look={compact ? "quiet" : "primary"}
          busy={busy("start")}
          onClick={() => run("start")}
          {...name(can.start)}
        >
          <Play aria-hidden />
          {!compact && can.start}
        </Button>
      )}
      {asked && (
        <ConfirmDialog
          onClose={() => setAsked(null)}
          title={`${asked === "stop" ? "Stop" : "Delete the draft"} “${campaign.name}”?`}
          confirm={asked === "stop" ? "Stop the campaign" : "Delete the draft"}
          cancel="Keep it"
          busy={action.isPending}
          onConfirm={() => confirm(asked)}
        >
          {asked === "stop" ? (
            <StopWarning figures={campaign.results} />
          ) : (
            <p>Its script and settings are lost. Nobody has been contacted by it.</p>
          )}
        </ConfirmDialog>
      )}
    </div>
  );
}
