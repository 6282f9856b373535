"use client";

import { Ellipsis, Pause, Play } from "lucide-react";
import dynamic from "next/dynamic";
import type { CampaignView } from "@/lib/core/views";
import { Button } from "../ui/button";
import { untilLoaded } from "../until-loaded";
import { useCampaignCommands } from "./use-campaign-commands";

const CampaignRowMenu = dynamic(
  () => untilLoaded(() => import("./campaign-row-menu").then((module) => module.CampaignRowMenu)),
  {
    ssr: false,
    // Of the same size, so that nothing moves when the menu has loaded.
    loading: () => (
      <Button size="icon" look="quiet" disabled aria-label="More actions">
        <Ellipsis aria-hidden />
      </Button>
    ),
  },
);

/** The likeliest action as a button, the others behind a menu. */
export function CampaignRowActions({ campaign }: { campaign: CampaignView }) {
  const commands = useCampaignCommands(campaign);
  const { can, isBusy, run, question } = commands;
  return (
    <div className="flex items-center justify-end gap-1">
      {can.pause ? (
        <Button
          size="icon"
          look="quiet"
          busy={isBusy("pause")}
          onClick={() => run("pause")}
          aria-label={`Pause ${campaign.name}`}
          title="Pause"
        >
          <Pause aria-hidden />
        </Button>
      ) : (
        can.start && (
          <Button
            size="icon"
            look="quiet"
            busy={isBusy("start")}
            onClick={() => run("start")}
            aria-label={`${can.start} ${campaign.name}`}
            title={can.start}
          >
            <Play aria-hidden />
          </Button>
        )
      )}
      <CampaignRowMenu campaign={campaign} commands={commands} />
      {question}
    </div>
  );
}
