import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { returnPath } from "@/lib/core/return-path";

describe("where to go after signing in", () => {
  it("is the page that was asked for", () => {
    expect(returnPath("/campaigns/1?status=failed&offset=25#top")).toBe("/campaigns/1?status=failed&offset=25#top");
  });

  it.each([
    undefined,
    null,
    ["/a", "/b"],
    "",
    "/",
    "campaigns",
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/.//evil.example",
    "/%5cevil.example\\",
    "/\tevil.example",
    "/\n/evil.example",
    " /campaigns",
    "javascript:alert(1)",
    "/sign-in?next=/sign-in",
    "/api/campaigns",
    "/_next/static/x.js",
  ])("is the list of campaigns for %j", (wanted) => {
    expect(returnPath(wanted)).toBe("/campaigns");
  });

  it("never leaves our own site, whatever was asked for", () => {
    const hostile = fc.string({ unit: fc.constantFrom("/", "\\", ".", ":", "@", "e", "%", "2", "f", "?", "#", "\t") });
    fc.assert(
      fc.property(hostile, (wanted) => {
        const url = new URL(returnPath(`/${wanted}`), "https://app.example.com");
        expect(url.origin).toBe("https://app.example.com");
      }),
      { numRuns: 2000 },
    );
  });
});
