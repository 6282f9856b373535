import { describe, expect, test } from "vitest";
import { DISPOSITIONS } from "@/lib/core/call";
import { dispositionOf } from "@/lib/providers/vapi/disposition";
import endedReasons from "@/lib/providers/vapi/ended-reasons.json" with { type: "json" };

describe("end reasons", () => {
  test("of every group have a disposition", () => {
    for (const reason of Object.values(endedReasons).flat()) expect(DISPOSITIONS).toContain(dispositionOf(reason));
  });

  test.each([
    ["customer-ended-call", "conversed"],
    ["voicemail", "voicemail"],
    ["customer-busy", "busy"],
    ["customer-did-not-answer", "no_answer"],
    ["silence-timed-out", "silent"],
    ["twilio-reported-customer-misdialed", "invalid_number"],
    ["assistant-forwarded-call", "transferred"],
    ["call.in-progress.error-transfer-failed", "transfer_failed"],
    ["call.start.error-subscription-concurrency-limit-reached", "capacity"],
    ["call.start.error-vapi-number-outbound-daily-limit", "capacity"],
    ["call.start.error-subscription-insufficient-credits", "billing"],
    ["call.start.error-subscription-frozen", "billing"],
    ["twilio-failed-to-connect-call", "provider_failed"],
    ["pipeline-error-openai-llm-failed", "provider_failed"],
    ["manually-canceled", "cancelled"],
    ["a-reason-of-next-year", "provider_failed"],
    ["constructor", "provider_failed"],
    ["", "unknown"],
    [undefined, "unknown"],
  ])("%s is %s", (reason, disposition) => {
    expect(dispositionOf(reason)).toBe(disposition);
  });

  test("only finished conversations count as conversed", () => {
    const conversed = Object.values(endedReasons)
      .flat()
      .filter((reason) => dispositionOf(reason) === "conversed");
    expect(conversed.filter((reason) => /error|fault|fail/.test(reason))).toEqual([]);
  });
});
