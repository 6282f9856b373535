import { StoredWebhook, TwilioPayloadError } from "./schema";

/** What of a webhook is stored: of a report on a message its id, status and error, and no number and no word; of a message that came
 *  in who wrote what to whom, because it is applied from here. Everything else that Twilio adds (cities, postal codes) is left out.
 *  @param params the form's fields. @param context the attempt that the address named, and when it came (ISO 8601, UTC).
 *  @throws TwilioPayloadError when it is no webhook of Twilio's. */
export function redactTwilioPayload(
  params: Readonly<Record<string, string>>,
  context: { attempt: string | null; receivedAt: string },
): StoredWebhook {
  const MessageSid = params.MessageSid ?? params.SmsMessageSid ?? params.SmsSid;
  const received_at = context.receivedAt;
  const status = params.MessageStatus ?? (params.SmsStatus !== "received" ? params.SmsStatus : undefined);
  const isInbound = status === undefined || status === "received" || status === "receiving";
  const stored = StoredWebhook.safeParse(
    !isInbound
      ? { ...params, kind: "status", MessageSid, MessageStatus: status, attempt: context.attempt, received_at }
      : params.Body !== undefined && params.From !== undefined
        ? { ...params, kind: "inbound", MessageSid, received_at }
        : { kind: "other", MessageSid, type: params.EventType ?? "unknown", received_at },
  );
  if (!stored.success) throw new TwilioPayloadError("the fields are not those of a message");
  if (stored.data.kind === "other" && !stored.data.MessageSid) throw new TwilioPayloadError("no message is named");
  return stored.data;
}
