import { mailbox } from "@/lib/core/email-headers";
import { type MessageContent, writeMessage } from "@/lib/core/message-content";
import type { Contact } from "@/lib/data/engine";
import type { OutboundEmail } from "@/lib/providers/messages";
import type { Links, RenderEmail } from "./deps";

/** A message that may be sent: whose it is, to whom, and its words as they are kept. */
export interface Prepared {
  attemptId: string;
  campaignId: string;
  to: string;
  content: MessageContent;
  segments: number | null;
}

export interface Sender {
  from: string;
  to: string;
  links: Links;
}

/** Fills a message in for one customer, with its links made to lead through us. */
export function prepareMessage(
  attemptId: string,
  contact: Contact,
  { from, to, links }: Sender,
): { ok: true; value: Prepared } | { ok: false; missing: string[] } {
  const channel = contact.channel === "email" ? "email" : "sms";
  const consentLink = channel === "email" ? links.consent(attemptId) : null;
  const written = writeMessage({ ...contact, channel, consent_link: consentLink }, (index) =>
    links.tracked(attemptId, index),
  );
  if (!written.ok) return written;
  const { message } = written;
  const sender = channel === "email" ? mailbox(contact.business_name ?? "", from) : from;
  if (!sender) return { ok: false, missing: ["sender"] };
  const content: MessageContent = {
    subject: message.subject,
    preview_text: message.previewText,
    body: message.body,
    ...(message.blocks ? { blocks: message.blocks } : {}),
    links: message.links,
    from: sender,
    reply_to: contact.email_reply_to,
    business_name: contact.business_name,
    postal_address: contact.postal_address,
  };
  return { ok: true, value: { attemptId, campaignId: contact.campaign_id, to, content, segments: message.segments } };
}

/** The email that belongs to what was kept: the same bytes each time, so that a repeat under the same key is the same sending. */
export async function toEmail(
  { attemptId, to, content }: Pick<Prepared, "attemptId" | "to" | "content">,
  links: Links,
  renderEmail: RenderEmail,
): Promise<OutboundEmail> {
  const unsubscribeUrl = links.unsubscribe(attemptId);
  const { html, text } = await renderEmail({
    subject: content.subject ?? "",
    previewText: content.preview_text ?? "",
    blocks: content.blocks ?? [],
    businessName: content.business_name ?? "",
    postalAddress: content.postal_address ?? "",
    unsubscribeUrl,
  });
  const { from, reply_to: replyTo, subject } = content;
  return { attemptId, from, replyTo, to, subject: subject ?? "", html, text, unsubscribeUrl };
}
