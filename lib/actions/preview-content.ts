import { callContent } from "@/lib/core/call-content";
import {
  contactContent,
  madeUpPerson,
  type PreviewContent,
  type PreviewPerson,
  type PreviewSender,
} from "@/lib/core/content-preview";
import type { ContentPreview } from "@/lib/core/content-views";
import type { UserDeps } from "./deps";

/** What would be said to the first customers who match, each filled in as for a real call; to somebody made up when nobody matches. */
export async function previewContent(deps: UserDeps, input: PreviewContent): Promise<ContentPreview> {
  const { customer_ids: customerIds, target_criteria: criteria } = input;
  const who = customerIds ? { customerIds } : { criteria };
  const [sample, sender] = await Promise.all([
    deps.contentPreview.sample(deps.accountId, who, deps.now()),
    senderOf(deps, input.agent_id),
  ]);
  const madeUp = { customer_id: null, ...madeUpPerson(deps.now()) };
  const people = (sample.length > 0 ? sample : [madeUp]).map((person) => ({
    customer_id: person.customer_id,
    name: person.name,
    ...said(input, person, sender),
  }));
  return { people, incomplete: people.filter(({ first_message }) => first_message === null).length };
}

function said(input: PreviewContent, person: PreviewPerson, sender: PreviewSender) {
  const content = callContent(contactContent(input, person, sender));
  if (!content.ok) return { first_message: null, voicemail_message: null, missing: [...new Set(content.missing)] };
  return { first_message: content.firstMessage, voicemail_message: content.voicemail, missing: [] };
}

/** Who speaks, for whom, in this account. An agent of another account is nobody. */
async function senderOf(deps: Pick<UserDeps, "data" | "accountId">, agentId: string | null): Promise<PreviewSender> {
  const [agents, settings] = await Promise.all([
    deps.data.accounts.agents(deps.accountId),
    deps.data.accounts.settings(deps.accountId),
  ]);
  return {
    agentName: agents.find(({ id }) => id === agentId)?.name ?? null,
    businessName: settings?.business_name ?? null,
    bookingLink: settings?.booking_link ?? null,
    timeZone: settings?.time_zone ?? null,
  };
}
