import type { CreateEmailOptions } from "resend";
import { normaliseEmail } from "@/lib/core/leads/email";
import type { ProviderFailure } from "@/lib/providers/failure";
import type { OutboundEmail } from "@/lib/providers/messages";

const refused = (code: ProviderFailure["code"], message: string): ProviderFailure => ({
  certainty: "definite",
  code,
  status: null,
  message,
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/;
/** One bare address: no name, no list, no blanks. */
const BARE = /^[^\s,;<>"()]+@[^\s,;<>"()@]+$/;
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;

/** The address as mail can carry it: a domain in another script as punycode. Null when it is none. */
function mailAddress(to: string): string | null {
  if (!BARE.test(to)) return null;
  return PRINTABLE_ASCII.test(to) ? to : normaliseEmail(to);
}

/** A header's value in angle brackets: an address of the web without blanks, and not the end of the header. */
function isWebAddress(url: string): boolean {
  if (!PRINTABLE_ASCII.test(url) || /[<>"]/.test(url) || !URL.canParse(url)) return false;
  return ["http:", "https:"].includes(new URL(url).protocol);
}

/** Why emails are not even asked for: what would break out of its header, or is no address. Null when nothing is wrong. */
export function refusalOf(emails: readonly OutboundEmail[], most: number): ProviderFailure | null {
  if (emails.length === 0 || emails.length > most) return refused("rejected", `not between 1 and ${most} emails`);
  for (const email of emails) {
    if (CONTROL.test(email.from)) return refused("sender", "a line break in the sender");
    if (CONTROL.test(email.replyTo ?? "")) return refused("sender", "a line break in the reply address");
    if (CONTROL.test(email.subject)) return refused("rejected", "a line break in the subject");
    if (mailAddress(email.to) === null) return refused("invalid_contact", "not an email address");
    if (email.unsubscribeUrl !== null && !isWebAddress(email.unsubscribeUrl)) {
      return refused("rejected", "not an address to unsubscribe at");
    }
  }
  return null;
}

/** One email in the SDK's words. The attempt's id goes along as a tag, so that every event brings it back. */
export function buildEmail(email: OutboundEmail): CreateEmailOptions {
  return {
    from: email.from,
    to: [mailAddress(email.to) ?? email.to],
    subject: email.subject,
    html: email.html,
    text: email.text,
    ...(email.replyTo && { replyTo: email.replyTo }),
    ...(email.unsubscribeUrl && {
      headers: {
        "List-Unsubscribe": `<${email.unsubscribeUrl}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      },
    }),
    tags: [{ name: "attempt_id", value: email.attemptId }],
  };
}
