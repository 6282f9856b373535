export interface Amount {
  /** Plain decimal: optional sign, at least two and at most six decimals, e.g. `1234.50`. Never a float. */
  value: string;
  /** ISO 4217, when the cell names it. */
  currency: string | null;
}

const MAX_LENGTH = 60;
const SYMBOLS: Record<string, string> = {
  $: "USD",
  "€": "EUR",
  "£": "GBP",
  "¥": "JPY",
  "₹": "INR",
  "₩": "KRW",
  "₪": "ILS",
  "₺": "TRY",
  "₱": "PHP",
};
const CURRENCY_OF: Record<string, string> = {
  AU: "AUD",
  CA: "CAD",
  HK: "HKD",
  MX: "MXN",
  NZ: "NZD",
  SG: "SGD",
  AR: "ARS",
  CL: "CLP",
  CO: "COP",
};
const DECIMAL_COMMA = new Set(
  "AR AT BE BG BR CL CO CZ DE DK EE ES FI FR GR HR HU ID IT LT LU LV NL NO PL PT RO RS RU SE SI SK TR UA UY VN".split(
    " ",
  ),
);

const CODES = new Set(Intl.supportedValuesOf("currency"));
const WORDS: Record<string, string | undefined> = {
  US: "USD",
  DOLLAR: "USD",
  DOLLARS: "USD",
  EURO: "EUR",
  EUROS: "EUR",
};

/** @returns undefined when there are words that are no currency, null when there is none at all. */
function currencyOf(text: string, country: string): string | null | undefined {
  const [word, ...more] = text.toUpperCase().match(/\p{L}+/gu) ?? [];
  if (word !== undefined) return more.length > 0 ? undefined : CODES.has(word) ? word : WORDS[word];
  const symbol = /[$€£¥₹₩₪₺₱]/.exec(text)?.[0];
  if (symbol === undefined) return null;
  return (symbol === "$" ? CURRENCY_OF[country] : undefined) ?? SYMBOLS[symbol] ?? null;
}

// The last separator is the decimal one, unless it can only group thousands.
function decimalAt(digits: string, country: string): number {
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const mark = digits[last];
  if (mark === undefined) return -1;
  if (digits.indexOf(mark) !== last) return -1;
  const other = digits.includes(mark === "." ? "," : ".");
  const usual = DECIMAL_COMMA.has(country) ? "," : ".";
  const groups = digits.length - last - 1 === 3 && /^\d{1,3}$/.test(digits.slice(0, last)) && mark !== usual;
  return !other && groups ? -1 : last;
}

/** A money amount as people write it (`$1,234.50`, `1.234,50 €`, `(12.00)`), or null.
 *  @param country decides what a lone `1.234` means. */
export function normaliseAmount(text: string, country: string): Amount | null {
  if (text.length > MAX_LENGTH) return null;
  const negative = /^\(.*\)$/.test(text) || /^[^\d]*[-−]/.test(text) || /\d\s*[-−]$/.test(text);
  const currency = currencyOf(text, country);
  const number = /[\d.,](?:[\d.,'’\s]*\d)?/.exec(text)?.[0] ?? "";
  if (currency === undefined || !/^[\p{L}$€£¥₹₩₪₺₱()+\-−\s.]*$/u.test(text.replace(number, ""))) return null;
  if (/[\s'’]/.test(number) && !/^\d{1,3}([\s'’]\d{3})+([.,]\d+)?$/.test(number)) return null;
  const digits = number.replace(/[\s'’]/g, "");
  if (!/\d/.test(digits) || digits.replace(/\D/g, "").length > 18) return null;
  const at = decimalAt(digits, country);
  const whole = (at < 0 ? digits : digits.slice(0, at)).replace(/\D/g, "").replace(/^0+(?=\d)/, "") || "0";
  const decimals = at < 0 ? "" : digits.slice(at + 1).replace(/0+$/, "");
  if (decimals.length > 6 || !/^\d*$/.test(decimals)) return null;
  const value = `${whole}.${decimals.padEnd(2, "0")}`;
  return { value: negative && /[1-9]/.test(value) ? `-${value}` : value, currency };
}
