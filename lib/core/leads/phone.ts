import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

export type { CountryCode };

/** A country that phone numbers are known for, or null. @param code ISO 3166-1 alpha-2, any case. */
export function toCountryCode(code: string): CountryCode | null {
  const upper = code.trim().toUpperCase();
  return isSupportedCountry(upper) ? upper : null;
}

export interface Phone {
  /** E.164. */
  number: string;
  /** The cell said more than the number: an extension, a second number, a remark. */
  partial: boolean;
}

const MAX_LENGTH = 200;

function parseOne(text: string, country: CountryCode): Phone | null {
  const parsed = parsePhoneNumberFromString(text, country);
  if (!parsed?.isValid() || !/^\+[1-9]\d{6,14}$/.test(parsed.number)) return null;
  return { number: parsed.number, partial: parsed.ext !== undefined || /\p{L}/u.test(text.replace(/^(tel|p):/i, "")) };
}

/** The first valid number in a cell, or null. A number that a spreadsheet shortened to `4.9E+11` is gone and invalid.
 *  @param country for numbers written without a country code. */
export function normalisePhone(text: string, country: CountryCode): Phone | null {
  if (text.length > MAX_LENGTH || /^\d([.,]\d+)?E\+?\d+$/i.test(text)) return null;
  const cleaned = text.replace(/^p:\s*/i, "").replace(/^(\d{7,15})\.0+$/, "$1");
  const whole = parseOne(cleaned, country);
  if (whole) return whole;
  for (const part of cleaned.split(/[/;,|\n]|\s(?:or|oder|o|ou|and|und|y|et)\s/)) {
    const found = parseOne(part.trim(), country);
    if (found) return { ...found, partial: true };
  }
  return null;
}
