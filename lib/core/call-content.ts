import { givenName, type Rendered, renderContent, type Values } from "./content";

export interface ContactContent {
  name: string | null;
  body: string;
  voicemail: string | null;
  variables: Record<string, string | null | undefined>;
  agent_name: string | null;
  business_name: string | null;
  booking_link: string | null;
  last_service: string | null;
  last_contact_at: string | null;
  time_zone: string;
}

export type CallContent =
  | { ok: true; firstMessage: string; voicemail: string | null; values: Record<string, string> }
  | { ok: false; missing: string[] };

/** Characters. The provider takes no more for what it says first, and for a voicemail. */
export const MAX_SPOKEN = 1000;

/** What is said to one customer: the values of all variables, the first message, the message on an answering machine. */
export function callContent(contact: ContactContent): CallContent {
  const values: Values = withoutBraces({
    customer_name: givenName(contact.name),
    agent_name: contact.agent_name,
    business_name: contact.business_name,
    promotion: contact.variables.promotion,
    service_type: contact.variables.service_type ?? contact.last_service,
    last_visit: contact.last_contact_at && spokenDate(contact.last_contact_at, contact.time_zone),
    offer_code: contact.variables.offer_code,
    booking_link: contact.variables.booking_link ?? contact.booking_link,
  });
  const first = renderContent(contact.body, values);
  const voicemail: Rendered | null = contact.voicemail ? renderContent(contact.voicemail, values) : null;
  const missing = [first, voicemail].flatMap((part) => (part && !part.ok ? part.missing : []));
  if (!first.ok || (voicemail && !voicemail.ok)) return { ok: false, missing };
  const tooLong = [first.text, voicemail?.text ?? ""].some((text) => text.length > MAX_SPOKEN);
  if (tooLong) return { ok: false, missing: [`more than ${MAX_SPOKEN} characters`] };
  const given = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { ok: true, firstMessage: first.text, voicemail: voicemail?.text ?? null, values: Object.fromEntries(given) };
}

/** The provider fills in braces too: a customer who is called "{{agent_name}}" must not get a say in what is said. */
function withoutBraces(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value?.replaceAll(/[{}]/g, "").trim() || null]),
  );
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** To make one takes longer than all the rest of the content. @throws RangeError for a zone that this runtime does not know */
function monthFormat(timeZone: string): Intl.DateTimeFormat {
  const made = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone });
  formats.set(timeZone, made);
  return made;
}

/** "March 2026": close enough for speech, and no clerk's date. Null for what is no date. */
function spokenDate(instant: string, timeZone: string): string | null {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return null;
  const month = (zone: string) => monthFormat(zone).format(date);
  try {
    return month(timeZone);
  } catch {
    // The database may know a zone that this runtime does not.
    return month("UTC");
  }
}
