"use client";

import { BarChart3, Table2 } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { CampaignAnalytics } from "@/lib/core/analytics";
import { Button } from "../ui/button";
import { Card, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { DownloadLink } from "../ui/download-link";
import { useUrlQuery } from "../use-url-query";
import { FigureTable } from "./figure-table";
import { type Chart, chartTable } from "./tables";

export interface ChartCardProps {
  chart: Chart;
  title: string;
  /** What is counted, in a sentence. */
  note?: ReactNode;
  campaignId: string;
  data: CampaignAnalytics;
  className?: string;
  /** The picture; without one the table is the picture. */
  children?: ReactNode;
}

/** Which figures are shown as tables is in the address: `?tables=funnel.timeline`. */
function useShownAsTable(chart: Chart): [boolean, (asTable: boolean) => void] {
  const { params, changeHere } = useUrlQuery();
  const read = (query: { get(name: string): string | null }) => query.get("tables")?.split(".").filter(Boolean) ?? [];
  return [
    read(params).includes(chart),
    (asTable) => {
      const others = read(new URLSearchParams(window.location.search)).filter((one) => one !== chart);
      changeHere({ tables: (asTable ? [...others, chart] : others).join(".") });
    },
  ];
}

/** A figure with its table and its file. */
export function ChartCard({ chart, title, note, campaignId, data, className, children }: ChartCardProps) {
  const id = useId();
  const [asTable, setAsTable] = useShownAsTable(chart);
  const table = asTable || !children;
  return (
    <Card aria-labelledby={id} className={cn("flex min-w-0 flex-col", className)}>
      <header className="flex flex-wrap items-start justify-between gap-2 px-4 pt-4 sm:px-5">
        <div className="min-w-0 flex-1 basis-48">
          <CardTitle id={id}>{title}</CardTitle>
          {note && <p className="mt-0.5 text-[0.8125rem] text-ink-muted text-pretty">{note}</p>}
        </div>
        <div className="ml-auto flex flex-wrap gap-2">
          {children && (
            <Button
              size="sm"
              look="quiet"
              aria-label={`${title}: show as ${asTable ? "chart" : "table"}`}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? <BarChart3 aria-hidden /> : <Table2 aria-hidden />}
              {asTable ? "Show as chart" : "Show as table"}
            </Button>
          )}
          <DownloadLink href={`/api/campaigns/${campaignId}/analytics/export?chart=${chart}`}>CSV</DownloadLink>
        </div>
      </header>
      <div className="min-w-0 grow overflow-hidden px-4 pt-3 pb-4 sm:px-5">
        {table ? <FigureTable caption={title} campaignId={campaignId} table={chartTable(chart, data)} /> : children}
      </div>
    </Card>
  );
}
