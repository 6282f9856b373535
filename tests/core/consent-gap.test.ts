import { describe, expect, it } from "vitest";
import { consentGap, gapText, nobodyText } from "@/lib/core/consent-gap";
import { launchChecks } from "@/lib/core/launch-checks";
import { CALL, EMAIL, READY, step } from "./launch-input";

const codes = (change: object) => launchChecks({ ...READY, ...change }).map(({ code }) => code);
const gap = { matching: 240, callable: 0, lacking: 200, blocked: 40 };

describe("who may not be called", () => {
  it("is counted from the reasons of those who would be skipped", () => {
    const skipped = { no_written_consent: 199, no_consent: 1, region_blocked: 40, opted_out: 9 };
    expect(consentGap({ matching: 249, callable: 0, skipped })).toEqual({ ...gap, matching: 249 });
    expect(consentGap({ matching: 9, callable: 0, skipped: { opted_out: 9 } })).toBeNull();
  });

  it("is said in words, by what the campaign is for", () => {
    expect(gapText(gap, "marketing")).toBe(
      "200 of 240 customers have not agreed in writing to calls by an AI voice, which offers need. 40 customers live in a state where an AI voice may not call with offers.",
    );
    expect(gapText({ ...gap, matching: 1, lacking: 1, blocked: 0 }, "informational")).toBe(
      "1 of 1 customer has not agreed to be called.",
    );
    expect(nobodyText(gap, "informational")).not.toContain("service message");
  });

  it("keeps calls from starting when nobody else is left, and nothing else", () => {
    expect(codes({ gap })).toEqual(["nobody_agreed"]);
    expect(codes({ gap: { ...gap, callable: 1 } })).toEqual([]);
    expect(codes({ gap, method: "email", steps: [EMAIL] })).toEqual([]);
    const mixed = launchChecks({ ...READY, method: "multi", steps: [CALL, { ...EMAIL, wait_minutes: 60 }], gap });
    expect(mixed.find(({ code }) => code === "nobody_agreed")).toMatchObject({
      blocking: false,
      message: expect.stringContaining("its other touches go on"),
    });
  });
});

describe("a service message", () => {
  const service = { purpose: "informational", campaignType: "followup" };
  it.each<[string, object, string[]]>([
    ["without an offer is well", service, []],
    ["with a promotion is none", { ...service, ...step({ body: "{promotion|An offer}!" }) }, ["service_with_offer"]],
    ["of a promotional campaign is none", { ...service, campaignType: "promotional" }, ["service_with_offer"]],
    ["to win somebody back is doubtful", { ...service, campaignType: "winback" }, ["service_to_win_back"]],
  ])("%s", (_name, change, expected) => {
    const found = codes(change).filter((code) => code.startsWith("service"));
    expect(found).toEqual(expected);
  });
});

it("the link to agree can stand in an email's text alone", () => {
  expect(codes(step({ body: "Hi, this is an AI of {business_name}. {consent_link}" }))).toContain(
    "consent_link_in_email_only",
  );
  expect(codes({ method: "email", steps: [{ ...EMAIL, body: "Hi,\n\n{consent_link}" }] })).toEqual([]);
  expect(codes({ method: "email", steps: [{ ...EMAIL, subject: "{consent_link}" }] })).toContain(
    "consent_link_in_email_only",
  );
});
