"use client";

import { TabLinks } from "../ui/tab-links";

export type CampaignPart = "recipients" | "setup" | "analytics";

/** The parts of a campaign, the same on each of its pages.
 *  @param onShow shows a part that is on the page already, without asking the server */
export function CampaignNav({
  campaignId,
  current,
  onShow,
}: {
  campaignId: string;
  current: CampaignPart;
  onShow?: (part: Exclude<CampaignPart, "analytics">) => void;
}) {
  const path = `/campaigns/${campaignId}`;
  const part = (name: Exclude<CampaignPart, "analytics">) => ({
    here: current === name,
    onShow: onShow && (() => onShow(name)),
  });
  return (
    <TabLinks
      label="Parts of this campaign"
      tabs={[
        { href: path, label: "Recipients", ...part("recipients") },
        { href: `${path}?tab=setup`, label: "Setup", ...part("setup") },
        { href: `${path}/analytics`, label: "Analytics", here: current === "analytics" },
      ]}
    />
  );
}
