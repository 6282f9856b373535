import type { SimState } from "./state";
import type { InboundSms, SimSms } from "./types";

const PRICE_MICROS = 7_900;

/** RFC 2822, as Twilio's older API states every time: `Sat, 21 Nov 2026 21:35:40 +0000`. */
const rfc2822 = (iso: string | null) => (iso === null ? null : new Date(iso).toUTCString().replace("GMT", "+0000"));

const priceOf = (segments: number) => `-${((segments * PRICE_MICROS) / 1_000_000).toFixed(5)}`;

const WAITING = ["accepted", "queued", "sending"];

/** A message as Twilio's API shows it. */
export function messageResource(state: SimState, sms: SimSms) {
  const path = `/2010-04-01/Accounts/${state.accountSid}/Messages/${sms.sid}`;
  const waits = WAITING.includes(sms.status);
  return {
    account_sid: state.accountSid,
    api_version: "2010-04-01",
    body: sms.body,
    date_created: rfc2822(sms.createdAt),
    date_sent: rfc2822(sms.sentAt),
    date_updated: rfc2822(sms.updatedAt),
    direction: "outbound-api",
    error_code: sms.errorCode,
    error_message: sms.errorCode === null ? null : "The message could not be delivered",
    // A service has not chosen its number yet when it takes a message.
    from: sms.status === "accepted" ? null : sms.from,
    messaging_service_sid: sms.messagingServiceSid,
    num_media: "0",
    num_segments: sms.status === "accepted" ? "0" : String(sms.segments),
    price: waits ? null : priceOf(sms.segments),
    price_unit: "USD",
    sid: sms.sid,
    status: sms.status,
    subresource_uris: { media: `${path}/Media.json` },
    to: sms.to,
    uri: `${path}.json`,
  };
}

export function inboundResource(state: SimState, sms: InboundSms) {
  const path = `/2010-04-01/Accounts/${state.accountSid}/Messages/${sms.sid}`;
  const at = rfc2822(sms.at);
  return {
    ...{ account_sid: state.accountSid, api_version: "2010-04-01", body: sms.body, direction: "inbound" },
    ...{ date_created: at, date_sent: at, date_updated: at, error_code: null, error_message: null },
    ...{ from: sms.from, to: sms.to, messaging_service_sid: null, num_media: "0", num_segments: "1" },
    ...{ price: priceOf(1), price_unit: "USD", sid: sms.sid, status: "received" },
    ...{ subresource_uris: { media: `${path}/Media.json` }, uri: `${path}.json` },
  };
}

/** The fields of a status callback. */
export function statusFields(state: SimState, sms: SimSms): Record<string, string> {
  return {
    ...(sms.errorCode !== null && { ErrorCode: String(sms.errorCode) }),
    SmsSid: sms.sid,
    SmsStatus: sms.status,
    MessageStatus: sms.status,
    To: sms.to,
    ...(sms.messagingServiceSid && { MessagingServiceSid: sms.messagingServiceSid }),
    MessageSid: sms.sid,
    AccountSid: state.accountSid,
    From: sms.from,
    ApiVersion: "2010-04-01",
  };
}

/** The fields of a message that comes in. */
export function inboundFields(
  state: SimState,
  sms: InboundSms,
  extra: { service: string | null; optOutType: string | null },
): Record<string, string> {
  return {
    ToCountry: "US",
    ToState: "NY",
    SmsMessageSid: sms.sid,
    NumMedia: "0",
    ToCity: "NEW YORK",
    FromZip: "10001",
    SmsSid: sms.sid,
    FromState: "NY",
    SmsStatus: "received",
    FromCity: "NEW YORK",
    Body: sms.body,
    FromCountry: "US",
    To: sms.to,
    ...(extra.service && { MessagingServiceSid: extra.service }),
    ...(state.advancedOptOut && extra.optOutType && { OptOutType: extra.optOutType }),
    NumSegments: "1",
    MessageSid: sms.sid,
    AccountSid: state.accountSid,
    From: sms.from,
    ApiVersion: "2010-04-01",
  };
}
