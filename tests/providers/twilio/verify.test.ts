import { describe, expect, test } from "vitest";
import { twilioInbox } from "@/lib/providers/twilio/receive";
import { ATTEMPT_ID, AUTH_TOKEN, CUSTOMER, form, HOOK, NOW, SENDER, SID, signed } from "./support";

type Fields = (readonly [string, string])[];
const FIELDS: Fields = [
  ["SmsSid", SID],
  ["MessageStatus", "delivered"],
  ["To", CUSTOMER],
  ["MessageSid", SID],
  ["From", SENDER],
  ["ErrorCode", ""],
  ["Body", "Grüße & 100 % = 👍 + more"],
];
const URL_OF_ATTEMPT = `${HOOK}?attempt=${ATTEMPT_ID}`;

function verified(
  changes: { headers?: Headers; rawBody?: string; url?: string; authToken?: string } = {},
  fields = FIELDS,
): boolean {
  const { authToken = AUTH_TOKEN, ...rest } = changes;
  const url = URL_OF_ATTEMPT;
  return twilioInbox({ authToken }).verify({
    headers: signed(url, fields),
    rawBody: form(fields),
    url,
    now: NOW,
    ...rest,
  });
}

describe("a webhook is believed", () => {
  test("when Twilio signed its address and fields", () => {
    expect(verified()).toBe(true);
  });
  test("as the vendor's own example is", () => {
    // Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
    const fields: Fields = [
      ["Digits", "1234"],
      ["To", "+18005551212"],
      ["From", "+14158675310"],
      ["Caller", "+14158675310"],
      ["CallSid", "CA1234567890ABCDE"],
    ];
    const url = "https://example.com/myapp.php?foo=1&bar=2";
    const headers = new Headers({ "x-twilio-signature": "L/OH5YylLD5NRKLltdqwSvS0BnU=" });
    expect(verified({ headers, rawBody: form(fields), url, authToken: "12345" })).toBe(true);
  });
  test("with or without the standard port, and with an empty body", () => {
    expect(verified({ headers: signed(URL_OF_ATTEMPT.replace("example", "example:443"), FIELDS) })).toBe(true);
    expect(verified({}, [])).toBe(true);
  });
  test("with a field given several times, as the SDK reads them: each value once, sorted", () => {
    const twice: Fields = [
      ["MediaUrl", "b"],
      ["MediaUrl", "a"],
      ["MediaUrl", "b"],
    ];
    expect(
      verified({
        headers: signed(URL_OF_ATTEMPT, [
          ["MediaUrl", "a"],
          ["MediaUrl", "b"],
        ]),
        rawBody: form(twice),
      }),
    ).toBe(true);
    expect(verified({ headers: signed(URL_OF_ATTEMPT, [["MediaUrl", "a"]]), rawBody: form(twice) })).toBe(false);
  });
});

describe("a webhook is not believed", () => {
  const other: Fields = FIELDS.map(([name, value]) => [name, name === "MessageStatus" ? "failed" : value]);
  test.each([
    ["without a signature", { headers: new Headers() }],
    ["with an empty one", { headers: new Headers({ "x-twilio-signature": "" }) }],
    ["with one of another length", { headers: new Headers({ "x-twilio-signature": "abc" }) }],
    ["with another token's", { headers: signed(URL_OF_ATTEMPT, FIELDS, "another-token") }],
    ["with that of another body", { rawBody: form(other) }],
    ["with one field more", { rawBody: form([...FIELDS, ["OptOutType", "START"]]) }],
    ["with one field less", { rawBody: form(FIELDS.slice(1)) }],
    ["with a doubled field of another value", { rawBody: form([["MessageStatus", "failed"], ...FIELDS]) }],
    ["for another attempt", { url: `${HOOK}?attempt=00000000-0000-4000-8000-000000000000` }],
    ["for no attempt", { url: HOOK }],
    ["for another host", { url: URL_OF_ATTEMPT.replace("app.example", "evil.example") }],
    ["for another scheme", { url: URL_OF_ATTEMPT.replace("https", "http") }],
    ["for what is no address", { url: "nonsense" }],
    ["when no token is configured", { authToken: "", headers: signed(URL_OF_ATTEMPT, FIELDS, "") }],
    ["with JSON for a body", { rawBody: '{"MessageStatus":"delivered"}' }],
  ])("%s", (_, changes) => {
    expect(verified(changes)).toBe(false);
  });
});
