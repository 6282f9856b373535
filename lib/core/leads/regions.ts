import { normaliseWords } from "./text";

const US =
  "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|DC Washington DC|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|PR Puerto Rico|GU Guam|VI Virgin Islands|VI US Virgin Islands|AS American Samoa|MP Northern Mariana Islands";
const CANADA =
  "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon";

const REGIONS = new Map<string, string>();
for (const [country, list] of [
  ["US", US],
  ["CA", CANADA],
] as const)
  for (const entry of list.split("|")) {
    const code = `${country}-${entry.slice(0, 2)}`;
    REGIONS.set(normaliseWords(entry.slice(0, 2)), code);
    REGIONS.set(normaliseWords(entry.slice(3)), code);
  }

/** ISO 3166-2 of a state or province, or null. Names and codes are known for the US and Canada; elsewhere only codes
 *  that bring their country along (`DE-BY`).
 *  @param country ISO 3166-1 alpha-2 of the customer, or of the account. */
export function toRegion(text: string, country: string): string | null {
  if (/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(text)) return text;
  return country === "US" || country === "CA" ? (REGIONS.get(normaliseWords(text)) ?? null) : null;
}

const NAMES = new Map<string, string>();
for (const [country, list] of [
  ["US", US],
  ["CA", CANADA],
] as const)
  for (const entry of list.split("|")) {
    const code = `${country}-${entry.slice(0, 2)}`;
    if (!NAMES.has(code)) NAMES.set(code, entry.slice(3));
  }

/** The states of the US and what counts as one, by their names. */
export const US_STATES: readonly { code: string; name: string }[] = [...NAMES]
  .filter(([code]) => code.startsWith("US-"))
  .map(([code, name]) => ({ code, name }))
  .sort((a, b) => a.name.localeCompare(b.name));

/** "Texas" for US-TX; elsewhere than in the US and Canada the code itself. */
export const regionName = (code: string): string => NAMES.get(code) ?? code;

const LANGUAGES = ["en", "de", "es", "fr"];
const ALIASES: Record<string, string> = {
  usa: "US",
  "u s a": "US",
  "u s": "US",
  america: "US",
  uk: "GB",
  "u k": "GB",
  england: "GB",
  "great britain": "GB",
  scotland: "GB",
  wales: "GB",
  holland: "NL",
};
let countries: Map<string, string> | undefined;

function countryNames(): Map<string, string> {
  const names = new Map(Object.entries(ALIASES));
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    for (let code = 0; code < 26 * 26; code++) {
      const letters = String.fromCharCode(65 + Math.floor(code / 26), 65 + (code % 26));
      const name = display.of(letters);
      // Former codes (DD, FX) carry the names of today's countries.
      const isCurrent = Intl.getCanonicalLocales(`und-${letters}`)[0] === `und-${letters}`;
      if (name && isCurrent) names.set(normaliseWords(name), letters);
    }
  }
  return names;
}

/** ISO 3166-1 alpha-2 of a country's code or name (English, German, Spanish, French), or null. */
export function toCountry(text: string): string | null {
  if (/^[A-Za-z]{2}$/.test(text) && text.toLowerCase() !== "uk") return text.toUpperCase();
  countries ??= countryNames();
  return countries.get(normaliseWords(text)) ?? null;
}
