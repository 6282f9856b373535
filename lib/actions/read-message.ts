import { MessageEvent } from "@/lib/core/message";
import type { StoredEvent } from "@/lib/data/events";
import type { EngineDeps } from "./deps";

/** A stored event of a message, read again by whoever knows its provider. @throws Error when nobody does */
export function readMessage(
  deps: Pick<EngineDeps, "emailInbox" | "smsInbox">,
  { provider, payload }: StoredEvent,
): MessageEvent {
  // Clicks on our own links are kept in our own words.
  if (provider === "link") return MessageEvent.parse(payload);
  const inbox = provider === "resend" ? deps.emailInbox : provider === "twilio" ? deps.smsInbox : null;
  if (!inbox) throw new Error(`no inbox for ${provider}`);
  return inbox.read(payload);
}
