import { CampaignVariables } from "@/lib/core/campaign";
import { Hours } from "@/lib/core/hours";
import { type LaunchCheck, launchChecks } from "@/lib/core/launch-checks";
import type { CampaignDetail } from "@/lib/data/campaigns";
import type { EngineDeps } from "./deps";

/** What stands between a campaign and its launch; empty when nothing does. */
export async function checkLaunch(
  deps: Pick<EngineDeps, "data" | "now" | "voice" | "webhook">,
  campaign: CampaignDetail,
): Promise<LaunchCheck[]> {
  const [agents, settings] = await Promise.all([
    deps.data.accounts.agents(campaign.user_id),
    deps.data.accounts.settings(campaign.user_id),
  ]);
  const agent = agents.find((a) => a.id === campaign.agent_id);
  // The table lets a client write what looks like a link and can't be opened.
  const variables = CampaignVariables.safeParse(campaign.variables);
  const checks = launchChecks({
    method: campaign.outreach_method,
    steps: campaign.steps,
    agent: agent
      ? { name: agent.name, assistantId: agent.vapi_assistant_id, phoneNumberId: agent.vapi_phone_number_id }
      : null,
    variables: variables.data ?? {},
    settings: {
      businessName: settings?.business_name ?? null,
      callbackNumber: settings?.callback_number ?? null,
      bookingLink: settings?.booking_link ?? null,
      // No row yet: the database's defaults apply once the first contact is claimed.
      hours: settings ? Hours.parse(settings.calling_hours) : null,
      lines: settings ? settings.call_concurrency - settings.inbound_lines : 1,
    },
    campaignHours: campaign.calling_hours === null ? null : Hours.parse(campaign.calling_hours),
    // A scheduled one is started by the sweep when its time has come.
    startsAt: campaign.status === "draft" ? campaign.scheduled_at : null,
    now: deps.now(),
    voiceConfigured: deps.voice !== null && deps.webhook !== null,
  });
  return variables.success ? checks : [unusableVariable(variables.error.issues[0]?.path.join(".")), ...checks];
}

const unusableVariable = (name = "variables"): LaunchCheck => ({
  code: "unusable_variable",
  field: "variables",
  blocking: true,
  message: `The value of ${name} can't be used. Correct or remove it.`,
});
