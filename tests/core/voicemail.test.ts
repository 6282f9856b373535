import { describe, expect, it } from "vitest";
import { EXAMPLES } from "@/lib/core/examples";
import { addedTo, namesNumber, saysNoMoreCalls, voicemailLacks } from "@/lib/core/voicemail";

describe("a message on an answering machine", () => {
  it.each([
    "{callback_number}",
    "Call {callback_number|us}.",
    "Call 212 555 0100.",
    "Call +44 20 7946 0000",
    "(212) 555-0100",
  ])("names a number with %s", (text) => expect(namesNumber(text)).toBe(true));
  it.each(["Call us back", "Get 20% off in 2026", "Code 12345", "{booking_link}"])("names none with %s", (text) =>
    expect(namesNumber(text)).toBe(false),
  );

  it.each([
    "If you want no more calls, tell us at the same number.",
    "To opt out, call the same number.",
    "Tell us there if you would rather not hear from us.",
    "If you don't want us to call again, say so there.",
    "To stop these calls, call us.",
    "We take you off our list when you tell us.",
    "Call if you never want to be contacted.",
    "to not be called again, call us back",
    "Don't hesitate to tell us if you want no more calls.",
    "Tell us and we won't call again.",
  ])("says how to get no more calls: %s", (text) => expect(saysNoMoreCalls(text)).toBe(true));
  it.each([
    ...["Call us back any time.", "We stop at nothing.", "We have not seen you for a while.", "Stop by!"],
    ...["Don't hesitate to call us.", "We can’t wait to hear from you.", "Please do not forget to call back."],
    ...["We haven't called in a while.", "No call is too small for us.", "You won't want to miss this call."],
  ])("does not with: %s", (text) => expect(saysNoMoreCalls(text)).toBe(false));

  it("lacks nothing that is not written, and nothing in any example", () => {
    expect(voicemailLacks(" ")).toEqual([]);
    for (const { voicemail_message } of Object.values(EXAMPLES).flat())
      expect(voicemailLacks(voicemail_message)).toEqual([]);
  });

  it.each(["We miss you", "We miss you.", "We miss you! ", "Call us\n", "We are at 212 555 0100"])(
    "is whole once what it lacks is added: %s",
    (text) => {
      const whole = text + addedTo(text, voicemailLacks(text));
      expect(voicemailLacks(whole)).toEqual([]);
      expect(whole).toMatch(/[.!] (?:Call us back|If you want)/);
    },
  );
});
