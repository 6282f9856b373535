import { z } from "zod";
import type { InboundMessageEvent, MessageInbox } from "@/lib/providers/messages";
import { formFields } from "./form";
import { redactTwilioPayload } from "./redact";
import { toMessageEvent } from "./translate";
import { verifyTwilioWebhook } from "./verify";

/** The field of the status callback's address that names the attempt. It is signed with the address. */
export const ATTEMPT_FIELD = "attempt";

/** The address that Twilio reports to on one attempt. */
export function callbackFor(statusCallback: string, attemptId: string): string {
  const url = new URL(statusCallback);
  url.searchParams.set(ATTEMPT_FIELD, attemptId);
  return url.toString();
}

function attemptIn(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = z.uuid().safeParse(new URL(url).searchParams.get(ATTEMPT_FIELD));
  return parsed.success ? parsed.data.toLowerCase() : null;
}

/** A verified webhook as event, key and storable payload. A repeat has the same key: one for each message that came in, and for
 *  each status of one that went out, so that Twilio's token for repeats (`I-Twilio-Idempotency-Token`) adds nothing.
 *  @throws TwilioPayloadError for a foreign body. */
export function toInboundMessage(rawBody: string, context: { url: string; now: Date }): InboundMessageEvent {
  const { url, now } = context;
  const payload = redactTwilioPayload(formFields(rawBody), { attempt: attemptIn(url), receivedAt: now.toISOString() });
  const what = payload.kind === "status" ? payload.MessageStatus : payload.kind;
  return { eventKey: `twilio:${payload.MessageSid}:${what}`, payload, event: toMessageEvent(payload) };
}

/** How Twilio's webhooks are believed and read. */
export function twilioInbox(config: { authToken: string }): MessageInbox {
  return {
    verify: ({ headers, rawBody, url }) => verifyTwilioWebhook({ headers, rawBody, url, authToken: config.authToken }),
    receive: (rawBody, _headers, context) => toInboundMessage(rawBody, context),
    read: toMessageEvent,
  };
}
