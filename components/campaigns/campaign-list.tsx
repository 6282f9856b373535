"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Megaphone } from "lucide-react";
import { useMemo } from "react";
import type { CampaignQuery } from "@/lib/core/campaign";
import type { CampaignPage } from "@/lib/core/views";
import { type ApiError, api } from "../api";
import { isRefused } from "../is-refused";
import { LiveTrouble } from "../live-trouble";
import { toAddress } from "../to-address";
import { Card } from "../ui/card";
import { DataTable } from "../ui/data-table";
import { Pager } from "../ui/pager";
import { EmptyState, NothingFound } from "../ui/states";
import { useHold } from "../use-hold";
import { useUrlQuery } from "../use-url-query";
import { campaignColumns, type ListClock } from "./campaign-columns";
import { CampaignFilters } from "./campaign-filters";
import { NewCampaignLink } from "./new-campaign-link";
import { CAMPAIGN_ACTION } from "./use-campaign-action";

const LIVE_MS = 3000;
const campaignPage = () => import("@/lib/core/views").then((views) => views.CampaignPage);
const REST_MS = 30_000;

export interface CampaignListProps {
  query: CampaignQuery;
  initial: CampaignPage;
  clock: ListClock;
}

const UNFILTERED = { status: null, campaign_type: null, search: null, created_from: null, created_to: null };

export function CampaignList({ query, initial, clock }: CampaignListProps) {
  const { change, toPage, busy } = useUrlQuery();
  const queries = useQueryClient();
  const hold = useHold();
  const address = useMemo(() => toAddress(query), [query]);
  const { data, error } = useQuery<CampaignPage, ApiError>({
    queryKey: ["campaigns", "list", address],
    queryFn: ({ signal }) => api(`/api/campaigns?${address}`, campaignPage, { signal }),
    initialData: initial,
    refetchInterval: ({ state }) => {
      if (isRefused(state.error) || hold.held || queries.isMutating({ mutationKey: CAMPAIGN_ACTION }) > 0) return false;
      return state.data?.rows.some((row) => row.status === "active") ? LIVE_MS : REST_MS;
    },
  });
  const { now, engineNow, timeZone } = clock;
  const columns = useMemo(() => campaignColumns({ now, engineNow, timeZone }), [now, engineNow, timeZone]);
  const filtered = Object.keys(UNFILTERED).some((name) => Reflect.get(query, name));

  if (data.total === 0 && !filtered) return <NoCampaigns />;
  return (
    <>
      <LiveTrouble error={error} />
      <Card>
        <CampaignFilters query={query} />
        {data.rows.length === 0 ? (
          <NothingFound
            filtered={filtered}
            title="No campaign matches"
            onClear={() => change({ ...UNFILTERED, offset: null })}
          >
            Try other words, or another status, type or date.
          </NothingFound>
        ) : (
          <div {...hold.props}>
            <DataTable
              caption="Campaigns"
              columns={columns}
              rows={data.rows}
              rowId={(row) => row.id}
              stale={busy}
              sort={{ by: query.sort ?? "updated", direction: query.direction ?? "desc" }}
              onSort={({ by, direction }) => change({ sort: by, direction })}
            />
          </div>
        )}
        <Pager noun="campaigns" offset={query.offset} limit={query.limit} total={data.total} onPage={toPage} />
      </Card>
    </>
  );
}

function NoCampaigns() {
  return (
    <Card>
      <EmptyState icon={Megaphone} title="No campaigns yet" action={<NewCampaignLink />}>
        A campaign finds the customers who went quiet, has your agent call them within the hours and limits you set, and
        brings back what they said.
      </EmptyState>
    </Card>
  );
}
