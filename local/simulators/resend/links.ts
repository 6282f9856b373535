const ENTITIES: Record<string, string> = {
  "&amp;": "&",
  "&quot;": '"',
  "&#x27;": "'",
  "&#39;": "'",
  "&lt;": "<",
  "&gt;": ">",
};
const decoded = (text: string) =>
  text.replaceAll(/&(?:amp|quot|#x27|#39|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);

/** The web addresses of an email's links, in order, as a mail program reads them; those of the text where there is no HTML. */
export function linksOf(email: { html?: string; text?: string }): string[] {
  const found = email.html
    ? [...email.html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/gi)].map(([, href = ""]) => decoded(href))
    : [...(email.text ?? "").matchAll(/https?:\/\/[^\s<>()]+/g)].map(([url]) => url);
  return [...new Set(found.filter((url) => /^https?:/.test(url) && URL.canParse(url)))];
}

/** Of RFC 2369 and RFC 8058: where one POST ends the subscription; null when the email does not offer it. */
export function oneClickOf(headers: Record<string, string> = {}): string | null {
  const named = (name: string) => Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? "";
  if (!/^List-Unsubscribe=One-Click$/i.test(named("list-unsubscribe-post").trim())) return null;
  return /<(https?:\/\/[^<>]+)>/i.exec(named("list-unsubscribe"))?.[1] ?? null;
}

/** Only what listens on this machine is ever asked: nobody simulated visits somebody real. */
export function isOnLoopback(url: string): boolean {
  return URL.canParse(url) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}
