"use client";

import { useQuery } from "@tanstack/react-query";
import { CheckCheck } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import type { CallPage, CallRow } from "@/lib/core/call-views";
import type { CallQuery } from "@/lib/core/calls";
import type { Channel } from "@/lib/core/words";
import { type ApiError, api } from "../api";
import { isRefused } from "../is-refused";
import { LiveTrouble } from "../live-trouble";
import { toAddress } from "../to-address";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { DataTable } from "../ui/data-table";
import { Pager } from "../ui/pager";
import { useHold } from "../use-hold";
import { useUrlQuery } from "../use-url-query";
import { AttentionButtons } from "./attention-buttons";
import { attentionColumns, callColumns } from "./call-columns";
import { CallFilters, type Choice } from "./call-filters";
import { CallTabs } from "./call-tabs";
import { LISTS } from "./channels";
import { messageColumns } from "./message-columns";
import { NoCalls } from "./no-calls";
import { useReview } from "./use-review";

const ReplyDialog = dynamic(() => import("./reply-dialog").then((module) => module.ReplyDialog), { ssr: false });
const callPage = () => import("@/lib/core/call-views").then((views) => views.CallPage);
const LIVE_MS = 5000;
const REST_MS = 30_000;
const UNFILTERED = {
  ...{ search: null, outcome: null, disposition: null, sentiment: null, campaign_id: null, agent_id: null },
  ...{ from: null, to: null, offset: null },
};

export interface CallListProps {
  query: CallQuery;
  /** Over which the list is. */
  channel: Channel | "all";
  initial: CallPage;
  campaigns: Choice[];
  agents: Choice[];
  timeZone: string;
  /** The server's time when the page was made, ISO 8601. */
  now: string;
}

/** Every contact over a channel, or those that need the owner: searched, filtered and paged by the server. */
export function CallList({ query, channel, initial, campaigns, agents, timeZone, now }: CallListProps) {
  const { change, toPage, busy } = useUrlQuery();
  const hold = useHold();
  const address = useMemo(() => toAddress(query), [query]);
  const { data, error } = useQuery<CallPage, ApiError>({
    queryKey: ["calls", "list", address],
    queryFn: ({ signal }) => api(`/api/calls?${address}`, callPage, { signal }),
    initialData: initial,
    refetchInterval: ({ state }) => {
      if (isRefused(state.error)) return false;
      if (hold.held) return false;
      return state.data?.rows.some((row) => row.state === "dispatched") ? LIVE_MS : REST_MS;
    },
  });
  const review = useReview();
  const queue = query.view === "needs_you";
  const [judged, judge] = useState<CallRow | null>(null);
  const columns = useMemo(() => {
    const options = { query, timeZone, now: new Date(now) };
    if (!queue)
      return channel === "email" || channel === "sms" ? messageColumns(options, channel) : callColumns(options);
    const clear = (id: string, button: Element) => {
      // Its row goes; whoever clears by keyboard goes on with the next one.
      const row = button.closest("tr");
      (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector("button")?.focus();
      review.mutate({ ids: [id], reviewed: true });
    };
    return attentionColumns({
      ...options,
      clear: (call) => (
        <AttentionButtons call={call} onClear={(button) => clear(call.id, button)} onJudge={() => judge(call)} />
      ),
    });
  }, [query, channel, queue, timeZone, now, review.mutate]);
  const unfiltered = queue ? { ...UNFILTERED, channel: null } : UNFILTERED;
  const filtered = Object.keys(unfiltered).some((name) => name !== "offset" && name in query);

  return (
    <>
      <LiveTrouble error={error} />
      <Card>
        <CallTabs query={query} needsYou={data.needs_you} />
        {(data.total > 0 || filtered) && (
          <CallFilters query={query} campaigns={campaigns} agents={agents} change={change} />
        )}
        {queue && data.rows.length > 1 && (
          <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2 sm:px-5">
            <p className="text-ink-muted">
              Clear what you have dealt with. It stays in the lists of calls and messages.
            </p>
            <Button
              size="sm"
              busy={review.isPending}
              onClick={() => review.mutate({ ids: data.rows.map(({ id }) => id), reviewed: true })}
            >
              <CheckCheck aria-hidden />
              Clear all {data.rows.length} shown
            </Button>
          </div>
        )}
        {data.rows.length === 0 ? (
          <NoCalls {...{ channel, queue, filtered }} behind={data.total > 0} onClear={() => change(unfiltered)} />
        ) : (
          <div {...hold.props}>
            <DataTable
              caption={queue ? "What needs you" : LISTS[channel].title}
              columns={columns}
              rows={data.rows}
              rowId={(row) => row.id}
              stale={busy}
            />
          </div>
        )}
        <Pager
          noun={LISTS[channel].many}
          offset={query.offset}
          limit={query.limit}
          total={data.total}
          more={data.more}
          onPage={toPage}
        />
      </Card>
      {judged && <ReplyDialog call={judged} timeZone={timeZone} onClose={() => judge(null)} />}
    </>
  );
}
