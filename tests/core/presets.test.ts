import { describe, expect, it } from "vitest";
import { CreateCampaign } from "@/lib/core/campaign";
import { checkContent, requiredVariables } from "@/lib/core/content";
import { EXAMPLES } from "@/lib/core/examples";
import { changeType, presetOf, sameValue } from "@/lib/core/presets";
import { CAMPAIGN_TYPES } from "@/lib/core/words";

const AT = new Date("2026-11-21T15:00:00Z");

describe("what a type of campaign brings along", () => {
  it.each(CAMPAIGN_TYPES)("%s is accepted by the API as it is", (campaign_type) => {
    const preset = presetOf(campaign_type, AT);
    expect(CreateCampaign.safeParse({ name: "x", campaign_type, ...preset }).error).toBeUndefined();
  });

  it.each(CAMPAIGN_TYPES)("%s says who calls, and needs nothing that may be without words", (type) => {
    const { call_script, voicemail_message } = presetOf(type, AT);
    for (const text of [call_script, voicemail_message]) {
      expect(text).toMatch(/AI assistant of \{business_name\}/);
      expect(checkContent(text)).toMatchObject({ unknown: [], strayBrace: false });
      for (const variable of requiredVariables(text))
        expect(["customer_name", "agent_name", "business_name", "callback_number"]).toContain(variable);
    }
  });

  it("feedback is asked of who came within the last thirty days", () => {
    expect(presetOf("feedback", AT).target_criteria.last_contact_after).toBe("2026-10-22T00:00:00.000Z");
  });
});

describe("another type", () => {
  it("replaces everything that nobody has touched", () => {
    expect(changeType(presetOf("winback", AT), "feedback", AT)).toEqual(presetOf("feedback", AT));
  });

  it("fills in what is not written yet", () => {
    expect(changeType({ call_script: "", voicemail_message: null }, "winback", AT)).toEqual(presetOf("winback", AT));
  });

  it("takes another example for untouched too", () => {
    const [, other] = EXAMPLES.winback;
    expect(changeType({ call_script: other?.call_script ?? "" }, "feedback", AT).call_script).toBe(
      EXAMPLES.feedback[0].call_script,
    );
  });

  it("leaves alone what was written by hand, however little", () => {
    const written = { ...presetOf("winback", AT), call_script: "Hello!", max_attempts: 5 };
    const changes = changeType(written, "promotional", AT);
    expect(Object.keys(changes).sort()).toEqual(["retry_gaps", "target_criteria", "voicemail_message"]);
  });

  it("and back again changes nothing in the end", () => {
    const first = presetOf("followup", AT);
    const second = { ...first, ...changeType(first, "feedback", AT) };
    expect({ ...second, ...changeType(second, "followup", AT) }).toEqual(first);
  });
});

it("values are the same in whatever order their fields came back from the database", () => {
  expect(sameValue({ a: [1, { b: 2, c: 3 }], d: undefined }, { a: [1, { c: 3, b: 2 }] })).toBe(true);
  expect(sameValue({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
});
