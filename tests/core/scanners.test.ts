import { describe, expect, it } from "vitest";
import { isPrefetch, isScanner } from "@/lib/core/scanners";

describe("Who opens and clicks", () => {
  it.each([
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
    "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; U; Android 15; CUBOT P80) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36".replace(
      "CUBOT",
      "Pixel",
    ),
    "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Instagram 380.0",
  ])("a person may be behind %s", (userAgent) => {
    expect(isScanner(userAgent)).toBe(false);
  });

  it.each([
    "BarracudaCentral/1.0",
    "Mozilla/5.0 (compatible; Mimecast URL Protect)",
    "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0) Google-Safety; (+http://www.google.com/bot.html)",
    "facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "WhatsApp/2.23.20.0 A",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 HeadlessChrome/142.0 Safari/537.36",
    "curl/8.9.1",
    "python-requests/2.32",
    "Go-http-client/2.0",
    "Mozilla/5.0",
    "",
    "  ",
  ])("a machine calls itself «%s»", (userAgent) => {
    expect(isScanner(userAgent)).toBe(true);
  });

  it("not knowing the name proves nothing", () => expect(isScanner(null)).toBe(false));

  it.each([
    ["sec-purpose", "prefetch;prerender"],
    ["purpose", "prefetch"],
    ["x-moz", "prefetch"],
    ["x-purpose", "preview"],
  ])("what is loaded beforehand says so: %s: %s", (name, value) => {
    expect(isPrefetch((asked) => new Headers({ [name]: value }).get(asked))).toBe(true);
    expect(isPrefetch(() => null)).toBe(false);
  });
});
