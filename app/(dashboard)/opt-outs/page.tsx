import type { Metadata } from "next";
import { OptOutList } from "@/components/opt-outs/opt-out-list";
import { OptOutTools } from "@/components/opt-outs/opt-out-tools";
import { PageTitle } from "@/components/page-title";
import { OptOutPage } from "@/lib/core/opt-out-views";
import { OptOutQuery } from "@/lib/core/opt-outs";
import { pageDeps, pageTimeZone } from "../../page-deps";
import { readPageQuery, type SearchParams } from "../../page-query";

export const metadata: Metadata = { title: "Opt-outs" };

export default async function OptOutsPage({ searchParams }: { searchParams: SearchParams }) {
  const { data, accountId } = await pageDeps();
  const query = await readPageQuery(OptOutQuery, searchParams);
  const [page, timeZone] = await Promise.all([data.suppressions.list(accountId, query), pageTimeZone()]);
  return (
    <>
      <PageTitle title="Opt-outs" action={<OptOutTools />}>
        Nobody in this list is contacted by any campaign, whoever starts it.
      </PageTitle>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <OptOutList query={query} initial={OptOutPage.parse(page)} timeZone={timeZone} />
      </div>
    </>
  );
}
