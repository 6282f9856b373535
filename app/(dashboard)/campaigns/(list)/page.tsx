import type { Metadata } from "next";
import { CampaignList } from "@/components/campaigns/campaign-list";
import { NewCampaignLink } from "@/components/campaigns/new-campaign-link";
import { PageTitle } from "@/components/page-title";
import { CampaignQuery } from "@/lib/core/campaign";
import { CampaignPage } from "@/lib/core/views";
import { pageDeps, pageTimeZone } from "../../../page-deps";
import { readPageQuery, type SearchParams } from "../../../page-query";

export const metadata: Metadata = { title: "Campaigns" };

export default async function CampaignsPage({ searchParams }: { searchParams: SearchParams }) {
  const { data, accountId, now } = await pageDeps();
  const query = await readPageQuery(CampaignQuery, searchParams);
  const [page, timeZone] = await Promise.all([data.campaigns.list({ ...query, accountId }), pageTimeZone()]);
  const clock = { now: new Date().toISOString(), engineNow: now().toISOString(), timeZone };
  return (
    <>
      <PageTitle title="Campaigns" action={<NewCampaignLink />} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <CampaignList query={query} initial={CampaignPage.parse(page)} clock={clock} />
      </div>
    </>
  );
}
