import { type Contact, contentValues } from "./contact-values";
import { renderContent, type Values } from "./content";
import { disclosed } from "./disclosure";

export interface ContactContent extends Contact {
  body: string;
  voicemail: string | null;
}

export type CallContent =
  | {
      ok: true;
      firstMessage: string;
      voicemail: string | null;
      /** The sentence at the beginning of each that the owner did not write; null where their own words say it. */
      added: { first: string | null; voicemail: string | null };
      values: Record<string, string>;
    }
  | { ok: false; missing: string[] };

/** Characters, with what is put before the owner's words. The provider takes no more for what it says first, and for a voicemail. */
export const MAX_SPOKEN = 1000;

/** What is said to one customer: the values of all variables, the first message, the message on an answering machine. Both begin by
 *  saying who calls and that it is an AI. */
export function callContent(contact: ContactContent): CallContent {
  const values = contentValues(contact);
  const first = spoken(contact.body, values);
  const voicemail = contact.voicemail ? spoken(contact.voicemail, values) : null;
  const missing = [first, voicemail].flatMap((part) => (part && !part.ok ? part.missing : []));
  if (!first.ok || (voicemail && !voicemail.ok)) return { ok: false, missing };
  const tooLong = [first.text, voicemail?.text ?? ""].some((text) => text.length > MAX_SPOKEN);
  if (tooLong) return { ok: false, missing: [`more than ${MAX_SPOKEN} characters`] };
  const given = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return {
    ok: true,
    firstMessage: first.text,
    voicemail: voicemail?.text ?? null,
    added: { first: first.added, voicemail: voicemail?.added ?? null },
    values: Object.fromEntries(given),
  };
}

/** Whether a value that is missing is the business's own. @param missing as it is written, e.g. `{business_name}` */
export const isOfBusiness = (missing: string): boolean => /^\{\s*(?:business_name|callback_number)\b/i.test(missing);

function spoken(written: string, values: Values) {
  const { agent_name: agentName = null, business_name: businessName = null } = values;
  const { text, added } = disclosed(written, { agentName, businessName });
  const whole = renderContent(text, values);
  if (!whole.ok) return whole;
  const before = added === null ? null : renderContent(added, values);
  return { ok: true, text: whole.text, added: before?.ok ? before.text : null } as const;
}
