import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DISPOSITIONS, type Disposition, type Outcome } from "@/lib/core/call";
import { credibleOutcome, nextStep, RETRYABLE, RetryGaps, type RetryPolicy, strongest } from "@/lib/core/retry";
import { OUTCOMES } from "@/lib/core/words";

const NOW = new Date("2026-11-25T15:00:00Z");
const POLICY: RetryPolicy = {
  maxAttempts: 3,
  gaps: { no_answer: [240, 1440], busy: [20, 120], voicemail: [1440], silent: [240], provider_failed: [15, 120] },
};
const after = (disposition: Disposition, attempts = 1, outcome: Outcome | null = null, policy = POLICY) =>
  nextStep({ disposition, outcome, attempts }, policy, NOW);
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
const isRetryable = (disposition: Disposition) => RETRYABLE.some((known) => known === disposition);

const dispositions = fc.constantFrom(...DISPOSITIONS);
const outcomes = fc.constantFrom(null, ...OUTCOMES);
const policies = fc.record({
  maxAttempts: fc.integer({ min: 1, max: 10 }),
  gaps: fc.record(
    Object.fromEntries(
      RETRYABLE.map((name) => [name, fc.array(fc.integer({ min: 0, max: 43_200 }), { maxLength: 9 })]),
    ),
    { requiredKeys: [] },
  ),
});

describe("what follows an attempt", () => {
  it.each([
    ["no_answer", 1, 240],
    ["no_answer", 2, 1440],
    ["busy", 1, 20],
    ["busy", 2, 120],
    ["voicemail", 1, 1440],
    ["silent", 1, 240],
    ["provider_failed", 1, 15],
    ["provider_failed", 2, 120],
  ] as const)("after %s on attempt %i the customer is called again in %i minutes", (disposition, attempts, gap) => {
    expect(after(disposition, attempts)).toEqual({ kind: "retry", at: minutes(gap), reason: disposition });
  });

  it.each([
    ["no_answer", 3],
    ["busy", 3],
    ["voicemail", 2],
    ["silent", 2],
    ["provider_failed", 3],
  ] as const)("after %s on attempt %i nobody calls again", (disposition, attempts) => {
    expect(after(disposition, attempts)).toEqual({ kind: "close", status: "failed", reason: disposition });
  });

  it.each(["conversed", "transferred"] as const)("a customer who was reached (%s) is answered", (disposition) => {
    expect(after(disposition)).toEqual({ kind: "close", status: "answered", reason: null });
  });

  it.each(["invalid_number", "transfer_failed", "cancelled"] as const)("%s closes with its reason", (disposition) => {
    expect(after(disposition)).toEqual({ kind: "close", status: "failed", reason: disposition });
  });

  it("an unknown end is never called again", () => {
    expect(after("unknown")).toEqual({ kind: "close", status: "failed", reason: "outcome_unknown" });
  });

  it("a lack of lines or of credit goes back in line and is no attempt", () => {
    expect(after("capacity")).toEqual({ kind: "requeue", at: minutes(0.25), reason: "capacity" });
    expect(after("billing")).toEqual({ kind: "requeue", at: minutes(10), reason: "billing" });
  });

  it("a campaign without gaps tries nobody twice", () => {
    for (const disposition of RETRYABLE)
      expect(after(disposition, 1, null, { maxAttempts: 10, gaps: {} })).toMatchObject({ kind: "close" });
  });

  it("never goes beyond the attempts that are allowed, whatever the gaps say", () => {
    fc.assert(
      fc.property(
        dispositions,
        outcomes,
        policies,
        fc.integer({ min: 1, max: 12 }),
        (disposition, outcome, policy, n) => {
          const next = after(disposition, n, outcome, policy);
          if (next.kind === "retry") {
            expect(n).toBeLessThan(policy.maxAttempts);
            expect(isRetryable(disposition) || disposition === "undelivered").toBe(true);
            expect(next.at.getTime()).toBeGreaterThanOrEqual(NOW.getTime());
          }
        },
      ),
    );
  });
});

describe("a wish is stronger than any end of the line", () => {
  it.each(DISPOSITIONS)("an opt-out before %s closes as opted out", (disposition) => {
    expect(after(disposition, 1, "opt_out")).toEqual({ kind: "close", status: "opted_out", reason: "opted_out" });
  });

  it.each(OUTCOMES.filter((outcome) => outcome !== "no_decision" && outcome !== "opt_out"))(
    "who said %s before the provider failed is not called again",
    (outcome) => {
      expect(after("provider_failed", 1, outcome)).toMatchObject({ kind: "close", status: "answered" });
      expect(after("silent", 1, outcome)).toMatchObject({ kind: "close", status: "answered" });
    },
  );

  it("no decision is no wish: the end of the line decides", () => {
    expect(after("no_answer", 1, "no_decision")).toMatchObject({ kind: "retry" });
  });

  it("says why a wrong number and a failed transfer are closed", () => {
    expect(after("conversed", 1, "wrong_number")).toMatchObject({ reason: "wrong_number" });
    expect(after("transfer_failed", 1, "interested")).toMatchObject({ status: "answered", reason: "transfer_failed" });
  });
});

describe("which outcome of an analysis is believed", () => {
  it.each(["voicemail", "no_answer", "busy", "invalid_number", "capacity", "billing"] as const)(
    "after %s only an opt-out is",
    (disposition) => {
      const believed = OUTCOMES.filter((outcome) => credibleOutcome(disposition, outcome) !== null);
      expect(believed).toEqual(["opt_out"]);
    },
  );

  it("after a conversation each is", () => {
    for (const outcome of OUTCOMES) expect(credibleOutcome("conversed", outcome)).toBe(outcome);
    expect(credibleOutcome("conversed", null)).toBeNull();
  });
});

describe("the stronger of two wishes", () => {
  it("is the opt-out against all others", () => {
    for (const outcome of OUTCOMES) {
      expect(strongest("opt_out", outcome)).toBe("opt_out");
      expect(strongest(outcome, "opt_out")).toBe("opt_out");
    }
  });

  it("is the same in either order, and one of the two", () => {
    fc.assert(
      fc.property(outcomes, outcomes, (a, b) => {
        expect(strongest(a, b)).toBe(strongest(b, a));
        expect([a, b]).toContain(strongest(a, b));
      }),
    );
  });

  it("is the one that there is", () => {
    expect(strongest(null, "booked")).toBe("booked");
    expect(strongest(null, null)).toBeNull();
    expect(strongest("interested", "booked")).toBe("booked");
  });
});

describe("the gaps that an owner may set", () => {
  it("are refused for an end that is never tried again, beyond 30 days, or more than nine", () => {
    expect(RetryGaps.safeParse({ conversed: [10] }).success).toBe(false);
    expect(RetryGaps.safeParse({ busy: [43_201] }).success).toBe(false);
    expect(RetryGaps.safeParse({ busy: [-1] }).success).toBe(false);
    expect(RetryGaps.safeParse({ busy: Array(10).fill(1) }).success).toBe(false);
  });

  it("may leave ends out", () => {
    expect(RetryGaps.parse({ busy: [5] })).toEqual({ busy: [5] });
    expect(RetryGaps.parse({})).toEqual({});
  });
});
