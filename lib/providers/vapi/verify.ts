import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const TOLERANCE_MS = 5 * 60_000;
// Unix seconds have ten digits until the year 2286, milliseconds thirteen since 2001.
const MILLISECONDS_FROM = 100_000_000_000;

export type WebhookHeaders = Headers | Record<string, string | string[] | undefined>;

export interface WebhookToVerify {
  headers: WebhookHeaders;
  /** The bytes as they arrived; a body parsed and written again has another signature. */
  rawBody: string | Uint8Array;
  secret: string | null | undefined;
  now: Date | (() => Date);
}

function header(headers: WebhookHeaders, name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? "";
  const value = headers[name] ?? Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** Compares digests, so that neither the time taken nor an exception tells the length of the secret. */
function sameText(given: string, expected: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value, "utf8").digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function isFresh(timestamp: string, now: Date): boolean {
  if (!/^\d{9,14}$/.test(timestamp)) return false;
  const value = Number(timestamp);
  const at = value >= MILLISECONDS_FROM ? value : value * 1000;
  return Math.abs(now.getTime() - at) <= TOLERANCE_MS;
}

/** Whether a webhook comes from Vapi: a bearer credential, the legacy `x-vapi-secret`, or an HMAC-SHA256 (hex) of
 *  `{x-timestamp}.{body}` in `x-signature`, at most 5 minutes old (seconds or milliseconds; the unit is undocumented).
 *  Constant-time; never throws; without a secret nothing is accepted. */
export function verifyVapiWebhook({ headers, rawBody, secret, now }: WebhookToVerify): boolean {
  if (!secret) return false;
  const timestamp = header(headers, "x-timestamp");
  const expected = createHmac("sha256", secret).update(`${timestamp}.`).update(rawBody).digest("hex");
  const signature = header(headers, "x-signature").replace(/^sha256=/i, "");
  const signed = sameText(signature.toLowerCase(), expected);
  const fresh = isFresh(timestamp, typeof now === "function" ? now() : now);
  const bearer = sameText(/^Bearer\s+(.+)$/i.exec(header(headers, "authorization"))?.[1] ?? "", secret);
  const legacy = sameText(header(headers, "x-vapi-secret"), secret);
  return (signed && fresh) || bearer || legacy;
}
