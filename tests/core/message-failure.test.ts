import { describe, expect, it } from "vitest";
import { decideMessageFailure, refusesOne } from "@/lib/core/message-failure";
import { FAILURE_CODES, type FailureCode } from "@/lib/providers/failure";

const NOW = new Date("2026-11-25T15:00:00Z");
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const decide = (code: FailureCode, retryAfterMs?: number | null, certainty: "definite" | "retryable" = "definite") =>
  decideMessageFailure({ certainty, code, retryAfterMs }, NOW);
const again = (reason: string, ms: number) => ({ kind: "requeue", at: new Date(NOW.getTime() + ms), reason });
const end = (disposition: string, more: object = {}) => ({
  ...{ kind: "end", disposition, next: null, halt: null, holdMs: null },
  ...more,
});
const halted = (disposition: string, halt: string, ms = 60 * SECOND) =>
  end(disposition, { halt, next: again(disposition, ms) });

/** What becomes of a message by each code that an adapter may say. */
const DECISIONS: Record<FailureCode, object> = {
  capacity: end("capacity", { next: again("capacity", 2 * SECOND), holdMs: 2 * SECOND }),
  quota: halted("capacity", "message_quota", HOUR),
  auth: halted("provider_failed", "message_auth"),
  billing: halted("billing", "message_billing"),
  sender: halted("provider_failed", "sender_refused"),
  invalid_contact: end("bounced"),
  unreachable_channel: end("landline"),
  opted_out: end("opted_out"),
  conflict: { kind: "doubt", checkAt: new Date(NOW.getTime() + 15 * SECOND), holdMs: null },
  rejected: end("provider_failed"),
  unavailable: end("provider_failed", { next: again("provider_failed", 60 * SECOND) }),
  timeout: end("provider_failed", { next: again("provider_failed", 60 * SECOND) }),
  bad_response: end("provider_failed"),
};

describe("A refusal of a message", () => {
  it.each(FAILURE_CODES)("of the kind %s is decided", (code) => {
    expect(decide(code)).toEqual(DECISIONS[code]);
  });

  it.each(FAILURE_CODES)("that may have been a sending (%s) is in doubt, whatever its code", (code) => {
    expect(decideMessageFailure({ certainty: "ambiguous", code, retryAfterMs: 5000 }, NOW)).toEqual(DECISIONS.conflict);
  });

  it("waits as long as the provider asked, from not at all to a day, and holds everybody", () => {
    for (const [told, waits] of [
      [0, 0],
      [45_000, 45_000],
      [-5, 0],
      [400 * HOUR, 24 * HOUR],
      [null, 2 * SECOND],
    ] as const)
      expect(decide("capacity", told, "retryable")).toMatchObject({ next: again("capacity", waits), holdMs: waits });
    expect(decide("quota", 12 * HOUR)).toMatchObject({ next: again("capacity", 12 * HOUR), holdMs: null });
  });

  it("concerns one of several emails only where it is about what was asked", () => {
    const about = FAILURE_CODES.filter((code) => refusesOne({ certainty: "definite", code }));
    expect(about).toEqual(["invalid_contact", "rejected"]);
    expect(refusesOne({ certainty: "ambiguous", code: "rejected" })).toBe(false);
  });
});
