"use client";

import { useQuery } from "@tanstack/react-query";
import { SearchX, Users } from "lucide-react";
import { useMemo } from "react";
import type { RecipientQuery } from "@/lib/core/campaign";
import { type CampaignView, RecipientPage } from "@/lib/core/views";
import { type ApiError, api } from "../api";
import { isLive, LIVE_MS, REST_MS, useCampaign } from "../campaigns/campaign-live";
import { toAddress } from "../to-address";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { Pager } from "../ui/pager";
import { EmptyState } from "../ui/states";
import { useHold } from "../use-hold";
import { useUrlQuery } from "../use-url-query";
import { recipientColumns } from "./recipient-columns";
import { RecipientFilters } from "./recipient-filters";

export interface RecipientListProps {
  campaign: CampaignView;
  query: RecipientQuery;
  initial: RecipientPage;
  timeZone: string;
}

/** The campaign's recipients: searched, filtered and paged by the server, renewed while calls are under way. */
export function RecipientList({ campaign: before, query, initial, timeZone }: RecipientListProps) {
  const { change, busy } = useUrlQuery();
  const hold = useHold();
  const { data: campaign } = useCampaign(before);
  const address = useMemo(() => toAddress(query), [query]);
  const { data } = useQuery<RecipientPage, ApiError>({
    queryKey: ["campaigns", campaign.id, "recipients", address],
    queryFn: ({ signal }) => api(`/api/campaigns/${campaign.id}/recipients?${address}`, RecipientPage, { signal }),
    initialData: initial,
    refetchInterval: ({ state }) => {
      if (state.error && state.error.status >= 400 && state.error.status < 500) return false;
      return hold.held ? false : isLive(campaign) ? LIVE_MS : REST_MS;
    },
  });
  const columns = useMemo(() => recipientColumns(campaign.id, timeZone), [campaign.id, timeZone]);
  const filtered = Boolean(query.status || query.outcome || query.search);

  if (data.total === 0 && !filtered) return <NobodySelected status={campaign.status} />;
  return (
    <>
      <RecipientFilters query={query} change={change} />
      {data.rows.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title={filtered ? "Nobody matches" : "There is nothing on this page"}
          action={
            <Button onClick={() => change({ status: null, outcome: null, search: null, offset: null })}>
              {filtered ? "Clear search and filters" : "To the first page"}
            </Button>
          }
        >
          {filtered ? "Try other words, or another status or outcome." : "The list has fewer pages."}
        </EmptyState>
      ) : (
        <div {...hold.props}>
          <DataTable caption="Recipients" columns={columns} rows={data.rows} rowId={(row) => row.id} stale={busy} />
        </div>
      )}
      <Pager
        noun="recipients"
        offset={query.offset}
        limit={query.limit}
        total={data.total}
        onPage={(offset) => change({ offset: offset === 0 ? null : String(offset) })}
      />
    </>
  );
}

function NobodySelected({ status }: { status: CampaignView["status"] }) {
  const waiting = status === "draft" || status === "scheduled";
  return (
    <EmptyState icon={Users} title={waiting ? "Recipients are selected at the start" : "Nobody was selected"}>
      {waiting
        ? "Start the campaign to select the customers who match its criteria. The Setup tab shows what they are."
        : "No customer matched the criteria. The Setup tab shows what they were."}
    </EmptyState>
  );
}
