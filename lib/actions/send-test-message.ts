import { contactOf } from "@/lib/core/content-preview";
import type { TestMessageView } from "@/lib/core/content-views";
import { mailbox } from "@/lib/core/email-headers";
import { AppError } from "@/lib/core/errors";
import { type WrittenMessage, writeMessage } from "@/lib/core/message-content";
import { ownNumber } from "@/lib/core/test-call";
import type { SendTestMessage } from "@/lib/core/test-message";
import type { Settings } from "@/lib/data/accounts";
import type { ProviderFailure } from "@/lib/providers/failure";
import type { UserDeps } from "./deps";
import { AGREE, senderOf } from "./preview-content";
import { personOf } from "./start-test-call";

/** Sends the message as it is written now to the person's own address or number. The intent is written down first, and the same
 *  request never sends twice.
 *  @throws AppError content_not_ready with what to mend, test_channel_not_ready, test_number_*, test_address_opted_out,
 *  test_message_limit, campaign_not_found */
export async function sendTestMessage(deps: UserDeps, input: SendTestMessage): Promise<TestMessageView> {
  const { accountId } = deps;
  const [settings, campaign, person, sender] = await Promise.all([
    deps.data.accounts.settings(accountId),
    input.campaign_id ? deps.data.campaigns.get(input.campaign_id) : null,
    personOf(deps, input.customer_id),
    senderOf(deps, input.agent_id),
  ]);
  // Whoever works for several accounts sees the campaigns of all.
  if (campaign && campaign.user_id !== accountId) throw new AppError("campaign_not_found");
  // Nobody agrees to anything by a test.
  const consent_link = input.channel === "email" ? AGREE : null;
  const contact = { ...contactOf(input.variables, person, sender), ...input, consent_link, is_first: true };
  const written = writeMessage(contact, (_, target) => target);
  if (!written.ok) throw notReady(written.missing);
  const send = senderFor(deps, input, settings, written.message);
  const request = { accountId, actorId: deps.user.id, campaignId: input.campaign_id, requestKey: input.request_key };
  const begun = await deps.testMessages.begin({ ...request, channel: input.channel, contact: send.to }, deps.now());
  if (begun.decision === "refuse")
    throw new AppError(begun.code, begun.next_at ? { next_at: begun.next_at } : undefined);
  if (begun.decision === "go") {
    deps.log.info({ test_message_id: begun.id, account_id: accountId, channel: input.channel }, "test message begun");
    await settle(deps, begun.id, await send.now(begun.id));
  }
  return deps.testMessages.get(begun.id);
}

type Sent = { ok: true; providerRef: string | null } | { ok: false; failure: ProviderFailure };
interface Sending {
  to: string;
  now(id: string): Promise<Sent>;
}

/** @throws AppError test_channel_not_ready, test_number_not_textable */
function senderFor(
  deps: UserDeps,
  input: SendTestMessage,
  settings: Settings | null,
  message: WrittenMessage,
): Sending {
  return input.channel === "email"
    ? emailToOneself(deps, settings, message)
    : textToOneself(deps, settings, message, input.phone ?? "");
}

function emailToOneself(deps: UserDeps, settings: Settings | null, message: WrittenMessage): Sending {
  const { email } = deps;
  const business = settings?.business_name ?? "";
  const from = settings?.email_sender ? mailbox(business, settings.email_sender) : null;
  if (!email || !from) throw new AppError("test_channel_not_ready");
  const to = deps.user.email.toLowerCase();
  const subject = `[Test] ${message.subject ?? ""}`;
  return {
    to,
    async now(id) {
      const { html, text } = await deps.renderEmail({
        ...{ subject, previewText: message.previewText ?? "", blocks: message.blocks ?? [], businessName: business },
        // There is nothing to unsubscribe from.
        ...{ postalAddress: settings?.postal_address ?? "", unsubscribeUrl: null },
      });
      const replyTo = settings?.email_reply_to ?? null;
      const sent = await email.send(
        [{ attemptId: id, from, replyTo, to, subject, html, text, unsubscribeUrl: null }],
        id,
      );
      return sent.ok ? { ok: true, providerRef: sent.providerRefs[0] ?? null } : sent;
    },
  };
}

function textToOneself(deps: UserDeps, settings: Settings | null, { body }: WrittenMessage, phone: string): Sending {
  const { sms, smsCallback: statusCallback } = deps;
  const from = settings?.sms_sender;
  if (!sms || !statusCallback || !from) throw new AppError("test_channel_not_ready");
  const to = ownNumber(phone, settings.default_country ?? "US");
  if (!to) throw new AppError("test_number_not_callable");
  return { to, now: (id) => sms.send({ attemptId: id, to, from, body, statusCallback }) };
}

async function settle(deps: UserDeps, id: string, sent: Sent): Promise<void> {
  if (sent.ok) return deps.testMessages.settle(id, { state: "sent", providerRef: sent.providerRef });
  const { code, status, certainty } = sent.failure;
  deps.log.warn({ test_message_id: id, code, status }, "the provider did not take the test message");
  await deps.testMessages.settle(id, { state: certainty === "ambiguous" ? "unknown" : "failed", failure: code });
}

const notReady = (missing: string[]): AppError =>
  new AppError(
    "content_not_ready",
    missing.length === 0
      ? [{ path: "body", message: "A brace belongs to no variable. Remove it." }]
      : [...new Set(missing)].map((name) => ({
          path: name === "subject" ? "subject" : "body",
          message: name.startsWith("{") ? `${name} has no value here. Give it one, or remove it.` : `It has ${name}.`,
        })),
  );
