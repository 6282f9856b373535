import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CampaignForm } from "@/components/campaigns/campaign-form";
import { WithVariableHelp } from "@/components/campaigns/variable-help";
import { Crumbs } from "@/components/crumbs";
import { PageTitle } from "@/components/page-title";
import { CampaignVariables } from "@/lib/core/campaign";
import { Criteria } from "@/lib/core/criteria";
import { CampaignView } from "@/lib/core/views";
import { foundOrNotFound, idOrNotFound, pageDeps } from "../../../../page-deps";

export const metadata: Metadata = { title: "Edit campaign" };

export default async function EditCampaignPage({ params }: { params: Promise<{ id: string }> }) {
  const id = idOrNotFound((await params).id);
  const { data, accountId } = await pageDeps();
  const [campaign, agents] = await Promise.all([
    foundOrNotFound(data.campaigns.get(id)),
    data.accounts.agents(accountId),
  ]);
  const { name, campaign_type, status } = CampaignView.parse(campaign);
  if (status !== "draft" && status !== "scheduled") redirect(`/campaigns/${id}`);
  const [step] = campaign.steps;
  return (
    <>
      <Crumbs
        trail={[
          { href: "/campaigns", label: "Campaigns" },
          { href: `/campaigns/${id}`, label: name },
        ]}
      />
      <PageTitle title="Edit campaign" />
      <WithVariableHelp>
        <CampaignForm
          agents={agents.map((agent) => ({ id: agent.id, name: agent.name }))}
          campaign={{
            id,
            name,
            campaign_type,
            agent_id: campaign.agent_id,
            criteria: Criteria.parse(campaign.target_criteria),
            variables: CampaignVariables.parse(campaign.variables),
            call_script: step?.body ?? "",
            voicemail_message: step?.voicemail ?? null,
            rate_limit_per_minute: campaign.rate_limit_per_minute,
          }}
        />
      </WithVariableHelp>
    </>
  );
}
