"use client";

import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { Card } from "../ui/card";
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
  const params = useSearchParams();
  const open = params.get("tab") === "setup" ? "setup" : "recipients";
  const show = (part: "recipients" | "setup") => {
    const next = new URLSearchParams(params);
    if (part === "setup") next.set("tab", part);
    else next.delete("tab");
    const query = next.toString();
    window.history.replaceState(null, "", query ? `?${query}` : window.location.pathname);
  };
  return (
    <Card id={RECIPIENTS_ID} className="scroll-mt-16">
      <CampaignNav campaignId={campaignId} current={open} onShow={show} />
      {open === "setup" && setup}
      {/* Stays behind the other part: somebody's drawer opens from the recent activity too. */}
      <div hidden={open !== "recipients"}>{recipients}</div>
    </Card>
  );
}
