import type { Metadata } from "next";
import { cache } from "react";
import { CampaignFigures } from "@/components/analytics/campaign-analytics";
import { CampaignNav } from "@/components/campaigns/campaign-nav";
import { Crumbs } from "@/components/crumbs";
import { formatZone } from "@/components/format";
import { PageTitle } from "@/components/page-title";
import { Card } from "@/components/ui/card";
import { variantWords } from "@/lib/core/variant-words";
import { CampaignView } from "@/lib/core/views";
import { foundOrNotFound, idOrNotFound, pageDeps, pageTimeZone } from "../../../../page-deps";

interface Props {
  params: Promise<{ id: string }>;
}

const campaignOf = cache(async (id: string) => {
  const { data } = await pageDeps();
  return foundOrNotFound(data.campaigns.get(idOrNotFound(id)));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Analytics of ${(await campaignOf((await params).id)).name}` };
}

export default async function AnalyticsPage({ params }: Props) {
  const id = idOrNotFound((await params).id);
  const [{ data, now }, timeZone] = await Promise.all([pageDeps(), pageTimeZone()]);
  const [campaign, figures] = await Promise.all([
    campaignOf(id),
    foundOrNotFound(data.analytics.ofCampaign(id, timeZone, now())),
  ]);
  return (
    <>
      <Crumbs
        trail={[
          { href: "/campaigns", label: "Campaigns" },
          { href: `/campaigns/${id}`, label: campaign.name },
        ]}
      />
      <PageTitle title="Analytics">
        What came of this campaign, in numbers that lead to the people behind them.
      </PageTitle>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Card>
          <CampaignNav campaignId={id} current="analytics" />
        </Card>
        <CampaignFigures
          campaign={CampaignView.parse(campaign)}
          initial={figures}
          variants={variantWords(campaign.steps)}
          zoneName={formatZone(now(), timeZone)}
        />
      </div>
    </>
  );
}
