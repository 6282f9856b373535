"use client";

import { useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import dynamic from "next/dynamic";
import { type MouseEvent, useEffect, useMemo } from "react";
import type { RecipientQuery } from "@/lib/core/campaign";
import { type CampaignView, RecipientPage } from "@/lib/core/views";
import type { Channel } from "@/lib/core/words";
import { type ApiError, api } from "../api";
import { isLive, LIVE_MS, REST_MS, useCampaign } from "../campaigns/use-campaign";
import { isRefused } from "../is-refused";
import { toAddress } from "../to-address";
import { DataTable } from "../ui/data-table";
import { Pager } from "../ui/pager";
import { EmptyState, NothingFound } from "../ui/states";
import { untilLoaded } from "../until-loaded";
import { useHold } from "../use-hold";
import { useUrlQuery } from "../use-url-query";
import { recipientColumns } from "./recipient-columns";
import { RecipientFilters } from "./recipient-filters";
import { useNeighbours } from "./use-neighbours";
import { useOpenRecipient } from "./use-open-recipient";

/** Not part of what a page needs to show: it loads when the page stands. */
const loadDrawer = () => import("./recipient-drawer").then((module) => module.RecipientDrawer);
const RecipientDrawer = dynamic(() => untilLoaded(loadDrawer), { ssr: false });

export interface RecipientListProps {
  campaign: CampaignView;
  /** Its channels, touch by touch. */
  touches: Channel[];
  query: RecipientQuery;
  initial: RecipientPage;
  timeZone: string;
}

const UNFILTERED = { status: null, stage: null, touch: null, outcome: null, reason: null, search: null };

/** A press anywhere on a row is one on its link, but for a press that marks text. */
function followRow(event: MouseEvent): void {
  if (!(event.target instanceof Element) || event.target.closest("a, button") || window.getSelection()?.toString())
    return;
  event.target.closest("tbody tr")?.querySelector("a")?.click();
}

/** The campaign's recipients: searched, filtered and paged by the server, renewed while calls are under way. */
export function RecipientList({ campaign: before, touches, query, initial, timeZone }: RecipientListProps) {
  const { change, toPage, busy } = useUrlQuery();
  const hold = useHold();
  const { open, show, close } = useOpenRecipient();
  const { data: campaign } = useCampaign(before);
  const address = useMemo(() => toAddress(query), [query]);
  const { data } = useQuery<RecipientPage, ApiError>({
    queryKey: ["campaigns", campaign.id, "recipients", address],
    queryFn: ({ signal }) => api(`/api/campaigns/${campaign.id}/recipients?${address}`, RecipientPage, { signal }),
    initialData: initial,
    refetchInterval: ({ state }) => {
      if (isRefused(state.error)) return false;
      return hold.held || open ? false : isLive(campaign) ? LIVE_MS : REST_MS;
    },
  });
  const channel = campaign.outreach_method === "multi" ? null : campaign.outreach_method;
  const columns = useMemo(() => recipientColumns(timeZone, channel), [timeZone, channel]);
  const filtered = Object.keys(UNFILTERED).some((name) => Reflect.get(query, name));
  const neighbours = useNeighbours(data, open, query, show, toPage);
  useEffect(() => void loadDrawer().catch(() => undefined), []);
  const drawer = open && (
    <RecipientDrawer
      campaignId={campaign.id}
      recipientId={open}
      known={data.rows.find((row) => row.id === open)}
      timeZone={timeZone}
      onPrevious={neighbours.previous}
      onNext={neighbours.next}
      onClose={close}
    />
  );

  if (data.total === 0 && !filtered)
    return (
      <>
        <NobodySelected status={campaign.status} />
        {drawer}
      </>
    );
  return (
    <>
      {drawer}
      <RecipientFilters
        campaignId={campaign.id}
        hasMessages={campaign.outreach_method !== "call"}
        touches={touches}
        query={query}
        change={change}
      />
      {query.touch !== undefined && (
        <p className="border-b border-line px-3 py-2 text-[0.8125rem] text-ink-muted text-pretty sm:px-5">
          Those for whom touch {query.touch} comes next, is under way or was the last. Whoever went on to a later touch
          is listed there.
        </p>
      )}
      {data.rows.length === 0 ? (
        <NothingFound
          filtered={filtered}
          title="Nobody matches"
          onClear={() => change({ ...UNFILTERED, offset: null })}
        >
          Try other words, or fewer filters.
        </NothingFound>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the keyboard has each row's link
        // biome-ignore lint/a11y/useKeyWithClickEvents: as above
        <div {...hold.props} onClick={followRow} className="[&_tbody_tr]:cursor-pointer">
          <DataTable
            caption="Recipients"
            columns={columns}
            rows={data.rows}
            rowId={(row) => row.id}
            stale={busy}
            {...(query.sort ? { sort: { by: query.sort, direction: query.direction ?? "desc" } } : {})}
            onSort={({ by, direction }) => change({ sort: by, direction })}
          />
        </div>
      )}
      <Pager
        noun="recipients"
        offset={query.offset}
        limit={query.limit}
        total={data.total}
        more={data.more}
        onPage={toPage}
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
