"use client";

import Link from "next/link";
import type { MouseEvent } from "react";
import { cn } from "../ui/cn";

export type CampaignPart = "recipients" | "setup" | "analytics";

const PARTS: { part: CampaignPart; label: string; path: (id: string) => string }[] = [
  { part: "recipients", label: "Recipients", path: (id) => `/campaigns/${id}` },
  { part: "setup", label: "Setup", path: (id) => `/campaigns/${id}?tab=setup` },
  { part: "analytics", label: "Analytics", path: (id) => `/campaigns/${id}/analytics` },
];

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
  const follow = (part: CampaignPart) => (event: MouseEvent) => {
    if (!onShow || part === "analytics" || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onShow(part);
  };
  return (
    <nav aria-label="Parts of this campaign" className="flex gap-1 overflow-x-auto border-b border-line px-2 sm:px-3">
      {PARTS.map(({ part, label, path }) => (
        <Link
          key={part}
          href={path(campaignId)}
          aria-current={part === current ? "page" : undefined}
          onClick={follow(part)}
          className={cn(
            "-mb-px flex h-11 shrink-0 items-center border-b-2 border-transparent px-2.5 font-medium text-ink-muted transition-colors hover:text-ink",
            "-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-ink",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
