import type { ContactChannel } from "@/lib/core/words";
import { normaliseWords } from "./text";

/** What cells about consent mean, in the words that exports of salons, clinics and mail programs use. */

const wordSet = (lines: string) => new Set(lines.split("|"));

const YES = wordSet(
  "yes|y|true|t|1|x|ok|✓|✔|☑|on|agreed|agree|i agree|agrees|accepted|accepts|accept|granted|given|consented|consent given|consents|opted in|opt in|optin|in|subscribed|subscribe|allowed|active|confirmed|signed|checked|ja|si|sim|oui|einverstanden|erteilt|zugestimmt|acepta|acepto|accepte|d accord",
);
const NO = wordSet(
  "no|n|false|f|0|off|none|never|not agreed|disagreed|declined|declines|refused|refuses|denied|rejected|not given|no consent|not consented|not subscribed|never subscribed|expired|cleaned|bounced|blocked|nein|nao|non|nicht erteilt|no acepta|rechazado|refuse",
);

/** Whether a cell says that somebody agreed; null when it says neither. What `cleanCell` leaves empty never comes here; that an
 *  agreement was taken back, `takesBack` reads. */
export function saysYes(text: string): boolean | null {
  // A tick has no letters, so that it is compared as it is.
  const words = normaliseWords(text) || text.trim();
  if (NO.has(words)) return false;
  return YES.has(words) ? true : null;
}

export type ImportedBasis = "express_written" | "express" | "existing_customer";

const UNWRITTEN =
  /\b(not|no|un|without|never|missing|unsigned|verbal|verbally|oral|orally|spoken|nicht|ohne|sin|sans)\b/;
const WRITTEN =
  /\b(written|in writing|signed|signature|e sign|esign|docusign|schriftlich|unterschrieben|unterschrift|por escrito|firmado|firma|par ecrit|ecrit|signe)\b/;
const ASSUMED =
  /\b(implied|implicit|inferred|assumed|existing|relationship|past|customer|client|purchase|bestandskunde)\b/;

/** On what an agreement rests. In writing only where the cell says so; what is said of nothing known is one that was said. */
export function basisOf(text: string): ImportedBasis {
  const words = normaliseWords(text);
  if (WRITTEN.test(words) && !UNWRITTEN.test(words)) return "express_written";
  return ASSUMED.test(words) && !/\bexpress\b/.test(words) ? "existing_customer" : "express";
}

const CHANNEL: Record<Exclude<ContactChannel, "all">, Set<string>> = {
  call: wordSet(
    "call|calls|phone|phone call|phone calls|telephone|telephone calls|voice|voice calls|calling|anruf|anrufe|telefon|llamada|llamadas|appel|appels",
  ),
  sms: wordSet("sms|text|texts|text message|text messages|texting|mms|kurznachricht|mensaje de texto"),
  email: wordSet("email|emails|e mail|e mails|mail|newsletter|correo|correo electronico|courriel"),
};
const ALL = wordSet("all|any|everything|all channels|any channel|alle|todos|todo|tous|tout");

/** The channels that a cell names («phone, sms»), or null when it names one that is not known. */
export function channelsOf(text: string): ContactChannel[] | null {
  const found = new Set<ContactChannel>();
  for (const part of text.split(/[,;/|&+\n]|\band\b/i)) {
    const words = normaliseWords(part);
    if (words === "") continue;
    if (ALL.has(words)) return ["all"];
    const channel = (["call", "sms", "email"] as const).find((one) => CHANNEL[one].has(words));
    if (!channel) return null;
    found.add(channel);
  }
  return found.size === 3 ? ["all"] : [...found];
}

const IN_WORDING: Record<Exclude<ContactChannel, "all">, RegExp> = {
  call: /\b(call|calls|called|calling|phone calls?|by (tele)?phone|anruf\w*|angerufen|llamadas?|appels?)\b/i,
  sms: /\b(text messages?|texts|texted|texting|sms|by text)\b/i,
  email: /\b(e-?mails?|e-?mailed)\b/i,
};

/** The channels that the words themselves name, for files that don't say it beside them. */
export const channelsInWording = (wording: string): ContactChannel[] =>
  (["call", "sms", "email"] as const).filter((channel) => IN_WORDING[channel].test(wording));

const OFFERS =
  /\b(market|telemarket|offer|promo|advert|special|deal|discount|news|sale|werb|angebot|oferta|publicidad|offre|publicit)/i;
const SERVICE =
  /\b(inform|service|transaction|reminder|appointment|confirmation|notification|update|termin|cita|rendez)/i;

/** For what an agreement is. Words that speak of service alone are none to offers; those that speak of neither are taken as they
 *  are in our own forms, for marketing. */
export const purposeOf = (said: string): "marketing" | "informational" =>
  SERVICE.test(said) && !OFFERS.test(said) ? "informational" : "marketing";
