"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { CampaignNow } from "@/lib/core/campaign-now";
import type { CampaignView } from "@/lib/core/views";
import type { ApiError } from "../api";
import { LiveTrouble } from "../live-trouble";
import { Card } from "../ui/card";
import { useHold } from "../use-hold";
import { CampaignActions } from "./campaign-actions";
import { RecentActivity, useCampaignNow, WaitingFor } from "./campaign-now";
import { CampaignProgress, ProgressLegend, progressText } from "./campaign-progress";
import { announcement, PauseNotice, stateText } from "./campaign-state";
import { FigureGrid } from "./figures";
import { METHOD_LABEL, TYPE_LABEL } from "./labels";
import { RefusalNotice } from "./refusal-notice";
import { StatusBadge } from "./status-badge";
import { isLive, useCampaign } from "./use-campaign";

export interface CampaignLiveProps {
  initial: CampaignView;
  initialNow: CampaignNow;
  timeZone: string;
}

export function CampaignLive({ initial, initialNow, timeZone }: CampaignLiveProps) {
  const { data: campaign, error } = useCampaign(initial);
  const hold = useHold();
  const now = useCampaignNow(initial.id, initialNow, isLive(campaign), hold.held);
  const router = useRouter();
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const figures = campaign.results;
  const hasCalled = campaign.status !== "draft" && campaign.status !== "scheduled";
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-2xl font-semibold tracking-tight break-words">{campaign.name}</h1>
            <StatusBadge status={campaign.status} />
          </div>
          <p className="mt-1 text-ink-muted">
            {TYPE_LABEL[campaign.campaign_type]} · {METHOD_LABEL[campaign.outreach_method]}
          </p>
        </div>
        <CampaignActions campaign={campaign} onDeleted={() => router.push("/campaigns")} onRefused={setRefusal} />
      </div>
      <LiveTrouble error={error} />
      {refusal && <RefusalNotice refusal={refusal} campaignId={campaign.id} />}
      <PauseNotice campaign={campaign} />
      <p aria-live="polite" className="sr-only">
        {announcement(campaign)}
      </p>
      <div className={hasCalled ? "grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]" : "grid"}>
        <Card className="flex flex-col">
          <div className="grid flex-1 content-start gap-2 px-4 py-4 sm:px-5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p className="text-ink-muted">{stateText(campaign, timeZone)}</p>
              {figures && figures.selected > 0 && (
                <p className="font-medium tabular-nums">{progressText(figures)} done</p>
              )}
            </div>
            {figures && figures.selected > 0 && (
              <>
                <CampaignProgress figures={figures} />
                <ProgressLegend live={isLive(campaign)} />
              </>
            )}
            <WaitingFor campaign={campaign} now={now} timeZone={timeZone} />
          </div>
          {figures && (
            <FigureGrid
              campaignId={campaign.id}
              counts={figures}
              budget={campaign.budget}
              method={campaign.outreach_method}
            />
          )}
        </Card>
        {hasCalled && <RecentActivity activity={now.activity} timeZone={timeZone} hold={hold} />}
      </div>
    </div>
  );
}
