import { createCampaign } from "@/lib/actions/create-campaign";
import type { UserDeps } from "@/lib/actions/deps";
import { startCampaign } from "@/lib/actions/start-campaign";
import { CreateCampaign } from "@/lib/core/campaign";

const SCRIPT =
  "Hi {name}, this is {agent_name}, the AI assistant of {business_name}. We have not seen you since {last_visit}, and we would love to have you back: {promotion}. Would you like me to find you a time?";
const VOICEMAIL =
  "Hi {name}, this is {agent_name}, the AI assistant of {business_name}. We would love to see you again. Call us back any time, or tell us there if you would rather not hear from us.";

/** Minutes between tries, short enough to watch. A real campaign waits hours. */
const GAPS = {
  no_answer: [0.05, 0.1],
  busy: [0.03, 0.06],
  voicemail: [0.08],
  silent: [0.05],
  provider_failed: [0.03, 0.06],
};

/** Makes and starts the demo's campaign: customers of the salon who were not there for half a year. */
export async function startDemoCampaign(owner: UserDeps, limit: number): Promise<{ id: string; selected: number }> {
  const [agent] = await owner.data.accounts.agents(owner.accountId);
  const campaign = await createCampaign(
    owner,
    CreateCampaign.parse({
      name: "We miss you",
      description: "Calls to customers who were not here for half a year.",
      campaign_type: "winback",
      outreach_method: "call",
      agent_id: agent?.id,
      target_criteria: { last_contact_days: 180, status: "Closed", min_leads: 1 },
      max_recipients: limit,
      call_script: SCRIPT,
      voicemail_message: VOICEMAIL,
      rate_limit_per_minute: 600,
      max_attempts: 3,
      retry_gaps: GAPS,
      variables: { promotion: "twenty percent off your next visit this month" },
    }),
  );
  const { selected } = await startCampaign(owner, { id: campaign.id });
  return { id: campaign.id, selected };
}
