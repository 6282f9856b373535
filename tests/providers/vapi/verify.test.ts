import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { verifyVapiWebhook, type WebhookHeaders } from "@/lib/providers/vapi/verify";

const SECRET = "s3cret-of-the-webhook";
const NOW = new Date("2026-11-21T12:00:00Z");
const BODY = '{"message":{"type":"hang"}}';

const accepts = (headers: WebhookHeaders, changes: { rawBody?: string | Uint8Array; secret?: string | null } = {}) =>
  verifyVapiWebhook({ headers, rawBody: BODY, secret: SECRET, now: NOW, ...changes });

function signed(timestamp: string, body = BODY, secret = SECRET) {
  const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return { "x-timestamp": timestamp, "x-signature": signature };
}
const seconds = (offset = 0) => String(NOW.getTime() / 1000 + offset);

describe("refused", () => {
  test.each([
    ["no credential at all", {}],
    ["a wrong secret", { "x-vapi-secret": "s3cret-of-the-webhooks" }],
    ["a prefix of the secret", { "x-vapi-secret": SECRET.slice(0, -1) }],
    ["an empty secret", { "x-vapi-secret": "" }],
    ["a very long secret", { "x-vapi-secret": SECRET.repeat(1000) }],
    ["another bearer", { authorization: "Bearer nobody" }],
    ["the secret as basic credentials", { authorization: `Basic ${SECRET}` }],
    ["a signature with another secret", signed(seconds(), BODY, "other")],
    ["a signature of another body", signed(seconds(), `${BODY} `)],
    ["a signature without its time", { "x-signature": createHmac("sha256", SECRET).update(`.${BODY}`).digest("hex") }],
    ["a signature that is too old", signed(seconds(-301))],
    ["a signature from the future", signed(seconds(301))],
    ["a time that is no number", signed("now")],
    ["a signature that is too short", { ...signed(seconds()), "x-signature": "ab" }],
    ["a signature that is not hex", { ...signed(seconds()), "x-signature": "ü".repeat(64) }],
  ])("%s", (_, headers) => {
    expect(accepts(headers)).toBe(false);
  });

  test.each([[undefined], [null], [""]])("everything, while our own secret is %j", (secret) => {
    const headers = { "x-vapi-secret": "", authorization: "Bearer ", ...signed(seconds(), BODY, "x") };
    expect(verifyVapiWebhook({ headers, rawBody: BODY, secret, now: NOW })).toBe(false);
  });

  test("a signed body of which one byte changed", () => {
    expect(accepts(signed(seconds()), { rawBody: BODY.replace("hang", "gang") })).toBe(false);
  });
});

describe("accepted", () => {
  test.each([
    ["a bearer credential", { authorization: `Bearer ${SECRET}` }],
    ["the legacy header", { "x-vapi-secret": SECRET }],
    ["header names in any case", { "X-Vapi-Secret": SECRET }],
    ["a signature with seconds", signed(seconds())],
    ["a signature with milliseconds", signed(String(NOW.getTime()))],
    ["a signature of almost five minutes ago", signed(seconds(-300))],
  ])("%s", (_, headers) => {
    expect(accepts(headers)).toBe(true);
  });

  test("web headers and raw bytes", () => {
    const rawBody = new TextEncoder().encode(BODY);
    expect(accepts(new Headers(signed(seconds())), { rawBody })).toBe(true);
  });

  test("bytes that are no UTF-8, as they came", () => {
    const rawBody = new Uint8Array([0xff, 0xfe, 0x00]);
    const signature = createHmac("sha256", SECRET).update(`${seconds()}.`).update(rawBody).digest("hex");
    expect(accepts({ "x-timestamp": seconds(), "x-signature": signature }, { rawBody })).toBe(true);
  });
});
