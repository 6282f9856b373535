import { z } from "zod";
import { type Contact, contentValues } from "./contact-values";
import { parseEmail } from "./email-content";
import { type LinkFor, plainWords, type RenderedBlock, RenderedBlocks, renderEmailWords } from "./email-words";
import { smsContent } from "./sms-content";

/** What was sent, kept as it was sent: an email is made from it again byte by byte. */
export const MessageContent = z.object({
  subject: z.string().nullable(),
  preview_text: z.string().nullable(),
  /** The owner's words, filled in for this person. */
  body: z.string(),
  /** Of an email: the same words with their form and their links. */
  blocks: RenderedBlocks.optional(),
  /** Where the links lead, in order. */
  links: z.array(z.string()),
  from: z.string(),
  reply_to: z.string().nullable(),
  business_name: z.string().nullable(),
  postal_address: z.string().nullable(),
});
export type MessageContent = z.infer<typeof MessageContent>;

/** What one customer gets, as it is kept and sent. */
export interface WrittenMessage {
  subject: string | null;
  previewText: string | null;
  /** As plain words. */
  body: string;
  /** Of an email: the words with their form and links. */
  blocks: RenderedBlock[] | null;
  /** Where the links lead, in order. */
  links: string[];
  /** Of a text. */
  segments: number | null;
}

export interface MessageToWrite extends Contact {
  channel: "email" | "sms";
  subject: string | null;
  preview_text: string | null;
  body: string;
  /** The first text to this person in this campaign has to say how to opt out. */
  is_first: boolean;
}

/** Fills a message in for one customer. One that lacks a value is not sent at all. Pure: the same input gives the same words. */
export function writeMessage(
  contact: MessageToWrite,
  linkFor: LinkFor,
): { ok: true; message: WrittenMessage } | { ok: false; missing: string[] } {
  if (contact.channel === "sms") {
    const sms = smsContent(contact, { linkFor, withOptOut: contact.is_first });
    if (!sms.ok) return sms;
    const { text: body, links, segments } = sms;
    return { ok: true, message: { ...NO_FORM, body, links, segments: segments.segments } };
  }
  const { subject, preview_text: previewText, body } = contact;
  const content = parseEmail({ subject: subject ?? "", previewText, body });
  const rendered = renderEmailWords(content, contentValues(contact), linkFor);
  if (!rendered.ok) return rendered;
  const { words } = rendered;
  if (words.subject === "") return { ok: false, missing: ["subject"] };
  return {
    ok: true,
    message: {
      subject: words.subject,
      previewText: words.previewText,
      body: plainWords(words.blocks),
      blocks: words.blocks,
      links: words.links,
      segments: null,
    },
  };
}

const NO_FORM = { subject: null, previewText: null, blocks: null };
