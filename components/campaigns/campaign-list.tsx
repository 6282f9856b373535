"use client";

import { useQuery } from "@tanstack/react-query";
import { Megaphone, Plus, SearchX } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import type { CampaignQuery } from "@/lib/core/campaign";
import type { CampaignPage } from "@/lib/core/views";
import { type ApiError, api } from "../api";
import { LiveTrouble } from "../live-trouble";
import { toAddress } from "../to-address";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { DataTable } from "../ui/data-table";
import { Pager } from "../ui/pager";
import { EmptyState } from "../ui/states";
import { useUrlQuery } from "../use-url-query";
import { campaignColumns } from "./campaign-columns";
import { CampaignFilters } from "./campaign-filters";

const LIVE_MS = 3000;
const campaignPage = () => import("@/lib/core/views").then((views) => views.CampaignPage);
const REST_MS = 30_000;

export interface CampaignListProps {
  query: CampaignQuery;
  initial: CampaignPage;
  /** The server's time when the page was made, ISO 8601. */
  now: string;
}

export function CampaignList({ query, initial, now }: CampaignListProps) {
  const { change, busy } = useUrlQuery();
  const address = useMemo(() => toAddress(query), [query]);
  const { data, error } = useQuery<CampaignPage, ApiError>({
    queryKey: ["campaigns", "list", address],
    queryFn: ({ signal }) => api(`/api/campaigns?${address}`, campaignPage, { signal }),
    initialData: initial,
    refetchInterval: ({ state }) =>
      state.error?.status === 401 ? false : state.data?.rows.some((row) => row.status === "active") ? LIVE_MS : REST_MS,
  });
  const columns = useMemo(() => campaignColumns(now), [now]);
  const filtered = Boolean(query.status || query.campaign_type || query.search);

  if (data.total === 0 && !filtered) return <NoCampaigns />;
  return (
    <>
      <LiveTrouble error={error} />
      <Card>
        <CampaignFilters query={query} />
        {data.rows.length === 0 ? (
          <NothingFound onClear={() => change({ status: null, campaign_type: null, search: null, offset: null })} />
        ) : (
          <DataTable caption="Campaigns" columns={columns} rows={data.rows} rowId={(row) => row.id} stale={busy} />
        )}
        <Pager
          noun="campaigns"
          offset={query.offset}
          limit={query.limit}
          total={data.total}
          onPage={(offset) => change({ offset: offset === 0 ? null : String(offset) })}
        />
      </Card>
    </>
  );
}

function NoCampaigns() {
  return (
    <Card>
      <EmptyState
        icon={Megaphone}
        title="No campaigns yet"
        action={
          <Button asChild look="primary">
            <Link href="/campaigns/create">
              <Plus aria-hidden />
              New campaign
            </Link>
          </Button>
        }
      >
        A campaign finds the customers who went quiet, has your agent call them within the hours and limits you set, and
        brings back what they said.
      </EmptyState>
    </Card>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title="No campaign matches"
      heading="h2"
      action={<Button onClick={onClear}>Clear search and filters</Button>}
    >
      Try other words, or another status or type.
    </EmptyState>
  );
}
