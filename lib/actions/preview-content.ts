import { callContent } from "@/lib/core/call-content";
import {
  contactContent,
  contactOf,
  madeUpPerson,
  type PreviewContent,
  type PreviewPerson,
  type PreviewSender,
} from "@/lib/core/content-preview";
import type { ContentPreview } from "@/lib/core/content-views";
import { writeMessage } from "@/lib/core/message-content";
import type { RecordingPlan } from "@/lib/core/recording";
import type { UserDeps } from "./deps";

type Said = Omit<ContentPreview["people"][number], "customer_id" | "name">;
const NOTHING: Said = {
  ...{ first_message: null, first_fixed: [], voicemail_message: null, voicemail_fixed: [] },
  ...{ message: null, missing: [] },
};

/** What would be said or sent to the first customers who match, each filled in as for a real contact; to somebody made up when nobody
 *  matches. */
export async function previewContent(deps: UserDeps, input: PreviewContent): Promise<ContentPreview> {
  const { customer_ids: customerIds, target_criteria: criteria, channel } = input;
  const who = customerIds ? { customerIds } : { criteria, channel };
  const [sample, sender] = await Promise.all([
    deps.contentPreview.sample(deps.accountId, who, deps.now()),
    senderOf(deps, input.agent_id),
  ]);
  const madeUp = { customer_id: null, ...madeUpPerson(deps.now()) };
  const plans =
    input.channel === "call" && sample.length > 0
      ? await deps.contentPreview.recordingPlans(
          deps.accountId,
          sample.map(({ customer_id }) => customer_id),
        )
      : new Map<string, RecordingPlan>();
  const people = await Promise.all(
    (sample.length > 0 ? sample : [madeUp]).map(async (person) => ({
      customer_id: person.customer_id,
      name: person.name,
      ...(input.channel === "call"
        ? spoken(input, person, sender, plans.get(person.customer_id ?? "") ?? sender.recording)
        : await written(deps, input, person, sender)),
    })),
  );
  return { people, incomplete: people.filter((one) => !one.first_message && !one.message).length };
}

function spoken(
  input: Extract<PreviewContent, { channel: "call" }>,
  person: PreviewPerson,
  sender: PreviewSender,
  plan: RecordingPlan,
): Said {
  const content = callContent(contactContent(input, person, sender, plan));
  if (!content.ok) return { ...NOTHING, missing: [...new Set(content.missing)] };
  const { firstMessage, voicemail, added } = content;
  return {
    ...NOTHING,
    ...{ first_message: firstMessage, first_fixed: added.first },
    ...{ voicemail_message: voicemail, voicemail_fixed: added.voicemail },
  };
}

/** Links lead where they lead: nothing that is only looked at is counted. */
async function written(
  deps: Pick<UserDeps, "renderEmail">,
  { channel, subject, preview_text, body, variables }: Exclude<PreviewContent, { channel: "call" }>,
  person: PreviewPerson,
  sender: PreviewSender,
): Promise<Said> {
  const consent_link = channel === "email" ? AGREE : null;
  const words = { channel, subject, preview_text, body, consent_link, is_first: true };
  const contact = { ...contactOf(variables, person, sender), ...words };
  const filled = writeMessage(contact, (_, target) => target);
  if (!filled.ok) return { ...NOTHING, missing: [...new Set(filled.missing)] };
  const { message } = filled;
  if (channel === "sms") return { ...NOTHING, message: { ...NO_FORM, text: message.body } };
  const drawn = await deps.renderEmail({
    subject: message.subject ?? "",
    previewText: message.previewText ?? "",
    blocks: message.blocks ?? [],
    businessName: sender.businessName ?? "",
    postalAddress: sender.postalAddress ?? "",
    unsubscribeUrl: UNSUBSCRIBE,
  });
  const { subject: filledSubject, previewText } = message;
  return {
    ...NOTHING,
    message: { subject: filledSubject, preview_text: previewText, html: drawn.html, text: message.body },
  };
}

const NO_FORM = { subject: null, preview_text: null, html: null };
/** In a preview it leads nowhere; each customer gets one of their own. */
const UNSUBSCRIBE = "https://example.com/unsubscribe";
export const AGREE = "https://example.com/agree";

/** Who speaks, for whom, in this account. An agent of another account is nobody. */
export async function senderOf(
  deps: Pick<UserDeps, "data" | "accountId">,
  agentId: string | null,
): Promise<PreviewSender> {
  const [agents, settings] = await Promise.all([
    deps.data.accounts.agents(deps.accountId),
    deps.data.accounts.settings(deps.accountId),
  ]);
  return {
    agentName: agents.find(({ id }) => id === agentId)?.name ?? null,
    businessName: settings?.business_name ?? null,
    bookingLink: settings?.booking_link ?? null,
    callbackNumber: settings?.callback_number ?? null,
    recording: settings?.recording === "off" ? "off" : "announced",
    timeZone: settings?.time_zone ?? null,
    postalAddress: settings?.postal_address ?? null,
  };
}
