"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, CheckCheck, Phone } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import type { CallPage } from "@/lib/core/call-views";
import type { CallQuery } from "@/lib/core/calls";
import { type ApiError, api } from "../api";
import { isRefused } from "../is-refused";
import { LiveTrouble } from "../live-trouble";
import { nameOf } from "../name-of";
import { toAddress } from "../to-address";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { DataTable } from "../ui/data-table";
import { Pager } from "../ui/pager";
import { EmptyState, NothingFound } from "../ui/states";
import { useHold } from "../use-hold";
import { useUrlQuery } from "../use-url-query";
import { attentionColumns, callColumns } from "./call-columns";
import { CallFilters, type Choice } from "./call-filters";
import { CallTabs } from "./call-tabs";
import { useReview } from "./use-review";

const callPage = () => import("@/lib/core/call-views").then((views) => views.CallPage);
const LIVE_MS = 5000;
const REST_MS = 30_000;
const UNFILTERED = {
  ...{ search: null, outcome: null, disposition: null, sentiment: null, campaign_id: null, agent_id: null },
  ...{ from: null, to: null, offset: null },
};

export interface CallListProps {
  query: CallQuery;
  initial: CallPage;
  campaigns: Choice[];
  agents: Choice[];
  timeZone: string;
  /** The server's time when the page was made, ISO 8601. */
  now: string;
}

/** Every call, or those that need the owner: searched, filtered and paged by the server. */
export function CallList({ query, initial, campaigns, agents, timeZone, now }: CallListProps) {
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
  const columns = useMemo(() => {
    const options = { query, timeZone, now: new Date(now) };
    if (!queue) return callColumns(options);
    const clear = (id: string, button: Element) => {
      // Its row goes; whoever clears by keyboard goes on with the next one.
      const row = button.closest("tr");
      (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector("button")?.focus();
      review.mutate({ ids: [id], reviewed: true });
    };
    return attentionColumns({
      ...options,
      clear: (call) => (
        <Button
          size="sm"
          aria-label={`Clear ${nameOf(call)}`}
          onClick={({ currentTarget }) => clear(call.id, currentTarget)}
        >
          <Check aria-hidden />
          Clear
        </Button>
      ),
    });
  }, [query, queue, timeZone, now, review.mutate]);
  const filtered = Object.keys(UNFILTERED).some((name) => name !== "offset" && name in query);

  return (
    <>
      <LiveTrouble error={error} />
      <Card>
        <CallTabs view={query.view} needsYou={data.needs_you} />
        {(data.total > 0 || filtered) && (
          <CallFilters query={query} campaigns={campaigns} agents={agents} change={change} />
        )}
        {queue && data.rows.length > 1 && (
          <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2 sm:px-5">
            <p className="text-ink-muted">
              Clear a call once you have dealt with it. It stays in the list of all calls.
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
          <Nothing queue={queue} filtered={filtered} behind={data.total > 0} onClear={() => change(UNFILTERED)} />
        ) : (
          <div {...hold.props}>
            <DataTable
              caption={queue ? "Calls that need you" : "Calls"}
              columns={columns}
              rows={data.rows}
              rowId={(row) => row.id}
              stale={busy}
            />
          </div>
        )}
        <Pager noun="calls" offset={query.offset} limit={query.limit} total={data.total} onPage={toPage} />
      </Card>
    </>
  );
}

interface NothingProps {
  queue: boolean;
  filtered: boolean;
  /** The page lies behind the last one. */
  behind: boolean;
  onClear: () => void;
}

function Nothing({ queue, filtered, behind, onClear }: NothingProps) {
  if (behind || filtered)
    return (
      <NothingFound filtered={!behind} title="No call matches" onClear={onClear}>
        Try other words, other days, or fewer filters.
      </NothingFound>
    );
  if (queue)
    return (
      <EmptyState icon={CheckCheck} title="Nothing needs you">
        Calls stand here when a customer asked to be called back, a transfer failed, a number was wrong, or nobody knows
        what became of a call.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={Phone}
      title="No calls yet"
      action={
        <Button asChild look="primary">
          <Link href="/campaigns">Go to your campaigns</Link>
        </Button>
      }
    >
      Every call that a campaign places stands here, with what was said. Start one to see the first.
    </EmptyState>
  );
}
