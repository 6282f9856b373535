import type { MessageEvent, MessageStanding, MessageStatus } from "@/lib/core/message";
import { dispositionOf, isSenderRefused } from "./errors";
import { StoredWebhook, type TwilioMessage, TwilioPayloadError } from "./schema";

type Progress = Pick<MessageStanding, "status" | "disposition" | "code" | "halt">;

const UNDER_WAY: Record<string, MessageStatus> = {
  accepted: "accepted",
  scheduled: "accepted",
  queued: "accepted",
  sending: "accepted",
  sent: "sent",
  // Of a message to several: whoever did not get it is not told.
  partially_delivered: "sent",
};

/** Where a message stands by Twilio's status and error code; null for a status that says nothing to us (of messages that come in)
 *  or that we do not know. */
export function progressOf(status: string, code: string | null): Progress | null {
  const open = Object.hasOwn(UNDER_WAY, status) ? UNDER_WAY[status] : undefined;
  if (open) return { status: open, disposition: null, code };
  switch (status) {
    case "delivered":
      return { status: "delivered", disposition: "delivered", code };
    case "read":
      return { status: "opened", disposition: "delivered", code };
    case "undelivered":
    case "failed":
      return {
        status: "failed",
        disposition: dispositionOf(status, code),
        code,
        ...(isSenderRefused(code) && { halt: "sender" as const }),
      };
    case "canceled":
      return { status: "failed", disposition: "cancelled", code };
    default:
      return null;
  }
}

// A figure that no text message has is as good as none.
const MOST_DOLLARS = 1_000;

/** US dollars, positive; Twilio states what it takes from the account, e.g. `-0.00790`. */
export function costOf(message: Pick<TwilioMessage, "price" | "priceUnit">): number | null {
  const { price, priceUnit } = message;
  if (price === null || price === undefined || (priceUnit ?? "USD").toUpperCase() !== "USD") return null;
  const cost = Math.abs(price);
  return cost <= MOST_DOLLARS ? cost : null;
}

/** A messaging service counts the segments later, and says 0 until then. */
export const segmentsOf = ({ numSegments }: Pick<TwilioMessage, "numSegments">) => numSegments || null;

/** What Twilio's API says of a message; null when its status is none that we know. The attempt is not in it. */
export function toStanding(message: TwilioMessage): MessageStanding | null {
  const code = message.errorCode ? String(message.errorCode) : null;
  const progress = progressOf(message.status, code);
  if (!progress) return null;
  const known = { costUsd: costOf(message), segments: segmentsOf(message) };
  return { providerRef: message.sid, attemptId: null, ...progress, ...known };
}

const E164 = /^\+[1-9]\d{6,14}$/;
const OPT_OUT_TYPES = ["STOP", "START", "HELP"] as const;
/** What Twilio answers by itself unless told otherwise, where it stands alone; "yes", which it takes for a start after a stop only, is an
 *  answer to us. Source: Twilio's default keywords, which no rule of ours changes. */
const ANSWERED = new Set([
  ...["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"],
  ...["start", "unstop", "help", "info"],
]);

/** Translates what `redactTwilioPayload` kept, fresh or from the database: the same event.
 *  @throws TwilioPayloadError when it is nothing of that. */
export function toMessageEvent(payload: unknown): MessageEvent {
  const parsed = StoredWebhook.safeParse(payload);
  if (!parsed.success) throw new TwilioPayloadError("not a stored webhook");
  const stored = parsed.data;
  const channel = "sms";
  const providerRef = stored.MessageSid ?? null;
  const ignored = (type: string): MessageEvent => ({ kind: "ignored", channel, type, providerRef });
  if (stored.kind === "other" || providerRef === null) return ignored(stored.kind);
  const at = stored.received_at;
  if (stored.kind === "status") {
    const progress = progressOf(stored.MessageStatus, stored.ErrorCode ?? null);
    if (!progress) return ignored(stored.MessageStatus);
    const nothing = { costUsd: null, segments: null, userAgent: null, link: null };
    return { kind: "status", channel, providerRef, attemptId: stored.attempt ?? null, ...progress, at, ...nothing };
  }
  const { From: from, To: to } = stored;
  // Short codes, names and other apps are nobody's phone.
  if (!E164.test(from) || !E164.test(to)) return ignored("inbound");
  const optOutType = OPT_OUT_TYPES.find((type) => type === stored.OptOutType?.toUpperCase()) ?? null;
  const body = wordsOf(stored);
  const answered = optOutType !== null || ANSWERED.has(body.trim().toLowerCase());
  return { kind: "inbound", channel, providerRef, from, to, subject: null, body, optOutType, answered, at };
}

/** A picture without a word is an answer too. */
function wordsOf(stored: { Body?: string | null; NumMedia?: string | null }): string {
  const body = stored.Body ?? "";
  return body.trim() === "" && Number(stored.NumMedia) > 0 ? "(sent a picture or a file)" : body;
}
