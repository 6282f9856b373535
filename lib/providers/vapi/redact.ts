import { parseWebhook } from "./schema";
import { HANDLED_TYPES } from "./translate";

/** What of a webhook may be stored. It keeps only the keys that `toCallEvent` reads, so phone numbers, e-mail addresses,
 *  credentials (Vapi's `phoneNumber` may hold a Twilio auth token), our own webhook secret and the assistant's prompt
 *  never reach the database, whatever keys the provider adds. What was spoken stays: the event is applied from here.
 *  `toCallEvent` gives the same event for the result as for the body; redacting twice changes nothing.
 *  @throws VapiPayloadError when `body` is no webhook. */
export function redactVapiPayload(body: unknown): Record<string, unknown> {
  const { message } = parseWebhook(body);
  if (HANDLED_TYPES.some((type) => type === message.type)) return { message };
  const { type, timestamp } = message;
  return { message: { type, timestamp, ...(message.call && { call: { id: message.call.id } }) } };
}
