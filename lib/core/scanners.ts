/** Machines that follow the links of messages and load their pictures, by how they name themselves. Most name themselves as a
 *  browser: those are told by their haste (lib/core/message.ts says when). Gmail's and Yahoo's image proxies are not among them: they
 *  load a picture when a person opens the message.
 *  Sources: the vendors' own pages on their user agents; https://developers.google.com/search/docs/crawling-indexing/overview-google-crawlers,
 *  https://developers.facebook.com/docs/sharing/webmasters/web-crawlers, https://api.slack.com/robots */
const SCANNERS: readonly RegExp[] = [
  // Mail filters.
  /barracuda|mimecast|proofpoint|safelinks|cloudmark|ironport|fireeye|trellix|symantec|messagelabs|forcepoint|websense/,
  /sophos|trend ?micro|trustwave|fortinet|fortiguard|avast|avg antivirus|bitdefender|kaspersky|eset|zscaler|netcraft|urlscan/,
  /virustotal|phishtank|google-safety|appengine-google|office existence discovery|ms-office|microsoft outlook/,
  // Previews of links in messengers and mail programs. Apple's writes itself as two of these.
  /facebookexternalhit|facebot|twitterbot|slack-?img|slackbot|discordbot|telegrambot|whatsapp|skypeuripreview|linkedinbot/,
  /viber|pinterest|redditbot|snap url preview|bingpreview|google-pagerenderer|google-read-aloud|embedly|iframely/,
  // Everything that says so, and programs that are no browser.
  // (CUBOT makes phones.)
  /(?<!cu)bot\b|crawl|spider|scanner|preview|prefetch|monitor|headless|phantomjs|puppeteer|playwright|selenium|lighthouse/,
  /^(curl|wget|python|go-http-client|java|okhttp|apache-httpclient|axios|node|undici|ruby|perl|libwww|php|guzzle|dart)\b/,
  /^(got|superagent|powershell|postmanruntime|insomnia|httpie)\b/,
  // Apple's Mail Privacy Protection loads every picture of every message under this name.
  /^mozilla\/5\.0$/,
];

/** Whether an open or a click was a machine's. @param userAgent null: not known, which proves nothing; empty: it did not say, as no
 *  browser does */
export function isScanner(userAgent: string | null): boolean {
  if (userAgent === null) return false;
  const name = userAgent.trim().toLowerCase();
  return name === "" || SCANNERS.some((pattern) => pattern.test(name));
}

/** Whether a browser loads an address before anybody has chosen it.
 *  @param header reads a request's header. Source: https://www.w3.org/TR/resource-hints, Fetch standard ("Sec-Purpose") */
export const isPrefetch = (header: (name: string) => string | null): boolean =>
  ["sec-purpose", "purpose", "x-purpose", "x-moz"].some((name) =>
    /prefetch|prerender|preview/i.test(header(name) ?? ""),
  );
