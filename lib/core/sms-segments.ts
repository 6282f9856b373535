/** How carriers cut a text: in GSM-7 (7 bits a character) as long as every character is in its alphabet, otherwise all of it in UCS-2.
 *  Source: 3GPP TS 23.038, 6.2.1 and 6.2.1.1. */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Written as an escape and a second septet. */
const EXTENSION = new Set("\f^{}\\[~]|€");

export const MAX_SMS_CHARACTERS = 1_600;
const GSM = { alone: 160, each: 153 };
const UCS = { alone: 70, each: 67 };

/** What may stand for a character so that the text stays in GSM-7; null where only leaving it out helps. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  ...{ "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "`": "'", "\u00b4": "'" },
  ...{ "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"' },
  ...{ "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-" },
  ...{
    "\u2026": "...",
    "\u2022": "*",
    "\u00b7": "-",
    "\u00d7": "x",
    "\u2122": "(TM)",
    "\u00ae": "(R)",
    "\u00a9": "(C)",
  },
  ...{ "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\t": " " },
  ...{ "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u00ad": "", "\u2060": "", "\ufe0f": "" },
  ...{ "\u00bd": "1/2", "\u00bc": "1/4", "\u00be": "3/4", "\u00b0": " degrees", "\u20b1": "PHP" },
};

export interface ForcingCharacter {
  /** As it is written; an emoji of several code points is one for each. */
  character: string;
  count: number;
  /** Null: nothing stands for it. An empty string: it can be left out without anybody seeing it. */
  replacement: string | null;
}

export interface SmsSegments {
  encoding: "gsm7" | "ucs2";
  segments: number;
  /** UTF-16 code units, as the provider counts them against 1,600. */
  characters: number;
  /** Septets or UTF-16 units: what is counted against a segment, and how many more fit into the last one. */
  units: number;
  left: number;
  tooLong: boolean;
  /** The characters for which the text is sent in UCS-2, each once; empty for GSM-7. */
  forcing: ForcingCharacter[];
}

const isGsm = (character: string) => BASIC.has(character) || EXTENSION.has(character);

/** How a text is cut. An empty text is no segment. */
export function smsSegments(text: string): SmsSegments {
  const forcing = forcingCharacters(text);
  const encoding = forcing.length === 0 ? "gsm7" : "ucs2";
  const { alone, each } = encoding === "gsm7" ? GSM : UCS;
  const sizes = [...text].map((character) =>
    encoding === "ucs2" ? character.length : EXTENSION.has(character) ? 2 : 1,
  );
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { segments, used } = units <= alone ? { segments: units > 0 ? 1 : 0, used: units } : packed(sizes, each);
  const left = (segments <= 1 ? alone : each) - used;
  return {
    encoding,
    segments,
    characters: text.length,
    units,
    left,
    tooLong: text.length > MAX_SMS_CHARACTERS,
    forcing,
  };
}

/** Neither an escaped character nor a pair of surrogates is cut in two: it goes into the next segment whole. */
function packed(sizes: readonly number[], each: number): { segments: number; used: number } {
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > each) {
      segments++;
      used = 0;
    }
    used += size;
  }
  return { segments, used };
}

function forcingCharacters(text: string): ForcingCharacter[] {
  const counts = new Map<string, number>();
  for (const character of text) {
    if (!isGsm(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts].map(([character, count]) => ({ character, count, replacement: replacementOf(character) }));
}

/** Also for letters with accents that GSM-7 lacks: "č" is better than nothing as "c". */
function replacementOf(character: string): string | null {
  const known = REPLACEMENTS[character];
  if (known !== undefined) return known;
  const plain = character.normalize("NFKD").replaceAll(/\p{M}/gu, "");
  return plain !== "" && plain !== character && [...plain].every(isGsm) ? plain : null;
}

/** The text with every character replaced that has a replacement; what has none stays. */
export const inPlainCharacters = (text: string) =>
  [...text].map((character) => (isGsm(character) ? character : (replacementOf(character) ?? character))).join("");

/** What a text costs: segments times the price of one.
 *  @param price of one segment, in US dollars, as a decimal with at most six places (`"0.0079"`).
 *  @returns micro-dollars (millionths), whole; null when the price is none. */
export function smsCostMicros(segments: number, price: string): number | null {
  const [, whole, places = ""] = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(price.trim()) ?? [];
  if (whole === undefined || !Number.isSafeInteger(segments) || segments < 0) return null;
  return segments * (Number(whole) * 1_000_000 + Number(places.padEnd(6, "0")));
}
