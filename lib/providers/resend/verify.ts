import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const TOLERANCE_SECONDS = 5 * 60;
// While a secret is changed, each webhook bears a signature of both; more than a few are nobody's.
const MOST_SIGNATURES = 8;

export interface ResendWebhook {
  headers: Headers;
  /** The bytes as they arrived; a body parsed and written again has another signature. */
  rawBody: string;
  /** `whsec_…`, as Resend shows it. */
  secret: string | null | undefined;
  now: Date;
}

function keyOf(secret: string | null | undefined): Buffer | null {
  const encoded = secret?.trim().replace(/^whsec_/, "") ?? "";
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return null;
  const key = Buffer.from(encoded, "base64");
  return key.length > 0 ? key : null;
}

/** Compares digests, so that neither the time taken nor an exception tells anything. */
function sameText(given: string, expected: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value, "utf8").digest();
  return timingSafeEqual(digest(given), digest(expected));
}

const header = (headers: Headers, name: string) => headers.get(`svix-${name}`) ?? headers.get(`webhook-${name}`) ?? "";

function isFresh(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(Math.floor(now.getTime() / 1_000) - Number(timestamp)) <= TOLERANCE_SECONDS;
}

/** Whether a webhook comes from Resend: HMAC-SHA256 (base64) of `{svix-id}.{svix-timestamp}.{body}` under the secret, as one of
 *  the `v1,` signatures, at most 5 minutes from `now`. As the SDK's `webhooks.verify` does it, which takes no clock.
 *  Constant-time; never throws; without a secret nothing is accepted. */
export function verifyResendWebhook({ headers, rawBody, secret, now }: ResendWebhook): boolean {
  const key = keyOf(secret);
  const [id, timestamp] = [header(headers, "id"), header(headers, "timestamp")];
  const signatures = header(headers, "signature").split(" ").slice(0, MOST_SIGNATURES);
  if (key === null || id === "" || !isFresh(timestamp, now)) return false;
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(rawBody, "utf8").digest("base64");
  const matches = signatures.map((signature) => sameText(signature, `v1,${expected}`));
  return matches.includes(true);
}
