import { describe, expect, it } from "vitest";
import { MESSAGE } from "@/lib/core/errors";
import { recipientActions, type Standing } from "@/lib/core/recipient-actions";

const failed: Standing = { status: "failed", reason: "no_answer", outcome: null, attempts: 1, converted_at: null };
const active = { status: "active" as const, max_attempts: 3 };

describe("what can be done about a recipient", () => {
  it("is to take out who waits, and nothing else", () => {
    expect(recipientActions({ ...failed, status: "pending" }, active, false)).toEqual({
      exclude: null,
      retry: undefined,
    });
  });

  it.each(["failed", "skipped"] as const)("is to try again who is %s", (status) => {
    expect(recipientActions({ ...failed, status }, active, false)).toEqual({ exclude: undefined, retry: null });
  });

  it.each(["queued", "sent", "answered"] as const)("is nothing for who is %s", (status) => {
    expect(recipientActions({ ...failed, status }, active, false)).toEqual({ exclude: undefined, retry: undefined });
  });

  it.each([
    ["opted out", { status: "opted_out", outcome: "opt_out" }, active, false, "recipient_opted_out"],
    ["came back", { status: "skipped", reason: "came_back" }, active, false, "recipient_not_retryable"],
    ["said yes", { converted_at: "2026-11-23T17:00:00Z" }, active, false, "recipient_not_retryable"],
    ["had every attempt", { attempts: 3 }, active, false, "recipient_max_attempts"],
    ["may have been called", {}, active, true, "recipient_in_doubt"],
    ["is of a finished campaign", {}, { ...active, status: "completed" }, false, "campaign_finished"],
    ["is of a campaign to come", {}, { ...active, status: "scheduled" }, false, "campaign_not_started"],
  ] as const)("is not to try again who %s, and says why", (_, change, campaign, inDoubt, code) => {
    expect(recipientActions({ ...failed, ...change }, campaign, inDoubt).retry).toBe(MESSAGE[code]);
  });
});
