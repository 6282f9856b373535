import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headerText, mailbox } from "@/lib/core/email-headers";
import { addressIn } from "@/local/simulators/resend/request-schema";

describe("a sender", () => {
  it.each([
    ["Bright Smile Dental", "Bright Smile Dental <a@x.example>"],
    ["Smith, Jones & Co.", '"Smith, Jones & Co." <a@x.example>'],
    ["Müller’s Café", "Müller’s Café <a@x.example>"],
    ['The "Best" <shop>', "The Best shop <a@x.example>"],
    ["", "a@x.example"],
    [" \r\n ", "a@x.example"],
    ["Ann\r\nBcc: evil@x.example", '"Ann Bcc: evil@x.example" <a@x.example>'],
    ["\u202eknab", "knab <a@x.example>"],
    ["x".repeat(300), `${"x".repeat(100)} <a@x.example>`],
  ])("called %j is %s", (name, expected) => {
    expect(mailbox(name, "a@x.example")).toBe(expected);
  });

  it.each([
    "",
    "a",
    "a@",
    "@x.example",
    "a@b@c",
    "a@x.example, b@x.example",
    "a@x.example\r\nBcc: b",
    "ann@müller.example",
    "<a@x.example>",
  ])("has no address in %j", (address) => {
    expect(mailbox("Ann", address)).toBeNull();
  });

  it("is one address for whoever reads it, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 120 }), (name) => {
        const sender = mailbox(name, "a@x.example") ?? "";
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must be gone
        expect(sender).not.toMatch(/[\u0000-\u001f\u0085\u2028]/);
        expect(addressIn(sender)).toBe("a@x.example");
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

it("a header's text is one line", () => {
  expect(headerText(" a\r\n\tb\u2028c\u0000 d  e ")).toBe("a b c d e");
});
