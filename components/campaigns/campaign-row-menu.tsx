"use client";

import { ChartColumn, Copy, Ellipsis, Eye, Pencil, Square, Trash2 } from "lucide-react";
import Link from "next/link";
import { draftAddress } from "@/lib/core/draft-address";
import type { CampaignView } from "@/lib/core/views";
import { Button } from "../ui/button";
import { Menu, MenuItem, MenuSeparator } from "../ui/menu";
import type { CampaignCommands } from "./use-campaign-commands";

/** What is done less often with a campaign of the list. */
export function CampaignRowMenu({ campaign, commands }: { campaign: CampaignView; commands: CampaignCommands }) {
  const { can, run } = commands;
  const name = `More actions for ${campaign.name}`;
  return (
    <Menu
      label={name}
      trigger={
        <Button size="icon" look="quiet" aria-label={name} title="More actions">
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <MenuItem asChild>
        <Link href={`/campaigns/${campaign.id}`}>
          <Eye aria-hidden />
          View
        </Link>
      </MenuItem>
      {can.edit && (
        <MenuItem asChild>
          <Link href={draftAddress(campaign)}>
            <Pencil aria-hidden />
            {campaign.status === "draft" ? "Continue" : "Edit"}
          </Link>
        </MenuItem>
      )}
      {campaign.status !== "draft" && campaign.status !== "scheduled" && (
        <MenuItem asChild>
          <Link href={`/campaigns/${campaign.id}/analytics`}>
            <ChartColumn aria-hidden />
            Analytics
          </Link>
        </MenuItem>
      )}
      <MenuItem onSelect={() => run("duplicate")}>
        <Copy aria-hidden />
        Duplicate
      </MenuItem>
      {(can.stop || can.remove) && <MenuSeparator />}
      {can.stop && (
        <MenuItem danger onSelect={() => run("stop")}>
          <Square aria-hidden />
          Stop
        </MenuItem>
      )}
      {can.remove && (
        <MenuItem danger onSelect={() => run("delete")}>
          <Trash2 aria-hidden />
          Delete
        </MenuItem>
      )}
    </Menu>
  );
}
