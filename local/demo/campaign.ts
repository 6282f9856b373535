import { createCampaign } from "@/lib/actions/create-campaign";
import type { UserDeps } from "@/lib/actions/deps";
import { startCampaign } from "@/lib/actions/start-campaign";
import { CreateCampaign } from "@/lib/core/campaign";
import type { OutreachMethod } from "@/lib/core/words";

const SCRIPT =
  "Hi {name}, this is {agent_name}, the AI assistant of {business_name}. We have not seen you since {last_visit}, and we would love to have you back: {promotion}. Would you like me to find you a time?";
const VOICEMAIL =
  "Hi {name}, this is {agent_name}, the AI assistant of {business_name}. We would love to see you again. Call us back at {callback_number}, or tell us there if you would rather not hear from us.";

/** Minutes between tries, short enough to watch. A real campaign waits hours. */
const GAPS = {
  no_answer: [0.05, 0.1],
  busy: [0.03, 0.06],
  voicemail: [0.08],
  silent: [0.05],
  provider_failed: [0.03, 0.06],
};

const TEXT = "{business_name}: Hi {name}, we miss you! {promotion}. Book here: {booking_link} Reply STOP to opt out.";
const MAIL = {
  subject: "{name}, your chair is waiting",
  preview_text: "{promotion}",
  body: "Hi {name},\n\nwe have not seen you since {last_visit}, and we would love to have you back: **{promotion}**.\n\n{booking_link}\n\nSee you soon,\nyour team at {business_name}",
};
const OTHER_MAIL = { ...MAIL, subject: "A little something for you, {name}" };

const CALL_STEP = { channel: "call", body: SCRIPT, voicemail: VOICEMAIL } as const;
const TEXT_STEP = { channel: "sms", body: TEXT } as const;
const MAIL_STEP = { channel: "email", ...MAIL, variants: [{ name: "B", weight: 50, ...OTHER_MAIL }] } as const;

/** Minutes between touches, short enough to watch. A real sequence waits days. */
const WAIT = 0.1;
const STEPS = {
  call: [CALL_STEP],
  sms: [TEXT_STEP],
  email: [MAIL_STEP],
  multi: [
    CALL_STEP,
    { ...TEXT_STEP, wait_minutes: WAIT, condition: "not_reached" },
    { ...MAIL_STEP, wait_minutes: WAIT, condition: "no_response" },
  ],
} as const;
const WORDS = { call: "Calls", sms: "Texts", email: "Emails", multi: "A call, then a text, then an email" };

/** Makes and starts the demo's campaign: customers of the salon who were not there for half a year. */
export async function startDemoCampaign(
  owner: UserDeps,
  limit: number,
  method: OutreachMethod,
): Promise<{ id: string; selected: number }> {
  const [agent] = await owner.data.accounts.agents(owner.accountId);
  const campaign = await createCampaign(
    owner,
    CreateCampaign.parse({
      name: "We miss you",
      description: `${WORDS[method]} to customers who were not here for half a year.`,
      campaign_type: "winback",
      outreach_method: method,
      agent_id: agent?.id,
      target_criteria: { last_contact_days: 180, status: "Closed", min_leads: 1 },
      max_recipients: limit,
      steps: STEPS[method],
      rate_limit_per_minute: method === "call" ? 600 : 6000,
      // A person is contacted three times in a day at most, and a sequence has three touches.
      max_attempts: method === "multi" ? 1 : 3,
      retry_gaps: GAPS,
      variables: { promotion: "twenty percent off your next visit this month" },
    }),
  );
  const { selected } = await startCampaign(owner, { id: campaign.id });
  return { id: campaign.id, selected };
}
