"use client";

import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { TimelinePage } from "@/lib/core/customer-views";
import { type ApiError, api } from "../api";
import { toAddress } from "../to-address";
import { Button } from "../ui/button";
import { Card, CardTitle } from "../ui/card";
import { DownloadLink } from "../ui/download-link";
import { EmptyState } from "../ui/states";
import { TimelineItem } from "./timeline-item";

type Place = { before: string; before_key: string } | null;

/** What happened with the customer, latest first. */
export function CustomerTimeline({
  customerId,
  initial,
  timeZone,
}: {
  customerId: string;
  initial: TimelinePage;
  timeZone: string;
}) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery<
    TimelinePage,
    ApiError,
    InfiniteData<TimelinePage>,
    string[],
    Place
  >({
    queryKey: ["customers", customerId, "timeline"],
    queryFn: ({ pageParam, signal }) =>
      api(`/api/customers/${customerId}/timeline?${toAddress(pageParam ?? {})}`, TimelinePage, { signal }),
    initialPageParam: null,
    getNextPageParam: ({ entries, more }) => {
      const last = entries.at(-1);
      return more && last ? { before: last.at, before_key: last.key } : null;
    },
    initialData: { pages: [initial], pageParams: [null] },
  });
  const entries = data.pages.flatMap((page) => page.entries);
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-3 sm:px-5">
        <CardTitle>What happened</CardTitle>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <a
            href={`/api/customers/${customerId}/evidence?format=json`}
            download
            className="inline-block py-1 text-ink-muted underline underline-offset-4 hover:text-ink"
          >
            As data (JSON)
          </a>
          <DownloadLink href={`/api/customers/${customerId}/evidence?format=pdf`}>Download the evidence</DownloadLink>
        </div>
      </div>
      {entries.length === 0 ? (
        <EmptyState icon={History} title="Nothing yet" heading="h3">
          Inquiries, calls, campaigns and changes show here as they happen.
        </EmptyState>
      ) : (
        <ol className="divide-y divide-line">
          {entries.map((entry) => (
            <TimelineItem key={entry.key} entry={entry} timeZone={timeZone} />
          ))}
        </ol>
      )}
      {error && (
        <p role="alert" className="px-4 py-3 text-danger sm:px-5">
          {error.message}
        </p>
      )}
      {hasNextPage && (
        <div className="border-t border-line p-3 text-center">
          <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </Card>
  );
}
