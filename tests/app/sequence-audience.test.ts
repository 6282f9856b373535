import { describe, expect, it } from "vitest";
import { audienceCheck } from "@/components/wizard/review/audience-check";
import { askedWays, reachable } from "@/components/wizard/use-audience";
import { AudiencePreview } from "@/lib/core/audience-views";
import { exampleStep } from "@/lib/core/sequence-examples";

describe("a sequence", () => {
  const way = (channel: string, callable: number | null, skipped: Record<string, number> = {}) => ({
    ...{ channel, reach: callable === null ? null : { callable, skipped, waiting: {} } },
  });
  const sequence = (...channels: object[]) =>
    AudiencePreview.parse({ matching: 3000, callable: 0, skipped: {}, waiting: {}, sample: [], channels });
  const touch = (channel: "call" | "email" | "sms") => ({
    ...exampleStep("winback", channel),
    updated_at: "2026-11-23T17:00:00Z",
  });

  it("is asked about over the ways of its touches, each once; over all while it has none, and like a campaign of one way where it has one", () => {
    const asked = (...channels: ("call" | "email" | "sms")[]) =>
      askedWays({ outreach_method: "multi", steps: channels.map(touch) });
    expect(asked("call", "sms", "call")).toEqual({ outreach_method: "multi", channels: ["call", "sms"] });
    expect(asked()).toEqual({ outreach_method: "multi" });
    expect(asked("email", "email")).toEqual({ outreach_method: "email" });
    expect(askedWays(null)).toEqual({ outreach_method: "call" });
  });

  it("takes in all who fit, up to its limit: each touch reaches whom it may", () => {
    const preview = sequence(way("call", 1204, { no_consent: 1796 }), way("email", 2918, { no_contact: 82 }));
    expect(reachable(preview, null)).toBe(3000);
    expect(reachable(preview, 12)).toBe(12);
  });

  it("says which touches are passed over for most, or for all, and which could not be counted", () => {
    const most = sequence(way("call", 1204, { no_consent: 1796 }), way("email", 2918, { no_contact: 82 }));
    expect(audienceCheck(most, true)).toMatchObject({
      blocking: false,
      message: "1,796 of 3,000 can’t be reached by call. For them those touches are passed over.",
    });
    const none = sequence(way("call", 0, { no_consent: 3000 }), way("sms", null));
    expect(audienceCheck(none, true)).toMatchObject({
      blocking: false,
      message:
        "Nobody who fits can be reached by call. For them those touches are passed over. It took too long to count who can be reached by text.",
    });
    expect(audienceCheck(sequence(way("email", 2918, { no_contact: 82 })), true)).toBeNull();
  });

  it("does not start where no touch reaches anybody", () => {
    const nobody = sequence(way("call", 0, { no_consent: 3000 }), way("email", 0, { no_contact: 3000 }));
    expect(audienceCheck(nobody, true)).toMatchObject({ blocking: true, mend: "target" });
  });
});
