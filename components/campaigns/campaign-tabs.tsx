"use client";

import type { ReactNode } from "react";
import { Card } from "../ui/card";
import { useUrlQuery } from "../use-url-query";
import { CampaignNav } from "./campaign-nav";
import { RECIPIENTS_ID } from "./figures";

/** The open part is in the address. It needs nothing new from the server, so the address changes without a request. */
export function CampaignTabs({
  campaignId,
  recipients,
  setup,
}: {
  campaignId: string;
  recipients: ReactNode;
  setup: ReactNode;
}) {
  const { params, changeHere } = useUrlQuery();
  const open = params.get("tab") === "setup" ? "setup" : "recipients";
  return (
    <Card id={RECIPIENTS_ID} className="scroll-mt-16">
      <CampaignNav
        campaignId={campaignId}
        current={open}
        onShow={(part) => changeHere({ tab: part === "setup" ? part : null })}
      />
      {open === "setup" && setup}
      {/* Stays behind the other part: somebody's drawer opens from the recent activity too. */}
      <div hidden={open !== "recipients"}>{recipients}</div>
    </Card>
  );
}
