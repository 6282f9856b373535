import { type Contact, contentValues } from "./contact-values";
import { renderContent } from "./content";
import { MAX_SMS_CHARACTERS, type SmsSegments, smsSegments } from "./sms-segments";
import { linkTargets, replaceLinks, textLinks } from "./text-links";

export interface SmsContact extends Contact {
  body: string;
}

export type SmsContent =
  | {
      ok: true;
      text: string;
      /** What the links lead to, in the order of their index. */
      links: string[];
      segments: SmsSegments;
    }
  | { ok: false; missing: string[] };

export interface SmsOptions {
  /** What stands in the text for a link. Without it links stay as they are. */
  linkFor?: (index: number, target: string) => string;
  /** The first text of a campaign to this customer says how to opt out, whether it was written or not. */
  withOptOut: boolean;
}

/** What one customer gets. Without a value for a variable, or too long, it is not sent at all. */
export function smsContent(contact: SmsContact, { linkFor, withOptOut }: SmsOptions): SmsContent {
  const rendered = renderContent(contact.body.replaceAll(/\r\n?/g, "\n").trim(), contentValues(contact));
  if (!rendered.ok) return rendered;
  const whole = withOptOut ? appendOptOut(rendered.text) : rendered.text;
  const text = linkFor ? replaceLinks(whole, linkFor) : whole;
  if (text.length > MAX_SMS_CHARACTERS) return { ok: false, missing: [`more than ${MAX_SMS_CHARACTERS} characters`] };
  if (text === "") return { ok: false, missing: ["no words"] };
  return { ok: true, text, links: linkTargets(whole), segments: smsSegments(text) };
}

export const OPT_OUT_TEXT = "Reply STOP to opt out.";

const OPT_OUT = [
  /\b(?:reply|text|txt|send|respond|answer|responda|responde|env[ií]a|env[ií]e|conteste)\b[^.!?\n]{0,30}?\b(?:stop|end|quit|cancel|unsubscribe|alto|baja)\b(?!\s+(?:by|in|at|over)\b)/i,
  /\bstop\s*(?:=|to|2)\s*(?:opt|end|quit|cancel|unsub|stop)/i,
  /\b(?:to|2)\s+(?:opt[\s-]?out|unsubscribe)\b/i,
];

/** Whether a text says how to get no more of them. */
export const saysOptOut = (text: string): boolean => OPT_OUT.some((pattern) => pattern.test(text));

/** The text with "Reply STOP to opt out." behind it, if it does not say so already. */
export function appendOptOut(text: string): string {
  const trimmed = text.trimEnd();
  if (saysOptOut(trimmed) || trimmed === "") return trimmed;
  const last = textLinks(trimmed).at(-1);
  // A full stop behind a link would be taken for a part of it.
  const endsInLink = last !== undefined && last.at + last.target.length === trimmed.length;
  const isSentence = /[.!?…)\]"”]$|\p{Extended_Pictographic}\uFE0F?$/u.test(trimmed);
  return `${trimmed}${endsInLink || isSentence ? "" : "."} ${OPT_OUT_TEXT}`;
}

/** What is put before a text that does not name the business. */
export const BRAND_FIRST = "{business_name}: ";

export const SMS_WARNINGS = {
  no_opt_out:
    'It does not say how to opt out. Add "Reply STOP to opt out."; the first text to each customer gets it anyway.',
  no_business_name:
    "It does not begin with the name of your business, which the law and carriers ask for. Put {business_name} first.",
  link_shortener: "Carriers filter texts with shortened links. Write the full address of your own site.",
  too_long: "It is longer than 1,600 characters and can't be sent.",
  many_segments: "It is sent as more than four texts, and each is paid for. Shorter texts are read more often, too.",
} as const;
export type SmsWarningCode = keyof typeof SMS_WARNINGS;

export interface SmsWarning {
  code: SmsWarningCode;
  /** What it is about, e.g. the host of a link; null for the whole text. */
  detail: string | null;
}

const SHORTENERS = new Set([
  ...["bit.ly", "bitly.com", "j.mp", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "v.gd", "buff.ly", "t.ly"],
  ...["rebrand.ly", "rb.gy", "cutt.ly", "shorturl.at", "tiny.cc", "bl.ink", "lnkd.in", "short.io", "s.id", "clck.ru"],
  ...["shorte.st", "adf.ly", "soo.gd", "qr.ae", "trib.al", "dlvr.it", "fb.me", "wa.me", "smarturl.it", "x.co", "tr.im"],
]);

/** Also those written without "https://", since phones make links of them. */
function shortenersIn(text: string): string[] {
  const hosts = [
    ...text
      .toLowerCase()
      .matchAll(/(?<![\w@.-])(?:https?:\/\/)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?=[/?#\s.,!)]|$)/g),
  ];
  const found = hosts.flatMap(([, host]) => (host !== undefined && SHORTENERS.has(host) ? [host] : []));
  return [...new Set(found)];
}

/** Letters in which the name has to have begun: room for "Hi Alexandra, it's ". */
const NAME_WITHIN = 40;

function beginsWithName(text: string, businessName: string | null): boolean {
  const start = text.slice(0, NAME_WITHIN + 20).toLowerCase();
  const placed = start.search(/\{\s*business_name/);
  const named = businessName?.trim() ? text.toLowerCase().indexOf(businessName.trim().toLowerCase()) : -1;
  return [placed, named].some((at) => at >= 0 && at < NAME_WITHIN);
}

const MANY_SEGMENTS = 4;

/** What an owner should know of a text, as it is written or filled in for somebody. What keeps a campaign from being launched
 *  is told by its checks. */
export function smsWarnings(text: string, { businessName }: { businessName: string | null }): SmsWarning[] {
  if (text.trim() === "") return [];
  const { tooLong, segments } = smsSegments(text);
  const warning = (code: SmsWarningCode, holds: boolean): SmsWarning[] => (holds ? [{ code, detail: null }] : []);
  return [
    ...warning("too_long", tooLong),
    ...warning("no_business_name", !beginsWithName(text, businessName)),
    ...warning("no_opt_out", !saysOptOut(text)),
    ...shortenersIn(text).map((detail): SmsWarning => ({ code: "link_shortener", detail })),
    ...warning("many_segments", !tooLong && segments > MANY_SEGMENTS),
  ];
}
