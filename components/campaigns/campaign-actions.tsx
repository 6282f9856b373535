"use client";

import { Copy, Pause, Pencil, Play, Square, Trash2 } from "lucide-react";
import Link from "next/link";
import { draftAddress } from "@/lib/core/draft-address";
import type { CampaignView } from "@/lib/core/views";
import type { ApiError } from "../api";
import { Button } from "../ui/button";
import { useCampaignCommands } from "./use-campaign-commands";

/** What a campaign can be told on its own page. */
export function CampaignActions({
  campaign,
  onDeleted,
  onRefused,
}: {
  campaign: CampaignView;
  onDeleted: () => void;
  onRefused: (refusal: ApiError | null) => void;
}) {
  const { can, isBusy, run, question } = useCampaignCommands(campaign, { onDeleted, onRefused });
  return (
    <div className="flex flex-wrap items-center gap-2">
      {can.remove && (
        <Button look="quiet" onClick={() => run("delete")}>
          <Trash2 aria-hidden />
          Delete
        </Button>
      )}
      <Button look="quiet" busy={isBusy("duplicate")} onClick={() => run("duplicate")}>
        <Copy aria-hidden />
        Duplicate
      </Button>
      {can.edit && (
        <Button asChild>
          <Link href={draftAddress(campaign)}>
            <Pencil aria-hidden />
            Edit
          </Link>
        </Button>
      )}
      {can.stop && (
        <Button onClick={() => run("stop")}>
          <Square aria-hidden />
          Stop
        </Button>
      )}
      {can.pause && (
        <Button busy={isBusy("pause")} onClick={() => run("pause")}>
          <Pause aria-hidden />
          Pause
        </Button>
      )}
      {can.start && (
        <Button look="primary" busy={isBusy("start")} onClick={() => run("start")}>
          <Play aria-hidden />
          {can.start}
        </Button>
      )}
      {question}
    </div>
  );
}
