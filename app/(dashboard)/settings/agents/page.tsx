import type { Metadata } from "next";
import { AgentList } from "@/components/settings/agent-list";
import { CAMPAIGN_STATUSES } from "@/lib/core/words";
import { pageDeps } from "../../../page-deps";

export const metadata: Metadata = { title: "Agents" };

const SHOWN = 3;

export default async function AgentsPage() {
  const { data, accountId } = await pageDeps();
  const [agents, uses] = await Promise.all([data.accounts.agents(accountId), data.setup.agentUse(accountId)]);
  const rows = agents.map(({ id, name, vapi_assistant_id, vapi_phone_number_id }) => {
    const mine = uses.filter((campaign) => campaign.agent_id === id);
    const campaigns = mine.slice(0, SHOWN).map((campaign) => ({
      id: campaign.id,
      name: campaign.name,
      status: CAMPAIGN_STATUSES.find((status) => status === campaign.status) ?? "draft",
    }));
    return { id, name, vapi_assistant_id, vapi_phone_number_id, campaigns, campaign_count: mine.length };
  });
  return <AgentList agents={rows} />;
}
