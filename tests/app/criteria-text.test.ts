import { describe, expect, it } from "vitest";
import { criteriaText } from "@/components/campaigns/criteria-text";

const said = (criteria: Parameters<typeof criteriaText>[0]) => criteriaText(criteria, [], "America/New_York");

describe("whom a campaign is for, in words", () => {
  it("says who is asked for an agreement, and who has given it", () => {
    expect(said({ min_leads: 1, call_consent: "missing" })).toEqual([
      "1 lead or more",
      "Have not agreed in writing to calls",
    ]);
    expect(said({ call_consent: "given" })).toEqual(["Agreed in writing to calls"]);
    expect(said({})).toEqual(["Every customer"]);
  });
});
