import type { Metadata } from "next";
import { exportAddress } from "@/components/calls/call-address";
import { CallList } from "@/components/calls/call-list";
import { titleOf } from "@/components/calls/channels";
import { PageTitle } from "@/components/page-title";
import { DownloadLink } from "@/components/ui/download-link";
import { CallQuery } from "@/lib/core/calls";
import { listedChannel } from "@/lib/core/listed-channel";
import { pageDeps, pageTimeZone } from "../../../page-deps";
import { readPageQuery, type SearchParams } from "../../../page-query";

const listOf = (query: CallQuery) => listedChannel(query) ?? "all";

export async function generateMetadata({ searchParams }: { searchParams: SearchParams }): Promise<Metadata> {
  const query = await readPageQuery(CallQuery, searchParams);
  return { title: titleOf(query, listOf(query)) };
}

export default async function CallsPage({ searchParams }: { searchParams: SearchParams }) {
  const { data, accountId, now } = await pageDeps();
  const query = await readPageQuery(CallQuery, searchParams);
  const [page, campaigns, agents, timeZone] = await Promise.all([
    data.calls.list(accountId, query),
    data.calls.campaigns(accountId),
    data.accounts.agents(accountId),
    pageTimeZone(),
  ]);
  return (
    <>
      <PageTitle title={titleOf(query, listOf(query))} action={<DownloadLink href={exportAddress(query)} />} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <CallList
          query={query}
          channel={listOf(query)}
          initial={page}
          campaigns={campaigns}
          agents={agents.map(({ id, name }) => ({ id, name }))}
          timeZone={timeZone}
          now={now().toISOString()}
        />
      </div>
    </>
  );
}
