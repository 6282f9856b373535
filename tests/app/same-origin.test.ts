import { describe, expect, it } from "vitest";
import { refuseForeignOrigin } from "@/lib/server/same-origin";

const APP = "https://app.example.com";
const request = (headers: Record<string, string>, method = "POST") =>
  new Request(`${APP}/api/campaigns`, { method, headers });

describe("a state-changing request", () => {
  it.each([
    ["from another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["from another host of the same site", { "sec-fetch-site": "same-site", origin: "https://blog.example.com" }],
    ["of a browser without fetch metadata, from elsewhere", { origin: "https://evil.example" }],
    ["from a sandboxed frame", { origin: "null" }],
    ["from the same host over http", { origin: "http://app.example.com" }],
    ["from another site that claims our origin", { "sec-fetch-site": "cross-site", origin: APP }],
  ])("%s is refused", (_case, headers) => {
    expect(() => refuseForeignOrigin(request(headers), APP)).toThrow(expect.objectContaining({ code: "not_allowed" }));
  });

  it.each([
    ["from our own page", { "sec-fetch-site": "same-origin", origin: APP }],
    [
      "from our own page under another name of this host",
      { "sec-fetch-site": "same-origin", origin: "http://localhost:1" },
    ],
    ["of an older browser from our own page", { origin: APP }],
    ["of a program, which has no one's cookies", {}],
  ])("%s is taken", (_case, headers) => {
    expect(() => refuseForeignOrigin(request(headers), APP)).not.toThrow();
  });

  it.each(["GET", "HEAD"])("%s changes nothing and is taken from anywhere", (method) => {
    const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect(() => refuseForeignOrigin(request(headers, method), APP)).not.toThrow();
  });
});
