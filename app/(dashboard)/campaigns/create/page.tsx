import { Bot } from "lucide-react";
import type { Metadata } from "next";
import { CampaignForm } from "@/components/campaigns/campaign-form";
import { WithVariableHelp } from "@/components/campaigns/variable-help";
import { Crumbs } from "@/components/crumbs";
import { PageTitle } from "@/components/page-title";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/states";
import { pageDeps } from "../../../page-deps";

export const metadata: Metadata = { title: "New campaign" };

export default async function CreateCampaignPage() {
  const { data, accountId } = await pageDeps();
  const agents = await data.accounts.agents(accountId);
  return (
    <>
      <Crumbs trail={[{ href: "/campaigns", label: "Campaigns" }]} />
      <PageTitle title="New campaign" />
      {agents.length === 0 ? (
        <Card className="max-w-3xl">
          <EmptyState icon={Bot} title="There is no agent to make the calls">
            Set up an agent in your AI receptionist first, with a Vapi assistant and a phone number. It shows up here by
            itself.
          </EmptyState>
        </Card>
      ) : (
        <WithVariableHelp>
          <CampaignForm agents={agents.map(({ id, name }) => ({ id, name }))} />
        </WithVariableHelp>
      )}
    </>
  );
}
