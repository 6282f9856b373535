import type { Metadata } from "next";
import { CampaignLive } from "@/components/campaigns/campaign-live";
import { CampaignSetup } from "@/components/campaigns/campaign-setup";
import { CampaignTabs } from "@/components/campaigns/campaign-tabs";
import { OpenedPlaces } from "@/components/campaigns/opened-places";
import { Crumbs } from "@/components/crumbs";
import { RecipientList } from "@/components/recipients/recipient-list";
import { findExceptions } from "@/lib/actions/find-exceptions";
import { readCampaignNow } from "@/lib/actions/read-campaign-now";
import { RecipientQuery } from "@/lib/core/campaign";
import { CampaignView, RecipientPage } from "@/lib/core/views";
import { CHANNELS, type Channel } from "@/lib/core/words";
import { idOrNotFound, pageDeps, pageTimeZone } from "../../../../page-deps";
import { readPageQuery, type SearchParams } from "../../../../page-query";
import { campaignOf } from "../campaign-of";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

const channelOf = (text: string): Channel => CHANNELS.find((channel) => channel === text) ?? "call";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await campaignOf((await params).id)).name };
}

export default async function CampaignPage({ params, searchParams }: Props) {
  const id = idOrNotFound((await params).id);
  const deps = await pageDeps();
  const { data, accountId } = deps;
  const query = await readPageQuery(RecipientQuery, searchParams);
  const [campaign, recipients, now, agents, timeZone, opened] = await Promise.all([
    campaignOf(id),
    data.recipients.list(id, query),
    readCampaignNow(deps, { id }),
    data.accounts.agents(accountId),
    pageTimeZone(),
    campaignOf(id).then((one) => findExceptions(deps, one)),
  ]);
  const view = CampaignView.parse(campaign);
  return (
    <>
      <Crumbs trail={[{ href: "/campaigns", label: "Campaigns" }]} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <OpenedPlaces opened={opened} timeZone={timeZone} />
        <CampaignLive initial={view} initialNow={now} timeZone={timeZone} />
        <CampaignTabs
          campaignId={view.id}
          recipients={
            <RecipientList
              campaign={view}
              touches={campaign.steps.map(({ channel }) => channelOf(channel))}
              query={query}
              initial={RecipientPage.parse(recipients)}
              timeZone={timeZone}
            />
          }
          setup={<CampaignSetup campaign={campaign} agents={agents} timeZone={timeZone} />}
        />
      </div>
    </>
  );
}
