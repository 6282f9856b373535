import { givenName, type Values } from "./content";

/** What is known of a customer and of the business, wherever a text is filled in for one. */
export interface Contact {
  name: string | null;
  variables: Record<string, string | null | undefined>;
  agent_name: string | null;
  business_name: string | null;
  booking_link: string | null;
  /** Of an email to this one person. */
  consent_link?: string | null;
  /** E.164. */
  callback_number: string | null;
  last_service: string | null;
  last_contact_at: string | null;
  time_zone: string;
}

/** The values of all variables for one customer, the same for every channel. Null for what is not known. */
export function contentValues(contact: Contact): Values {
  return cleaned({
    customer_name: withoutLink(givenName(contact.name)),
    agent_name: contact.agent_name,
    business_name: contact.business_name,
    promotion: contact.variables.promotion,
    service_type: contact.variables.service_type ?? withoutLink(contact.last_service),
    last_visit: contact.last_contact_at && spokenDate(contact.last_contact_at, contact.time_zone),
    offer_code: contact.variables.offer_code,
    booking_link: contact.variables.booking_link ?? contact.booking_link,
    consent_link: contact.consent_link,
    callback_number: contact.callback_number && readableNumber(contact.callback_number),
  });
}

/** "212-555-0100": spoken and read in groups, as people write it; of another country as it is dialled. */
const readableNumber = (e164: string) => e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "$1-$2-$3");

/** What strangers told the receptionist: our links lead nowhere that they chose. */
const withoutLink = (told: string | null) => told?.replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/+/gi, "") ?? null;

/** Providers fill in braces too: a customer who is called "{{agent_name}}" must not get a say in what is said. Nor may a value add
 *  lines to a text, headers to an email, or turn around what is written after it. */
function cleaned(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const plain = value?.replaceAll(/[{}\u202a-\u202e\u2066-\u2069]/g, "").replaceAll(/[\s\p{Cc}]+/gu, " ");
      return [name, plain?.trim() || null];
    }),
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
