const MAX_LENGTH = 1000;
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;

function asciiDomain(domain: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII is the question
  if (/^[\x00-\x7f]*$/.test(domain)) return domain;
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return "";
  }
}

/** The first usable address in a cell, lower-cased, or null. Reads `Ann <ann@x.org>`, `mailto:` and lists. */
export function normaliseEmail(text: string): string | null {
  for (const part of text.slice(0, MAX_LENGTH).split(/[;,\s<>]+/)) {
    const candidate = part
      .replace(/^mailto:/i, "")
      .replace(/\.+$/, "")
      .toLowerCase();
    const at = candidate.lastIndexOf("@");
    if (at < 1) continue;
    const local = candidate.slice(0, at);
    const domain = asciiDomain(candidate.slice(at + 1));
    if (local.length <= 64 && LOCAL.test(local) && domain.length <= 253 && DOMAIN.test(domain))
      return `${local}@${domain}`;
  }
  return null;
}
