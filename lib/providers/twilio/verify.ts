import { validateRequest } from "twilio/lib/webhooks/webhooks.js";
import { formValues } from "./form";

/** Whether a webhook comes from Twilio: `X-Twilio-Signature` is the HMAC-SHA1 (base64) of the address and the sorted fields.
 *  Twilio states no time, so an old one verifies too; it changes nothing, since its event is known by its key.
 *  Constant-time; never throws; without a token nothing is accepted.
 *  @param url the configured public address with the query that came along, exactly as Twilio was told it. */
export function verifyTwilioWebhook(request: { headers: Headers; rawBody: string; url: string; authToken: string }) {
  const { headers, rawBody, url, authToken } = request;
  const signature = headers.get("x-twilio-signature") ?? "";
  if (authToken === "" || signature === "" || !URL.canParse(url)) return false;
  try {
    return validateRequest(authToken, signature, url, formValues(rawBody));
  } catch {
    return false;
  }
}
