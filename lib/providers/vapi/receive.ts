import { createHash } from "node:crypto";
import type { InboundEvent } from "@/lib/providers/voice";
import { redactVapiPayload } from "./redact";
import { VapiPayloadError } from "./schema";
import { toCallEvent } from "./translate";

function parseJson(rawBody: string): unknown {
  try {
    return JSON.parse(rawBody);
  } catch {
    throw new VapiPayloadError("invalid_json", "the body is not JSON");
  }
}

/** A verified webhook as event, key and storable payload. The same bytes always give the same key.
 *  @throws VapiPayloadError for a truncated or foreign body. */
export function toInboundEvent(rawBody: string): InboundEvent {
  const payload = redactVapiPayload(parseJson(rawBody));
  const event = toCallEvent(payload);
  const type = event.kind === "ignored" ? event.type : event.kind;
  const digest = createHash("sha256").update(rawBody, "utf8").digest("hex");
  return { eventKey: `vapi:${event.providerRef ?? "no-call"}:${type}:${digest}`, payload, event };
}
