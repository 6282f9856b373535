import { contentParts, renderContent, type Values } from "./content";

const MAX_ADDRESS = 2_000;
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;
const HAS_SCHEME = /^https?:\/\//i;
/** "brightsmile.com/book": what people write for an address of the web. */
const LIKE_DOMAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*\.)+\p{L}{2,}(?:[/?#:]|$)/u;
const PLACEHOLDER = /\{[^{}]*\}/g;

/** Whether a link is nothing but one variable, such as `{booking_link}`. */
export const isVariableAlone = (written: string) => {
  const parts = contentParts(written);
  return parts.length === 1 && parts[0]?.kind === "variable";
};

/** What somebody wrote as a link, as one that can be followed: a missing `https://` is added, variables stay.
 *  Null for what is none: mail programs would open `mailto:` by themselves, and nothing good comes with other schemes. */
export function linkTarget(written: string): string | null {
  const text = written.trim();
  if (isVariableAlone(text)) return text;
  const target = HAS_SCHEME.test(text) ? text : LIKE_DOMAIN.test(text) ? `https://${text}` : null;
  // A name before the host makes an address look like another's.
  return target !== null && isFollowable(target.replaceAll(PLACEHOLDER, "x")) ? target : null;
}

function isFollowable(address: string): boolean {
  if (address.length > MAX_ADDRESS || /\s/.test(address) || !URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return ["http:", "https:"].includes(protocol) && username === "" && password === "";
}

/** The address that one customer's link leads to, exactly as written; a host in another script becomes punycode. What a
 *  value brings along is encoded, so that it can't change where the link leads. */
export function renderTarget(
  target: string,
  values: Values,
): { ok: true; href: string } | { ok: false; missing: string[] } {
  const isAlone = isVariableAlone(target);
  const encoded = Object.entries(values).map(([name, value]) => [name, value && encodeURIComponent(value)]);
  const filled = renderContent(target, isAlone ? values : Object.fromEntries(encoded));
  if (!filled.ok) return filled;
  const followable = linkTarget(filled.text);
  if (followable === null) return { ok: false, missing: [target] };
  return { ok: true, href: PRINTABLE_ASCII.test(followable) ? followable : new URL(followable).href };
}

/** How a link without words of its own is shown: the address without what nobody reads. */
export function shownAddress(href: string): string {
  return href
    .replace(HAS_SCHEME, "")
    .replace(/^www\./i, "")
    .replace(/\/$/, "");
}
