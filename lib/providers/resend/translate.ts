import { z } from "zod";
import { newWords } from "@/lib/core/email-reply";
import { htmlWords } from "@/lib/core/html-words";
import { normaliseEmail } from "@/lib/core/leads/email";
import type { MessageEvent, MessageStanding, MessageStatus } from "@/lib/core/message";
import { scrub } from "@/lib/providers/transport";
import {
  parseWebhook,
  type ReceivedEmail,
  ResendPayloadError,
  type RetrievedEmail,
  type Webhook,
  type WebhookData,
} from "./schema";

type Standing = Pick<MessageStanding, "status" | "disposition" | "code">;
const standing = (
  status: MessageStatus,
  disposition: Standing["disposition"],
  code: string | null = null,
): Standing => ({
  status,
  disposition,
  code: code ? scrub(code).slice(0, 100) || null : null,
});

/** Only Resend's "Permanent" says that there is no such mailbox: what it could not make out may pass. */
function bounced({ bounce }: Pick<WebhookData, "bounce">): Standing {
  const code = [bounce?.type, bounce?.subType].filter(Boolean).join("/");
  return standing("failed", bounce?.type?.toLowerCase() === "permanent" ? "bounced" : "undelivered", code || "bounced");
}

/** Resend did not try, because of its own list. That list is the whole team's: it knows of a bounce (then there is no such
 *  mailbox), of a complaint, or of a word to another business; only the first says something about the mailbox itself. */
function suppressed({ suppressed: why }: Pick<WebhookData, "suppressed">): Standing {
  const said = `${why?.type ?? ""} ${scrub(why?.message ?? "")}`;
  return standing(
    "failed",
    /bounced\b|hard bounce|previous bounce/i.test(said) ? "bounced" : "blocked",
    why?.type ?? "suppressed",
  );
}

/** By the last part of the webhook's type, which is also what `last_event` says. */
const STANDINGS: Record<string, (data: Pick<WebhookData, "bounce" | "suppressed" | "failed">) => Standing> = {
  queued: () => standing("accepted", null),
  scheduled: () => standing("accepted", null),
  sent: () => standing("sent", null),
  delivery_delayed: () => standing("delayed", null),
  delivered: () => standing("delivered", "delivered"),
  opened: () => standing("opened", "delivered"),
  clicked: () => standing("clicked", "delivered"),
  complained: () => standing("complained", "delivered"),
  bounced,
  suppressed,
  failed: ({ failed }) => standing("failed", "provider_failed", failed?.reason ?? "failed"),
  canceled: () => standing("failed", "cancelled", "canceled"),
};

/** The webhooks that carry something for us. */
export function isStatusType(type: string): boolean {
  return type.startsWith("email.") && Object.hasOwn(STANDINGS, type.slice("email.".length));
}
export const RECEIVED = "email.received";

const Uuid = z.uuid();

/** Our attempt's id; null when the email is not one of ours. */
export function attemptIdOf(tags: WebhookData["tags"]): string | null {
  const parsed = Uuid.safeParse(tags?.attempt_id);
  return parsed.success ? parsed.data.toLowerCase() : null;
}

/** "2026-11-22 23:41:11.894719+00" is as good as ISO 8601 to Resend. */
function isoInstant(value: string | null | undefined): string | null {
  if (!value) return null;
  const date = new Date(
    value
      .trim()
      .replace(/^(\d{4}-\d\d-\d\d) /, "$1T")
      .replace(/([+-]\d\d)$/, "$1:00"),
  );
  const year = date.getUTCFullYear();
  return year >= 2000 && year < 2100 ? date.toISOString() : null;
}

function eventTime({ created_at, data }: Webhook): string {
  const times = [data.click?.timestamp, data.open?.timestamp, created_at, data.created_at];
  const at = times.map(isoInstant).find((value) => value !== null);
  if (!at) throw new ResendPayloadError("invalid_shape", "created_at: no time in the event");
  return at;
}

/** Lower case; "" when there is no address in it, which belongs to nobody. */
const address = (text: string | null | undefined) =>
  normaliseEmail(/<([^<>]+)>\s*$/.exec(text ?? "")?.[1] ?? text ?? "") ?? "";

function toInbound(webhook: Webhook, providerRef: string): MessageEvent {
  const { data } = webhook;
  // An email may name several; the one that it was received for is ours.
  const [to = ""] = [...(data.received_for ?? []), ...(data.to ?? [])].map(address).filter(Boolean);
  const subject = data.subject?.replaceAll(/\s+/g, " ").trim() || null;
  const common = { channel: "email" as const, providerRef, subject, body: null, optOutType: null, answered: false };
  return { kind: "inbound", ...common, from: address(data.from), to, at: eventTime(webhook) };
}

/** Translates a webhook's body, as it arrived or as redacted and stored.
 *  @throws ResendPayloadError when it is no webhook, or one of the handled types without its email. */
export function toMessageEvent(body: unknown): MessageEvent {
  const webhook = parseWebhook(body);
  const { type, data } = webhook;
  const providerRef = data.email_id ?? null;
  const toStatus = isStatusType(type) ? STANDINGS[type.slice("email.".length)] : undefined;
  if (!toStatus && type !== RECEIVED) return { kind: "ignored", channel: "email", type, providerRef };
  if (providerRef === null) throw new ResendPayloadError("invalid_shape", "data.email_id: missing");
  if (!toStatus) return toInbound(webhook, providerRef);
  return {
    kind: "status",
    channel: "email",
    providerRef,
    attemptId: attemptIdOf(data.tags),
    ...toStatus(data),
    costUsd: null,
    segments: null,
    at: eventTime(webhook),
    userAgent: data.click?.userAgent ?? data.open?.userAgent ?? null,
    link: data.click?.link ?? null,
  };
}

/** What `GET /emails/:id` says. A last event that we do not know says no more than that Resend took it. */
export function toStanding(email: RetrievedEmail): MessageStanding {
  const last = email.last_event ?? "queued";
  const known = Object.hasOwn(STANDINGS, last) ? STANDINGS[last] : undefined;
  const { status, disposition, code } = known ? known({ bounce: email.bounce }) : standing("accepted", null);
  const common = { providerRef: email.id, attemptId: attemptIdOf(email.tags), costUsd: null, segments: null };
  return { ...common, status, disposition, code };
}

const MOST_WORDS = 10_000;
/** What a person wrote, without what they answered to; null when there are no words. */
export function plainWords(email: ReceivedEmail): string | null {
  const given = email.text?.trim() ? email.text.slice(0, 500_000) : htmlWords(email.html ?? "");
  const words = newWords(given.replaceAll("\u0000", "").toWellFormed());
  return words.slice(0, MOST_WORDS).toWellFormed() || null;
}
