import { type Contact, contentValues } from "./contact-values";
import { type Rendered, renderContent } from "./content";

export interface ContactContent extends Contact {
  body: string;
  voicemail: string | null;
}

export type CallContent =
  | { ok: true; firstMessage: string; voicemail: string | null; values: Record<string, string> }
  | { ok: false; missing: string[] };

/** Characters. The provider takes no more for what it says first, and for a voicemail. */
export const MAX_SPOKEN = 1000;

/** What is said to one customer: the values of all variables, the first message, the message on an answering machine. */
export function callContent(contact: ContactContent): CallContent {
  const values = contentValues(contact);
  const first = renderContent(contact.body, values);
  const voicemail: Rendered | null = contact.voicemail ? renderContent(contact.voicemail, values) : null;
  const missing = [first, voicemail].flatMap((part) => (part && !part.ok ? part.missing : []));
  if (!first.ok || (voicemail && !voicemail.ok)) return { ok: false, missing };
  const tooLong = [first.text, voicemail?.text ?? ""].some((text) => text.length > MAX_SPOKEN);
  if (tooLong) return { ok: false, missing: [`more than ${MAX_SPOKEN} characters`] };
  const given = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { ok: true, firstMessage: first.text, voicemail: voicemail?.text ?? null, values: Object.fromEntries(given) };
}
