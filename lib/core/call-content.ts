import { type Contact, contentValues } from "./contact-values";
import { renderContent, type Values } from "./content";
import { disclosed } from "./disclosure";
import { type RecordingPlan, withRecording } from "./recording";

export interface ContactContent extends Contact {
  body: string;
  voicemail: string | null;
  recording: RecordingPlan;
}

export type CallContent =
  | {
      ok: true;
      firstMessage: string;
      voicemail: string | null;
      /** The sentences in each that the owner did not write and can't take away. */
      added: { first: string[]; voicemail: string[] };
      values: Record<string, string>;
    }
  | { ok: false; missing: string[] };

/** Characters, with what is put before the owner's words. The provider takes no more for what it says first, and for a voicemail. */
export const MAX_SPOKEN = 1000;

/** What is said to one customer: the values of all variables, the first message, the message on an answering machine. Both begin by
 *  saying who calls and that it is an AI; the first also says what becomes of its recording. */
export function callContent(contact: ContactContent): CallContent {
  const values = contentValues(contact);
  const first = spoken(contact.body, values, contact.recording);
  const voicemail = contact.voicemail ? spoken(contact.voicemail, values, "off") : null;
  const missing = [first, voicemail].flatMap((part) => (part && !part.ok ? part.missing : []));
  if (!first.ok || (voicemail && !voicemail.ok)) return { ok: false, missing };
  const tooLong = [first.text, voicemail?.text ?? ""].some((text) => text.length > MAX_SPOKEN);
  if (tooLong) return { ok: false, missing: [`more than ${MAX_SPOKEN} characters`] };
  const given = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return {
    ok: true,
    firstMessage: first.text,
    voicemail: voicemail?.text ?? null,
    added: { first: first.added, voicemail: voicemail?.added ?? [] },
    values: Object.fromEntries(given),
  };
}

/** Whether a value that is missing is the business's own. @param missing as it is written, e.g. `{business_name}` */
export const isOfBusiness = (missing: string): boolean => /^\{\s*(?:business_name|callback_number)\b/i.test(missing);

function spoken(written: string, values: Values, plan: RecordingPlan) {
  const { agent_name: agentName = null, business_name: businessName = null } = values;
  const said = disclosed(written, { agentName, businessName });
  const recorded = withRecording(said.text, said.length, plan);
  const whole = renderContent(recorded.text, values);
  if (!whole.ok) return whole;
  const added = [said.added, recorded.added].flatMap((sentence) => {
    const filled = sentence === null ? null : renderContent(sentence, values);
    return filled?.ok ? [filled.text] : [];
  });
  return { ok: true, text: whole.text, added } as const;
}
