import { createHmac } from "node:crypto";
import { Resend } from "resend";
import { describe, expect, test } from "vitest";
import { verifyResendWebhook } from "@/lib/providers/resend/verify";

const KEY = Buffer.from("signing key of the test, 32 bytes");
const SECRET = `whsec_${KEY.toString("base64")}`;
const NOW = new Date("2026-11-21T15:41:12.900Z");
const BODY = '{"type":"email.sent","data":{"subject":"Größe 🙂"}}';

interface Signing {
  id?: string;
  timestamp?: string;
  body?: string;
  key?: Buffer;
}
const seconds = (date: Date) => String(Math.floor(date.getTime() / 1_000));
function signature({ id = "msg_1", timestamp = seconds(NOW), body = BODY, key = KEY }: Signing = {}) {
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}
function verified(
  headers: Record<string, string>,
  rest: { rawBody?: string; secret?: string | null; now?: Date } = {},
) {
  const given = { "svix-id": "msg_1", "svix-timestamp": seconds(NOW), "svix-signature": signature(), ...headers };
  return verifyResendWebhook({ headers: new Headers(given), rawBody: BODY, secret: SECRET, now: NOW, ...rest });
}

describe("a webhook", () => {
  test("signed with the secret is believed, as the SDK believes it", () => {
    const timestamp = seconds(new Date());
    const signed = signature({ timestamp });
    const headers = { id: "msg_1", timestamp, signature: signed };
    expect(() => new Resend("re_x").webhooks.verify({ payload: BODY, headers, webhookSecret: SECRET })).not.toThrow();
    expect(verified({ "svix-timestamp": timestamp, "svix-signature": signed }, { now: new Date() })).toBe(true);
    expect(verified({})).toBe(true);
  });

  test("is believed by any of several signatures, while a secret is changed", () => {
    const other = signature({ key: Buffer.from("another key") });
    expect(verified({ "svix-signature": `${other} v1a,abc ${signature()}` })).toBe(true);
    expect(verified({ "svix-signature": `${other} ${other}` })).toBe(false);
    expect(verified({ "svix-signature": [...Array(50).fill(other), signature()].join(" ") })).toBe(false);
  });

  test.each<[string, Record<string, string>, Parameters<typeof verified>[1]]>([
    ["with another body", {}, { rawBody: `${BODY} ` }],
    ["for another secret", {}, { secret: `whsec_${Buffer.from("other").toString("base64")}` }],
    ["under another id", { "svix-id": "msg_2" }, {}],
    ["at another time", { "svix-timestamp": String(Number(seconds(NOW)) + 1) }, {}],
    ["in another version", { "svix-signature": signature().replace("v1,", "v2,") }, {}],
    ["with its signature cut", { "svix-signature": signature().slice(0, -2) }, {}],
    ["without its version", { "svix-signature": signature().slice(3) }, {}],
    ["without a signature", { "svix-signature": "" }, {}],
    ["without an id", { "svix-id": "" }, {}],
    ["without a time", { "svix-timestamp": "" }, {}],
    ["with words for a time", { "svix-timestamp": "NaN" }, {}],
    ["without a secret", {}, { secret: null }],
    ["with an empty secret", {}, { secret: "whsec_" }],
    ["with a secret that is none", {}, { secret: "whsec_$$$" }],
  ])("is not believed %s", (_, headers, rest) => {
    expect(verified(headers, rest)).toBe(false);
  });

  test.each<[number, boolean]>([
    [299, true],
    [300, true],
    [301, false],
    [-300, true],
    [-302, false],
    [86_400, false],
  ])("%d seconds old is believed: %s", (age, believed) => {
    expect(verified({}, { now: new Date(NOW.getTime() + age * 1_000 - 900) })).toBe(believed);
  });
});
