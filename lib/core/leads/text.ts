/** Words as they are compared: without accents, case and punctuation. `firstName` and `First-Name` are both `first name`. */
export function normaliseWords(text: string): string {
  return text
    .replace(/ß/g, "ss")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const NOTHING = new Set([
  "n/a",
  "#n/a",
  "na",
  "null",
  "nil",
  "none",
  "(none)",
  "(null)",
  "undefined",
  "-",
  "--",
  "—",
  "?",
]);

/** Without the signs that turn the direction of all that follows: right-to-left letters need none of them. */
export const withoutTurns = (text: string): string => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");

/** A cell as a person would read it: control characters, the spreadsheet's text marks (`'+1…`, `="…"`) and outer space
 *  are gone, and what only says that there is nothing («n/a») is empty. */
export function cleanCell(raw: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  const seen = raw.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u2060\ufeff]/g, "");
  let text = withoutTurns(seen).trim();
  if (text.startsWith("'") && /^'\s*[=+\-@]/.test(text)) text = text.slice(1).trim();
  const formula = /^="(.*)"$/s.exec(text);
  if (formula?.[1] !== undefined) text = formula[1].trim();
  return NOTHING.has(text.toLowerCase()) ? "" : text;
}

/** At most `length` UTF-16 units, never half a surrogate pair. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
