import { createHmac } from "node:crypto";
import type { OutboundSms } from "@/lib/providers/messages";
import { twilioSms } from "@/lib/providers/twilio/adapter";

export const ACCOUNT = "AC0123456789abcdef0123456789abcdef";
export const AUTH_TOKEN = "auth-token-of-the-test-0123456789ab";
export const ATTEMPT_ID = "7f0c2b0e-6a4e-4c55-9d2b-0f8c1f5a9e11";
export const SID = "SM0123456789abcdef0123456789abcdef";
export const CUSTOMER = "+14155550123";
export const SENDER = "+12125550100";
export const HOOK = "https://app.example/api/webhooks/twilio";
export const NOW = new Date("2026-11-21T22:00:00.000Z");

export const outboundSms = (changes: Partial<OutboundSms> = {}): OutboundSms => ({
  attemptId: ATTEMPT_ID,
  to: CUSTOMER,
  from: SENDER,
  body: "Bright Smile: it's been a while. Reply STOP to opt out.",
  statusCallback: HOOK,
  ...changes,
});

export const sms = (baseUrl: string, timeoutSeconds = 5) =>
  twilioSms({ baseUrl, accountSid: ACCOUNT, authToken: AUTH_TOKEN, timeoutSeconds });

/** A message as Twilio answers with it. Source: the vendor's API reference. */
export const resource = (changes: Record<string, unknown> = {}) => ({
  account_sid: ACCOUNT,
  api_version: "2010-04-01",
  body: outboundSms().body,
  date_created: "Sat, 21 Nov 2026 22:00:01 +0000",
  date_sent: null,
  date_updated: "Sat, 21 Nov 2026 22:00:01 +0000",
  direction: "outbound-api",
  error_code: null,
  error_message: null,
  from: SENDER,
  messaging_service_sid: null,
  num_media: "0",
  num_segments: "1",
  price: null,
  price_unit: "USD",
  sid: SID,
  status: "queued",
  subresource_uris: { media: `/2010-04-01/Accounts/${ACCOUNT}/Messages/${SID}/Media.json` },
  to: CUSTOMER,
  uri: `/2010-04-01/Accounts/${ACCOUNT}/Messages/${SID}.json`,
  ...changes,
});

export const refusal = (status: number, code: number, message = "Refused") => ({
  code,
  message,
  more_info: `https://www.twilio.com/docs/errors/${code}`,
  status,
});

/** Signs as the vendor describes it, apart from the SDK. */
export function signed(url: string, fields: readonly (readonly [string, string])[], token = AUTH_TOKEN): Headers {
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const text = url + sorted.map(([name, value]) => name + value).join("");
  return new Headers({ "x-twilio-signature": createHmac("sha1", token).update(text, "utf8").digest("base64") });
}

export const form = (fields: readonly (readonly [string, string])[]) =>
  new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
