import { callContent } from "@/lib/core/call-content";
import { decideFailure } from "@/lib/core/call-failure";
import { checkContent } from "@/lib/core/content";
import { contactContent, madeUpPerson, type PreviewPerson, type PreviewSender } from "@/lib/core/content-preview";
import type { TestCallView } from "@/lib/core/content-views";
import { AppError } from "@/lib/core/errors";
import { ownNumber, type StartTestCall, TEST_CALL_SECONDS } from "@/lib/core/test-call";
import type { ProviderFailure } from "@/lib/providers/failure";
import type { OutboundCall } from "@/lib/providers/voice";
import type { UserDeps } from "./deps";
import { followTestCall } from "./follow-test-call";

/** Calls the owner's own phone with the text as it is written now. The intent is written down first, and the same request never
 *  calls twice: after a lost answer the call is looked for, not repeated.
 *  @throws AppError content_not_ready with what to mend, test_agent_not_ready, test_number_*, test_call_*, campaign_not_found */
export async function startTestCall(deps: UserDeps, input: StartTestCall): Promise<TestCallView> {
  const { accountId, voice, webhook } = deps;
  const [agents, settings, campaign] = await Promise.all([
    deps.data.accounts.agents(accountId),
    deps.data.accounts.settings(accountId),
    input.campaign_id ? deps.data.campaigns.get(input.campaign_id) : null,
  ]);
  // Whoever works for several accounts sees the campaigns of all.
  if (campaign && campaign.user_id !== accountId) throw new AppError("campaign_not_found");
  const agent = agents.find(({ id }) => id === input.agent_id);
  if (!voice || !webhook || !agent?.vapi_assistant_id || !agent.vapi_phone_number_id)
    throw new AppError("test_agent_not_ready");
  const phone = ownNumber(input.phone, settings?.default_country ?? "US");
  if (!phone) throw new AppError("test_number_not_callable");
  const content = filledIn(input, await personOf(deps, input.customer_id), {
    agentName: agent.name,
    businessName: settings?.business_name ?? null,
    bookingLink: settings?.booking_link ?? null,
    callbackNumber: settings?.callback_number ?? null,
    recording: settings?.recording === "off" ? "off" : "announced",
    timeZone: settings?.time_zone ?? null,
    postalAddress: settings?.postal_address ?? null,
  });
  const begun = await deps.testCalls.begin(
    {
      ...{ accountId, actorId: deps.user.id, campaignId: input.campaign_id, requestKey: input.request_key },
      ...{ phone, assistantId: agent.vapi_assistant_id, maxSeconds: TEST_CALL_SECONDS },
    },
    deps.now(),
  );
  if (begun.decision === "refuse")
    throw new AppError(begun.code, begun.next_at ? { next_at: begun.next_at } : undefined);
  if (begun.decision === "go") {
    deps.log.info({ test_call_id: begun.id, account_id: accountId }, "test call begun");
    await place(deps, voice, {
      attemptId: begun.id,
      assistantId: agent.vapi_assistant_id,
      phoneNumberId: agent.vapi_phone_number_id,
      to: phone,
      customerName: null,
      firstMessage: content.firstMessage,
      voicemailMessage: content.voicemail,
      variables: content.values,
      // It is the owner's own phone: nobody has to be asked.
      recording: settings?.recording === "off" ? "off" : "announced",
      maxDurationSeconds: TEST_CALL_SECONDS,
      webhook,
    });
  }
  return followTestCall(deps, { id: begun.id });
}

async function place(deps: UserDeps, voice: NonNullable<UserDeps["voice"]>, call: OutboundCall): Promise<void> {
  const started = await voice.startCall(call);
  if (started.ok) return deps.testCalls.dispatched(call.attemptId, started.providerRef);
  await recordFailure(deps, call.attemptId, started.failure);
}

async function recordFailure(deps: UserDeps, id: string, failure: ProviderFailure): Promise<void> {
  deps.log.warn(
    { test_call_id: id, code: failure.code, status: failure.status },
    "the provider did not take the test call",
  );
  const decision = decideFailure(failure, deps.now());
  if (decision.kind === "doubt") return deps.testCalls.doubt(id);
  const { disposition } = decision;
  await deps.testCalls.ended(id, { disposition, durationSeconds: null, costUsd: null }, deps.now());
}

export async function personOf(deps: UserDeps, customerId: string | null): Promise<PreviewPerson> {
  const found = customerId
    ? await deps.contentPreview.sample(deps.accountId, { customerIds: [customerId] }, deps.now())
    : [];
  return found[0] ?? madeUpPerson(deps.now());
}

/** @throws AppError content_not_ready */
function filledIn(input: StartTestCall, person: PreviewPerson, sender: PreviewSender) {
  const issues = [];
  if (input.call_script.trim() === "")
    issues.push({ path: "call_script", message: "Write what the agent should say." });
  for (const [path, text] of [
    ["call_script", input.call_script] as const,
    ["voicemail_message", input.voicemail_message ?? ""] as const,
  ])
    if (checkContent(text).strayBrace) issues.push({ path, message: "A brace belongs to no variable. Remove it." });
  const content = callContent(contactContent(input, person, sender, sender.recording));
  if (!content.ok)
    for (const name of new Set(content.missing))
      issues.push({ path: "call_script", message: `${name} has no value here. Give it one, or remove it.` });
  if (!content.ok || issues.length > 0) throw new AppError("content_not_ready", issues);
  return content;
}
