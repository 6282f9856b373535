"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartNoAxesColumn } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import {
  attemptsUntilAnswered,
  CampaignAnalytics,
  hasCalls,
  hasMessages,
  isSmall,
  type Totals,
  totalsOf,
} from "@/lib/core/analytics";
import type { VariantWords } from "@/lib/core/variant-words";
import type { CampaignView } from "@/lib/core/views";
import { type ApiError, api } from "../api";
import { isLive, useCampaign } from "../campaigns/use-campaign";
import { formatCount, formatMoney } from "../format";
import { isRefused } from "../is-refused";
import { LiveTrouble } from "../live-trouble";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Skeleton } from "../ui/skeleton";
import { EmptyState } from "../ui/states";
import { untilLoaded } from "../until-loaded";
import { BarList } from "./bar-list";
import { ChartCard } from "./chart-card";
import { HeatMap } from "./heat-map";
import { Rates } from "./rates";
import { chartTable } from "./tables";
import { UNIT_WORD } from "./times";
import { TouchCards } from "./touch-cards";
import { wordsOf } from "./touch-tables";

const LIVE_MS = 5000;

// The height of the pictures: nothing moves when they arrive.
const loading = () => <Skeleton className="h-72" />;
const TimelineChart = dynamic(() => untilLoaded(() => import("./charts").then((module) => module.TimelineChart)), {
  ssr: false,
  loading,
});
const AttemptsChart = dynamic(() => untilLoaded(() => import("./charts").then((module) => module.AttemptsChart)), {
  ssr: false,
  loading,
});

export interface CampaignAnalyticsProps {
  campaign: CampaignView;
  initial: CampaignAnalytics;
  variants: VariantWords[];
  /** Words for the account's time zone: "EST". */
  zoneName: string;
}

/** What came of a campaign. Follows by itself while calls are under way. */
export function CampaignFigures({ campaign: before, initial, variants, zoneName }: CampaignAnalyticsProps) {
  const { id } = before;
  const { data: campaign } = useCampaign(before, LIVE_MS);
  const { data, error } = useQuery<CampaignAnalytics, ApiError>({
    queryKey: ["campaigns", id, "analytics"],
    queryFn: ({ signal }) => api(`/api/campaigns/${id}/analytics`, CampaignAnalytics, { signal }),
    initialData: initial,
    refetchInterval: ({ state }) => (isLive(campaign) && !isRefused(state.error) ? LIVE_MS : false),
  });
  const totals = totalsOf(data);
  if (totals.contacted === 0 && data.calls.length === 0) return <NothingYet campaign={campaign} totals={totals} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <LiveTrouble error={error} />
      <Rates data={data} />
      <Charts campaignId={id} data={data} variants={variants} totals={totals} zoneName={zoneName} />
    </div>
  );
}

interface ChartsProps {
  campaignId: string;
  data: CampaignAnalytics;
  variants: VariantWords[];
  totals: Totals;
  zoneName: string;
}

function Charts({ campaignId, data, variants, totals, zoneName }: ChartsProps) {
  const own = { campaignId, data };
  const words = wordsOf(data);
  const contacts = words.contacts.toLowerCase();
  const calls = hasCalls(data);
  const placed = data.hours.reduce((sum, { calls }) => sum + calls, 0);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2">
      <TouchCards {...own} variants={variants} />
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4">
        <ChartCard
          {...own}
          chart="funnel"
          title="From selected to converted"
          note="How far the selected customers got."
        >
          <BarList campaignId={campaignId} table={chartTable("funnel", data)} whole={totals.selected} />
        </ChartCard>
        {calls && <CostCard {...own} cost={totals.cost} />}
      </div>
      {calls ? (
        <ChartCard
          {...own}
          chart="attempts"
          title={`On which ${words.contact.toLowerCase()} people answer`}
          note={`Of those who were ${words.often.toLowerCase()} that often.`}
        >
          <div
            role="img"
            aria-label={`On which ${words.contact.toLowerCase()} people answer; the table has the numbers`}
          >
            <AttemptsChart rows={attemptsUntilAnswered(data)} words={words} />
          </div>
        </ChartCard>
      ) : (
        <CostCard {...own} cost={totals.cost} />
      )}
      <ChartCard
        {...own}
        chart="timeline"
        title="Over time"
        className="lg:col-span-2"
        note={`${words.contacts}, first answers and conversions, ${UNIT_WORD[data.timeline.unit ?? "day"]} (${zoneName}).`}
      >
        <div
          role="img"
          aria-label={`${words.contacts}, first answers and conversions over time; the table has the numbers`}
        >
          <TimelineChart timeline={data.timeline} contacts={words.contacts} />
        </div>
      </ChartCard>
      <ChartCard {...own} chart="statuses" title="Where customers stand" note="Every selected customer once.">
        <BarList campaignId={campaignId} table={chartTable("statuses", data)} whole={totals.selected} />
      </ChartCard>
      <ChartCard
        {...own}
        chart="outcomes"
        title="What they wanted"
        note={`Of ${count(totals.reached)} ${hasMessages(data) ? "who responded" : "spoken to"}.`}
      >
        <BarList campaignId={campaignId} table={chartTable("outcomes", data)} />
      </ChartCard>
      <ChartCard
        {...own}
        chart="dispositions"
        title={`How ${contacts} ended`}
        note={`Every ${words.contact.toLowerCase()}, also those that ${hasMessages(data) ? "never went out" : "were not placed"}.`}
      >
        <BarList campaignId={campaignId} table={chartTable("dispositions", data)} />
      </ChartCard>
      {calls && <CallCards {...own} placed={placed} zoneName={zoneName} />}
    </div>
  );
}

interface OwnProps {
  campaignId: string;
  data: CampaignAnalytics;
}

function CostCard({ cost, ...own }: OwnProps & { cost: number }) {
  return <ChartCard {...own} chart="costs" title="What it cost" note={`${formatMoney(cost)} in all.`} />;
}

/** What only conversations can tell. */
function CallCards({ placed, zoneName, ...own }: OwnProps & { placed: number; zoneName: string }) {
  const { campaignId, data } = own;
  return (
    <>
      <ChartCard {...own} chart="sentiment" title="How they felt" note="As the analysis of each conversation rates it.">
        <BarList
          campaignId={campaignId}
          table={chartTable("sentiment", data)}
          empty="No conversation has been rated yet."
        />
      </ChartCard>
      <ChartCard
        {...own}
        chart="hours"
        title={hasMessages(data) ? "When people answer calls" : "When people answer"}
        className="lg:col-span-2"
        note={hoursNote(placed, data.unzoned, zoneName)}
      >
        {data.hours.length > 0 ? <HeatMap hours={data.hours} /> : <p>No call has been placed yet.</p>}
      </ChartCard>
    </>
  );
}

const count = (n: number) => `${formatCount(n)} ${n === 1 ? "customer" : "customers"}`;

function hoursNote(placed: number, unzoned: number, zoneName: string): string {
  const small = isSmall(placed) ? ` Only ${placed === 1 ? "1 call" : `${placed} calls`}: too few to plan by.` : "";
  if (unzoned === 0) return `In each customer's own local time.${small}`;
  if (unzoned === placed) return `In ${zoneName}: the customers' own time zones are not known.${small}`;
  return `In each customer's own local time; ${unzoned === 1 ? "1 call" : `${formatCount(unzoned)} calls`} to customers whose time zone is not known ${unzoned === 1 ? "stands" : "stand"} in ${zoneName}.${small}`;
}

function NothingYet({ campaign, totals }: { campaign: CampaignView; totals: Totals }) {
  const begun = campaign.outreach_method === "call" ? "the first call is placed" : "the first customer is contacted";
  return (
    <Card>
      <EmptyState
        icon={ChartNoAxesColumn}
        title="Nobody has been contacted yet"
        action={
          <Button asChild look="primary">
            <Link href={`/campaigns/${campaign.id}`}>Go to the campaign</Link>
          </Button>
        }
      >
        {totals.selected > 0 && `${count(totals.selected)} ${totals.selected === 1 ? "is" : "are"} selected. `}
        {campaign.status === "active"
          ? `Figures appear here by themselves as soon as ${begun}.`
          : `Start the campaign; figures appear here as soon as ${begun}.`}
      </EmptyState>
    </Card>
  );
}
