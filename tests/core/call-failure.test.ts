import { describe, expect, it } from "vitest";
import { decideFailure } from "@/lib/core/call-failure";

const NOW = new Date("2026-11-25T15:00:00Z");
const CODES = [
  "capacity",
  "auth",
  "billing",
  "invalid_contact",
  "rejected",
  "unavailable",
  "timeout",
  "bad_response",
] as const;
const seconds = (count: number) => new Date(NOW.getTime() + count * 1000);

describe("a provider that did not take a call", () => {
  it.each(CODES)("leaves doubt whenever the call may exist (%s)", (code) => {
    expect(decideFailure({ certainty: "ambiguous", code }, NOW)).toEqual({ kind: "doubt", checkAt: seconds(15) });
  });

  it.each(CODES)("never leaves doubt when it surely does not (%s)", (code) => {
    expect(decideFailure({ certainty: "definite", code }, NOW).kind).toBe("end");
  });

  it("for want of a line costs no attempt: the retry policy puts it back", () => {
    expect(decideFailure({ certainty: "retryable", code: "capacity" }, NOW)).toEqual({
      kind: "end",
      disposition: "capacity",
      next: null,
      halt: null,
    });
  });

  it("halts the campaign when our key or our credit is refused", () => {
    expect(decideFailure({ certainty: "definite", code: "auth" }, NOW)).toEqual({
      kind: "end",
      disposition: "provider_failed",
      next: { kind: "requeue", at: seconds(60), reason: "provider_failed" },
      halt: "provider_auth",
    });
    expect(decideFailure({ certainty: "definite", code: "billing" }, NOW)).toMatchObject({
      disposition: "billing",
      halt: "provider_billing",
    });
  });

  it("that could not be reached is asked again in a minute, and no attempt was made", () => {
    expect(decideFailure({ certainty: "retryable", code: "unavailable" }, NOW)).toMatchObject({
      disposition: "provider_failed",
      next: { kind: "requeue", at: seconds(60) },
      halt: null,
    });
  });

  it("says of the number that it is bad, or of the request that it is", () => {
    expect(decideFailure({ certainty: "definite", code: "invalid_contact" }, NOW)).toMatchObject({
      disposition: "invalid_number",
      next: null,
    });
    expect(decideFailure({ certainty: "definite", code: "rejected" }, NOW)).toMatchObject({
      disposition: "provider_failed",
      next: null,
    });
  });
});
