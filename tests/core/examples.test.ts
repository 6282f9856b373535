import { describe, expect, it } from "vitest";
import { callContent, MAX_SPOKEN } from "@/lib/core/call-content";
import { checkContent, requiredVariables } from "@/lib/core/content";
import { contactContent } from "@/lib/core/content-preview";
import { EXAMPLES, isExample } from "@/lib/core/examples";
import { CAMPAIGN_TYPES } from "@/lib/core/words";

const all = CAMPAIGN_TYPES.flatMap((type) => EXAMPLES[type].map((example) => ({ type, ...example })));
const texts = all.flatMap(({ call_script, voicemail_message }) => [call_script, voicemail_message]);

describe("the example scripts", () => {
  it("are two or three for each type of campaign", () => {
    for (const type of CAMPAIGN_TYPES) expect([2, 3]).toContain(EXAMPLES[type].length);
  });

  it.each(texts)("say who calls, for whom, and that it is an AI, in the first sentence: %s", (text) => {
    const [first = ""] = text.split(".");
    expect(first).toMatch(/\bAI assistant\b/);
    expect(requiredVariables(first)).toContain("business_name");
  });

  it.each(texts)("can be spoken as they are: %s", (text) => {
    expect(checkContent(text)).toMatchObject({ unknown: [], strayBrace: false });
    expect(text.length).toBeLessThanOrEqual(MAX_SPOKEN);
  });

  it.each(all)(
    "need nothing of a customer that may be missing: $type, $title",
    ({ call_script, voicemail_message }) => {
      const written = {
        call_script,
        voicemail_message,
        variables: { promotion: "ten percent off", offer_code: "SPRING" },
      };
      const nobody = { name: null, last_contact_at: null, last_service: null, time_zone: null };
      const sender = {
        agentName: "Ava",
        businessName: "Bella Salon",
        bookingLink: null,
        callbackNumber: "+12125550100",
        recording: "announced" as const,
        timeZone: null,
        postalAddress: null,
      };
      expect(callContent(contactContent(written, nobody, sender, "asked"))).toMatchObject({ ok: true });
    },
  );

  it("are told from one's own words, also with blanks around them", () => {
    for (const text of texts) expect(isExample(` ${text}\n`)).toBe(true);
    expect(isExample("Hello, it is us.")).toBe(false);
  });
});
