import { CampaignVariables } from "@/lib/core/campaign";
import { consentGap } from "@/lib/core/consent-gap";
import { Criteria } from "@/lib/core/criteria";
import { AppError } from "@/lib/core/errors";
import { Hours } from "@/lib/core/hours";
import { type LaunchCheck, type LaunchInput, launchChecks, needsCounting } from "@/lib/core/launch-checks";
import { Variant } from "@/lib/core/steps";
import type { Settings } from "@/lib/data/accounts";
import type { CampaignDetail } from "@/lib/data/campaigns";
import { configuredChannels } from "./channel-status";
import type { EngineDeps } from "./deps";
import { findExceptions } from "./find-exceptions";

type Counted = Omit<LaunchInput, "missing" | "gap">;
type Deps = Pick<
  EngineDeps,
  | "data"
  | "now"
  | "voice"
  | "webhook"
  | "email"
  | "sms"
  | "links"
  | "contentPreview"
  | "overrides"
  | "lists"
  | "audience"
>;

/** What stands between a campaign and its launch; empty when nothing does. */
export async function checkLaunch(deps: Deps, campaign: CampaignDetail): Promise<LaunchCheck[]> {
  const [agents, settings, exceptions, lists, purposeWithinSeconds] = await Promise.all([
    deps.data.accounts.agents(campaign.user_id),
    deps.data.accounts.settings(campaign.user_id),
    findExceptions(deps, campaign),
    campaign.purpose === "marketing" ? reliedLists(deps, campaign.user_id) : null,
    deps.data.law.purposeWithinSeconds(),
  ]);
  const agent = agents.find((a) => a.id === campaign.agent_id);
  // The table lets a client write what looks like a link and can't be opened.
  const variables = CampaignVariables.safeParse(campaign.variables);
  const input = {
    method: campaign.outreach_method,
    campaignType: campaign.campaign_type,
    purpose: campaign.purpose === "informational" ? ("informational" as const) : ("marketing" as const),
    steps: campaign.steps.map((step) => ({ ...step, variants: Variant.array().catch([]).parse(step.variants) })),
    agent: agent
      ? { name: agent.name, assistantId: agent.vapi_assistant_id, phoneNumberId: agent.vapi_phone_number_id }
      : null,
    variables: variables.data ?? {},
    settings: settingsOf(settings),
    exceptions,
    timeZone: settings?.time_zone ?? "America/New_York",
    campaignHours: campaign.calling_hours === null ? null : Hours.parse(campaign.calling_hours),
    holdoutPercent: campaign.holdout_percent,
    // A scheduled one is started by the sweep when its time has come.
    startsAt: campaign.status === "draft" ? campaign.scheduled_at : null,
    now: deps.now(),
    configured: configuredChannels(deps),
    lists,
    purposeWithinSeconds,
  };
  const [missing, gap] = await Promise.all([countMissing(deps, campaign, input), gapOf(deps, campaign, input)]);
  const checks = launchChecks({ ...input, missing, gap });
  return variables.success ? checks : [unusableVariable(variables.error.issues[0]?.path.join(".")), ...checks];
}

const settingsOf = (settings: Settings | null): LaunchInput["settings"] => ({
  businessName: settings?.business_name ?? null,
  callbackNumber: settings?.callback_number ?? null,
  bookingLink: settings?.booking_link ?? null,
  postalAddress: settings?.postal_address ?? null,
  emailSender: settings?.email_sender ?? null,
  smsSender: settings?.sms_sender ?? null,
  recording: settings?.recording === "off" ? "off" : "announced",
  emailWithinHours: settings?.email_within_hours ?? false,
  // No row yet: the database's defaults apply once the first contact is claimed.
  hours: settings ? Hours.parse(settings.calling_hours) : null,
  lines: settings ? settings.call_concurrency - settings.inbound_lines : 1,
});

async function reliedLists({ lists, now }: Deps, accountId: string): Promise<LaunchInput["lists"]> {
  const found = await lists.of(accountId, now());
  const ageOf = (region: string) =>
    found.lists.find((list) => list.status === "ready" && list.region === region)?.age_days ?? null;
  const relied = found.relied.map((region) => ({ region, ageDays: ageOf(region) }));
  return { maxAgeDays: found.max_age_days, relied };
}

/** Criteria that the engine can't read are nobody's: the start says so. */
async function countMissing(deps: Deps, campaign: CampaignDetail, input: Counted): Promise<LaunchInput["missing"]> {
  const criteria = Criteria.safeParse(campaign.target_criteria);
  if (!criteria.success || !needsCounting(input)) return null;
  return deps.contentPreview.missing(campaign.user_id, criteria.data, input.now);
}

/** Of its calls, before it chose its recipients; where other touches reach people too it stops nothing. A count that takes too long
 *  keeps nobody from starting: the gate asks about each one. */
async function gapOf(deps: Deps, campaign: CampaignDetail, { purpose, steps }: Counted): Promise<LaunchInput["gap"]> {
  const criteria = Criteria.safeParse(campaign.target_criteria);
  const isNew = campaign.status === "draft" || campaign.status === "scheduled";
  if (!isNew || !criteria.success || !steps.some(({ channel }) => channel === "call")) return null;
  const query = { target_criteria: criteria.data, outreach_method: "call" as const, purpose, sample: 1 };
  try {
    return consentGap(await deps.audience.preview(campaign.user_id, query, deps.now()));
  } catch (error) {
    if (error instanceof AppError && error.code === "took_too_long") return null;
    throw error;
  }
}

const unusableVariable = (name = "variables"): LaunchCheck => ({
  code: "unusable_variable",
  field: "variables",
  blocking: true,
  message: `The value of ${name} can't be used. Correct or remove it.`,
});
