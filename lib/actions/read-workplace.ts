import { DEFAULT_HOURS, Hours } from "@/lib/core/hours";
import type { Workplace } from "@/lib/core/workplace";
import { channelStatus } from "./channel-status";
import type { UserDeps } from "./deps";

/** What the person's campaigns are made from. */
export async function readWorkplace(deps: UserDeps, accountId: string): Promise<Workplace> {
  const [agents, settings, hasCustomers, purposeWithinSeconds] = await Promise.all([
    deps.data.accounts.agents(accountId),
    deps.data.accounts.settings(accountId),
    deps.data.customers.any(accountId),
    deps.data.law.purposeWithinSeconds(),
  ]);
  return {
    accountId,
    timeZone: settings?.time_zone ?? "America/New_York",
    country: settings?.default_country ?? "US",
    hours: settings ? Hours.parse(settings.calling_hours) : DEFAULT_HOURS,
    lines: Math.max(0, settings ? settings.call_concurrency - settings.inbound_lines : 8),
    costs: {
      call: settings?.estimated_call_cost ?? 0.3,
      sms: settings?.estimated_sms_cost ?? 0.012,
      email: settings?.estimated_email_cost ?? 0.0009,
    },
    emailWithinHours: settings?.email_within_hours ?? false,
    businessName: settings?.business_name ?? null,
    purposeWithinSeconds,
    ownEmail: deps.user.email,
    agents: agents.map(({ id, name, vapi_assistant_id, vapi_phone_number_id }) => {
      const missing: ("assistant" | "number")[] = [];
      if (!vapi_assistant_id) missing.push("assistant");
      if (!vapi_phone_number_id) missing.push("number");
      return { id, name, canCall: missing.length === 0, missing };
    }),
    channels: channelStatus(deps, agents, settings),
    hasCustomers,
    now: deps.now().toISOString(),
  };
}
