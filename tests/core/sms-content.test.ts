import { describe, expect, test } from "vitest";
import {
  appendOptOut,
  OPT_OUT_TEXT,
  type SmsContact,
  saysOptOut,
  smsContent,
  smsWarnings,
} from "@/lib/core/sms-content";
import { linkTargets, replaceLinks } from "@/lib/core/text-links";

const contact = (changes: Partial<SmsContact> = {}): SmsContact => ({
  name: "Dana Whitfield",
  body: "{business_name}: Hi {customer_name}, book at {booking_link}. Reply STOP to opt out.",
  variables: {},
  agent_name: "Riley",
  business_name: "Bright Smile",
  booking_link: "https://bright.example/book?a=1&b=2",
  callback_number: null,
  last_service: "a cleaning",
  last_contact_at: "2026-03-02T10:00:00Z",
  time_zone: "America/New_York",
  ...changes,
});

describe("what one customer gets", () => {
  test("is filled in, with its links replaced and counted", () => {
    const content = smsContent(contact(), {
      linkFor: (index, target) => `https://r.example/${index}/${target.length}`,
      withOptOut: true,
    });
    expect(content).toMatchObject({
      ok: true,
      text: "Bright Smile: Hi Dana, book at https://r.example/0/35. Reply STOP to opt out.",
      links: ["https://bright.example/book?a=1&b=2"],
      segments: { segments: 1, encoding: "gsm7" },
    });
  });
  test("says how to opt out the first time, whether it was written or not", () => {
    const body = "{business_name}: we miss you";
    expect(smsContent(contact({ body }), { withOptOut: true })).toMatchObject({
      text: "Bright Smile: we miss you. Reply STOP to opt out.",
    });
    expect(smsContent(contact({ body }), { withOptOut: false })).toMatchObject({ text: "Bright Smile: we miss you" });
  });
  test("is nothing when a value is missing, when it is too long or empty", () => {
    const options = { withOptOut: false };
    expect(smsContent(contact({ body: "Use {offer_code}" }), options)).toEqual({
      ok: false,
      missing: ["{offer_code}"],
    });
    const long = smsContent(contact({ body: "x".repeat(1_601) }), options);
    expect(long).toEqual({ ok: false, missing: ["more than 1600 characters"] });
    expect(smsContent(contact({ body: " \n " }), options)).toMatchObject({ ok: false });
    const grown = contact({ body: `${"x".repeat(1_560)} {booking_link}` });
    expect(smsContent(grown, { withOptOut: false })).toMatchObject({ ok: true });
    expect(smsContent(grown, { withOptOut: true })).toMatchObject({ ok: false });
  });
  test("can't be turned by a name", () => {
    const content = smsContent(contact({ name: "{{agent_name}}\nSTOP\u202e evil", body: "Hi {customer_name}!" }), {
      withOptOut: false,
    });
    expect(content).toMatchObject({ ok: true, text: "Hi agent_name STOP evil!" });
  });
});

test("strangers' words make no link", () => {
  const told = contact({
    name: "https://evil.example/x",
    last_service: "win HTTP://evil.example",
    body: "{name} {service_type}",
  });
  expect(smsContent(told, { withOptOut: false })).toMatchObject({ text: "evil.example/x win evil.example", links: [] });
});

describe("links in a text", () => {
  test.each([
    ["See https://a.example/x.", ["https://a.example/x"]],
    ["(https://a.example/x) and https://b.example/y_(z)", ["https://a.example/x", "https://b.example/y_(z)"]],
    ["https://a.example/?q=1&r=%20#frag, then", ["https://a.example/?q=1&r=%20#frag"]],
    ["twice https://a.example https://a.example", ["https://a.example"]],
    ["no link: a.example, mailto:x@a.example, javascript:alert(1), https://", []],
    ["HTTPS://A.example/Ümlaut!", ["HTTPS://A.example/Ümlaut"]],
  ])("%s", (text, targets) => {
    expect(linkTargets(text)).toEqual(targets);
  });
  test("are replaced where they stand, the same target by the same number", () => {
    const text = "https://a.example/x, https://a.example/xy; https://a.example/x.";
    expect(replaceLinks(text, (index) => `[${index}]`)).toBe("[0], [1]; [0].");
    expect(replaceLinks(text, (_, target) => target)).toBe(text);
    expect(replaceLinks("none", () => "!")).toBe("none");
  });
});

describe("how to opt out", () => {
  test.each([
    "Reply STOP to opt out.",
    "text stop to end",
    "STOP=opt-out",
    "Send STOP to quit",
    "Responda ALTO para no recibir mas",
    "Reply with STOP anytime",
    "To opt out reply NO",
  ])("is said by %j", (text) => {
    expect(saysOptOut(text)).toBe(true);
    expect(appendOptOut(text)).toBe(text);
  });
  test.each(["We stop at nothing", "Reply to stop by our shop", "Stop by anytime!", "Call us", ""])(
    "is not by %j",
    (text) => {
      expect(saysOptOut(text)).toBe(false);
    },
  );
  test.each([
    ["We miss you", "We miss you. "],
    ["We miss you!  ", "We miss you! "],
    ["Book: https://a.example/b", "Book: https://a.example/b "],
    ["We miss you 😀", "We miss you 😀 "],
  ])("is put behind %j", (text, before) => {
    expect(appendOptOut(text)).toBe(before + OPT_OUT_TEXT);
  });
});

describe("warnings", () => {
  const of = (text: string) => smsWarnings(text, { businessName: "Bright Smile" }).map(({ code }) => code);
  test("are none for a good text, written or filled in", () => {
    expect(of("{business_name}: Hi {name}, it's time. Reply STOP to opt out.")).toEqual([]);
    expect(of("Hi Dana, Bright Smile here. Reply STOP to opt out.")).toEqual([]);
    expect(of("")).toEqual([]);
  });
  test("say what is missing", () => {
    expect(of("Hi {name}, come back!")).toEqual(["no_business_name", "no_opt_out"]);
    expect(of(`Hi Dana, ${"we have an offer for you and ".repeat(3)} - Bright Smile. Text STOP to end`)).toEqual([
      "no_business_name",
    ]);
  });
  test("name shortened links, also those without https", () => {
    const text =
      "Bright Smile: http://bit.ly/x, www.tinyurl.com/y or t.co/z. bright.example/t.co Reply STOP to opt out";
    const found = smsWarnings(text, { businessName: "Bright Smile" });
    expect(found.map(({ detail }) => detail)).toEqual(["bit.ly", "tinyurl.com", "t.co"]);
    expect(of("Bright Smile: https://notbit.ly/x me@bit.ly. Reply STOP to opt out")).toEqual([]);
  });
  test("tell of length", () => {
    const end = " Reply STOP to opt out.";
    expect(of(`Bright Smile ${"a".repeat(590)}${end}`)).toEqual(["many_segments"]);
    expect(of(`Bright Smile ${"a".repeat(1_600)}${end}`)).toEqual(["too_long"]);
  });
});
