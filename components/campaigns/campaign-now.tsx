"use client";

import { useQuery } from "@tanstack/react-query";
import { type Activity, CampaignNow } from "@/lib/core/campaign-now";
import type { CampaignView } from "@/lib/core/views";
import { waitingSentences } from "@/lib/core/waiting";
import { type ApiError, api } from "../api";
import { activityText } from "../attempts/event-text";
import { formatClock, formatZonedMoment } from "../format";
import { isRefused } from "../is-refused";
import { nameOf } from "../name-of";
import { useOpenRecipient } from "../recipients/use-open-recipient";
import { CardTitle } from "../ui/card";
import type { useHold } from "../use-hold";

const LIVE_MS = 3000;
const REST_MS = 20_000;

/** @param live whether calls are being placed or are still in progress */
export function useCampaignNow(campaignId: string, initial: CampaignNow, live: boolean, held: boolean): CampaignNow {
  const { data } = useQuery<CampaignNow, ApiError>({
    queryKey: ["campaigns", campaignId, "now"],
    queryFn: ({ signal }) => api(`/api/campaigns/${campaignId}/now`, CampaignNow, { signal }),
    initialData: initial,
    refetchInterval: ({ state }) => {
      if (held || isRefused(state.error)) return false;
      return live ? LIVE_MS : REST_MS;
    },
  });
  return data;
}

/** What the campaign waits for. Keeps the height of four lines while it calls, for sentences come and go. */
export function WaitingFor({
  campaign,
  now,
  timeZone,
}: {
  campaign: CampaignView;
  now: CampaignNow;
  timeZone: string;
}) {
  if (campaign.status !== "active" || !now.waiting) return null;
  const sentences = waitingSentences(now.waiting, new Date(now.now), timeZone);
  return (
    <ul aria-label="What it waits for" className="grid min-h-20 content-start tabular-nums">
      {sentences.map((sentence) => (
        <li key={sentence} className="text-pretty">
          {sentence}
        </li>
      ))}
    </ul>
  );
}

/** The last things that happened in the campaign's calls; each leads to its person. Stands still under a pointer. */
export function RecentActivity({
  activity,
  timeZone,
  hold,
}: {
  activity: Activity[];
  timeZone: string;
  hold: ReturnType<typeof useHold>;
}) {
  const { hrefOf, show } = useOpenRecipient();
  return (
    <section
      aria-labelledby="recent-activity"
      className="flex min-h-64 flex-col rounded-lg border border-line bg-surface shadow-raised lg:min-h-0"
      {...hold.props}
    >
      <CardTitle id="recent-activity" className="border-b border-line px-4 py-3 sm:px-5">
        Recent activity
      </CardTitle>
      {/* Never higher than its neighbour, so that news moves nothing below it. */}
      <div className="relative min-h-52 flex-1">
        <ol className="absolute inset-0 divide-y divide-line overflow-y-auto">
          {activity.length === 0 && (
            <li className="px-4 py-3 text-ink-muted sm:px-5">What happens in calls and messages is shown here.</li>
          )}
          {activity.map((event) => (
            <li key={event.id} className="flex items-baseline gap-3 px-4 py-2 sm:px-5">
              <time
                dateTime={event.at}
                title={formatZonedMoment(event.at, timeZone)}
                className="shrink-0 text-xs tabular-nums text-ink-muted"
              >
                {formatClock(new Date(event.at), timeZone)}
              </time>
              <p className="min-w-0 flex-1">
                <a
                  href={hrefOf(event.recipient_id)}
                  onClick={(click) => show(event.recipient_id, click)}
                  className="font-medium underline-offset-4 hover:text-accent hover:underline"
                >
                  {nameOf(event)}
                </a>
                <span
                  className="block truncate text-xs text-ink-muted"
                  title={activityText(event.kind, event.detail, event.channel)}
                >
                  {activityText(event.kind, event.detail, event.channel)}
                </span>
              </p>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
