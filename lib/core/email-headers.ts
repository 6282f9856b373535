// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
/** Marks that turn the direction of what follows around: "moc.knab" would read as "bank.com". */
const TURNS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text that may stand in a header: one line, whatever came in, so that it can't begin a header of its own. */
export function headerText(text: string): string {
  return text.toWellFormed().replaceAll(BREAKS, " ").replaceAll(TURNS, "").replaceAll(/ {2,}/g, " ").trim();
}

const ADDRESS = /^[\x21-\x7e]+@[\x21-\x7e]+$/;
const MAX_NAME = 100;

/** `Name <address>`, with the name quoted where it has to be; the bare address without a name. Null for what is no address
 *  that mail can carry: a domain in another script comes as punycode. */
export function mailbox(name: string, address: string): string | null {
  const to = address.trim();
  if (!ADDRESS.test(to) || /[<>,;"()\\]/.test(to) || to.split("@").length !== 2) return null;
  const words = headerText(name)
    .replaceAll(/["<>\\]/g, "")
    .trim();
  const shown = Array.from(words).slice(0, MAX_NAME).join("").trim();
  if (shown === "") return to;
  return /[^\p{L}\p{N} '’_-]/u.test(shown) ? `"${shown}" <${to}>` : `${shown} <${to}>`;
}
