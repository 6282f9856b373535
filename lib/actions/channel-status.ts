import type { ChannelStatus } from "@/lib/core/channels";
import type { Channel } from "@/lib/core/words";
import type { Agent, Settings } from "@/lib/data/accounts";
import type { EngineDeps } from "./deps";

type Missing = ChannelStatus["missing"];
type Deps = Pick<EngineDeps, "voice" | "webhook" | "email" | "sms" | "links">;
type Sender = Pick<Settings, "email_sender" | "sms_sender" | "postal_address" | "business_name">;

/** Which providers this server can use. */
export const configuredChannels = ({ voice, webhook, email, sms, links }: Deps): Record<Channel, boolean> => ({
  call: voice !== null && webhook !== null,
  // A message without a way to opt out is never sent.
  email: email !== null && links !== null,
  sms: sms !== null && links !== null,
});

/** What each way of reaching customers still needs before it can be used; the values of keys are never part of it. */
export function channelStatus(deps: Deps, agents: Agent[], settings: Sender | null): ChannelStatus[] {
  const configured = configuredChannels(deps);
  const missing = {
    call: missingForCalls(configured.call, agents),
    email: missingForEmail(configured.email, settings),
    sms: missingForSms(configured.sms, settings),
  };
  const status = (method: Channel): ChannelStatus => ({
    ...{ method, ready: missing[method].length === 0, missing: missing[method] },
  });
  return [status("call"), status("email"), status("sms"), severalWays(missing)];
}

/** Two ways are the least that can follow one another. */
function severalWays(missing: Record<Channel, Missing>): ChannelStatus {
  const ready = Object.values(missing).filter((lacks) => lacks.length === 0).length;
  const what = "At least two of calls, emails and text messages have to be set up.";
  const where = "What each of them needs stands beside it.";
  return { method: "multi", ready: ready >= 2, missing: ready >= 2 ? [] : [{ what, where }] };
}

const BUSINESS = "Enter it in the settings, under Business.";
const SENDERS = "Enter it in the settings, under Calling and sending.";

function missingForEmail(isConfigured: boolean, settings: Sender | null): Missing {
  const missing: Missing = [];
  if (!isConfigured)
    missing.push({
      what: "The connection to the email provider is missing.",
      where: "Whoever runs the server sets RESEND_API_KEY, RESEND_WEBHOOK_SECRET and LINK_SECRET there.",
    });
  if (!settings?.email_sender) missing.push({ what: "No address to send from is set.", where: SENDERS });
  if (!settings?.postal_address?.trim())
    missing.push({ what: "Your postal address is missing; every marketing email shows it.", where: BUSINESS });
  return missing;
}

function missingForSms(isConfigured: boolean, settings: Sender | null): Missing {
  const missing: Missing = [];
  if (!isConfigured)
    missing.push({
      what: "The connection to the provider of text messages is missing.",
      where: "Whoever runs the server sets TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and LINK_SECRET there.",
    });
  if (!settings?.sms_sender) missing.push({ what: "No number to send text messages from is set.", where: SENDERS });
  return missing;
}

function missingForCalls(voiceConfigured: boolean, agents: Agent[]): Missing {
  const missing: Missing = [];
  if (!voiceConfigured)
    missing.push({
      what: "The connection to the phone provider is missing.",
      where: "Whoever runs the server sets VAPI_API_KEY and VAPI_WEBHOOK_SECRET there.",
    });
  const callers = agents.filter((agent) => agent.vapi_assistant_id && agent.vapi_phone_number_id);
  if (agents.length === 0)
    missing.push({ what: "There is no agent to make the calls.", where: "Add one under Settings, Agents." });
  else if (callers.length === 0)
    missing.push({
      what: agents.some((agent) => agent.vapi_assistant_id)
        ? "No agent has a phone number to call from."
        : "No agent has a Vapi assistant to speak with.",
      where: "Enter its id under Settings, Agents.",
    });
  return missing;
}
