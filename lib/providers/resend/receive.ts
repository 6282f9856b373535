import { createHash } from "node:crypto";
import type { InboundMessageEvent } from "@/lib/providers/messages";
import { redactResendPayload } from "./redact";
import { ResendPayloadError } from "./schema";
import { toMessageEvent } from "./translate";

function parseJson(rawBody: string): unknown {
  try {
    return JSON.parse(rawBody);
  } catch {
    throw new ResendPayloadError("invalid_json", "the body is not JSON");
  }
}

/** A verified webhook as event, key and storable payload. Every delivery of one event bears the same `svix-id`.
 *  @throws ResendPayloadError for a truncated or foreign body. */
export function toInboundMessage(rawBody: string, headers: Headers): InboundMessageEvent {
  const payload = redactResendPayload(parseJson(rawBody));
  const id = headers.get("svix-id") ?? headers.get("webhook-id") ?? "";
  const known = /^[\w.:-]{1,200}$/.test(id) ? id : createHash("sha256").update(rawBody, "utf8").digest("hex");
  return { eventKey: `resend:${known}`, payload, event: toMessageEvent(payload) };
}
