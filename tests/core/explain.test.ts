import { describe, expect, it } from "vitest";
import { explain } from "@/lib/core/explain";
import { REASON } from "@/lib/core/reasons";
import { type Given, hours, MIAMI, said } from "./explained";

describe("the rest is told with what was kept", () => {
  const cases: [string, string, Given][] = [
    [
      "no_written_consent",
      "Florida: calls with an offer need an agreement in writing; none is stored for their number.",
      { decision: { place: "US-FL" } },
    ],
    [
      "no_written_consent",
      "United States: calls with an offer need an agreement in writing; only a spoken one is stored.",
      { decision: { place: "US", consent_basis: "express" } },
    ],
    [
      "no_written_consent",
      "California: calls with an offer need an agreement in writing; the one that is stored lacks its words.",
      { decision: { place: "US-CA", consent_basis: "express_written" } },
    ],
    [
      "no_consent",
      "United States: calls need the person’s agreement; none is stored for their number.",
      { decision: { place: "US" } },
    ],
    [
      "region_blocked",
      "Washington: no calls by an AI voice; send an email or a text message instead.",
      { decision: { place: "US-WA" } },
    ],
    [
      "country_off",
      "Germany: your account does not call there; turn it on under Settings, Hours and limits, if you may.",
      { decision: { place: "DE" } },
    ],
    ["no_contact", "No email address is stored.", { channel: "email" }],
    ["no_contact", "No phone number is stored.", { channel: "sms" }],
    ["no_contact", "There is no number or address for this.", { channel: null }],
    [
      "list_too_old",
      "Texas: the state’s do-not-call list is of Oct 2, 2026, which is too old.",
      { decision: { place: "US-TX", lists: [{ kind: "state", region: "US-TX", as_of: "2026-10-02" }] } },
    ],
    [
      "list_too_old",
      "United States: the national do-not-call list that you rely on is too old, or was never uploaded.",
      { decision: { place: "US", lists: [{ kind: "own", region: null, as_of: "2026-10-02" }] } },
    ],
    [
      "list_too_old",
      "Canada: the national do-not-call list is of Oct 2, 2026, which is too old.",
      {
        decision: {
          place: "CA",
          lists: [
            { kind: "national", region: "US", as_of: "2026-11-02" },
            { kind: "national", region: "CA", as_of: "2026-10-02" },
          ],
        },
      },
    ],
    [
      "do_not_call",
      "The number stands on the national do-not-call list that you uploaded, with the numbers of Nov 10, 2026.",
      {
        decision: {
          lists: [
            { kind: "national", region: "US", as_of: "2026-11-10" },
            { kind: "reassigned", as_of: "2026-11-10" },
          ],
        },
      },
    ],
    [
      "do_not_call",
      "The number stands on the do-not-call list of Texas that you uploaded, with the numbers of Nov 10, 2026.",
      { decision: { lists: [{ kind: "state", region: "US-TX", as_of: "2026-11-10" }] } },
    ],
    [
      "do_not_call",
      "The number stands on a do-not-call list that you uploaded.",
      {
        decision: {
          lists: [
            { kind: "own", as_of: "2026-11-10" },
            { kind: "national", as_of: "2026-11-10" },
          ],
        },
      },
    ],
    [
      "daily_cap",
      "3 contacts in 24 hours are the limit; next possible Wed 4:05 PM.",
      { decision: { contacts_24h: 3 }, next: "2026-11-25T21:05:00Z" },
    ],
    [
      "daily_cap",
      "1 contact in 24 hours is the limit; next possible Tue 9:00 AM.",
      { decision: { contacts_24h: 1 }, next: "2026-11-24T14:00:00Z" },
    ],
    [
      "monthly_cap",
      "10 contacts in 30 days are the limit; next possible Dec 8, 8:00 AM.",
      { decision: { contacts_30d: 10 }, next: "2026-12-08T13:00:00Z" },
    ],
    [
      "minimum_gap",
      "Was contacted a short while ago; next possible Mon 9:10 PM.",
      { decision: {}, next: "2026-11-24T02:10:00Z" },
    ],
    [
      "quiet_after_opt_out",
      "Opted out a short while ago; left alone until Dec 23, 8:30 PM.",
      { decision: {}, next: "2026-12-24T01:30:00Z" },
    ],
    [
      "contact_under_way",
      "Another campaign is contacting this person right now; looked at again Mon 8:35 PM.",
      { decision: {}, next: "2026-11-24T01:35:00Z" },
    ],
    [
      "opted_out",
      "Asked not to be contacted: said in a call on Nov 3, 2026.",
      { wish: { source: "call", reason: "opt_out", at: "2026-11-03T18:00:00Z" } },
    ],
    [
      "opted_out_channel",
      "Asked not to be contacted in this way: by text message on Nov 3, 2026.",
      { wish: { source: "sms", reason: "opt_out", at: "2026-11-03T18:00:00Z" } },
    ],
    [
      "opted_out",
      "Complained by email on Nov 3, 2026.",
      { wish: { source: "email", reason: "complaint", at: "2026-11-03T18:00:00Z" } },
    ],
    [
      "opted_out",
      "You decided not to contact them on Nov 3, 2026.",
      { wish: { source: "owner", reason: "owner", at: "2026-11-03T18:00:00Z" } },
    ],
    [
      "opted_out",
      "Is on a list of opt-outs that you added on Nov 3, 2026.",
      { wish: { source: "import", reason: "opt_out", at: "2026-11-03T18:00:00Z" } },
    ],
    ["no_answer", "Nobody answered; next contact Nov 24, 10:00 AM PST.", { next: "2026-11-24T18:00:00Z" }],
  ];
  it.each(cases)("%s: %s", (reason, sentence, given) => {
    expect(said(reason, given)).toBe(sentence);
  });
});

describe("where nothing was kept", () => {
  it.each(Object.entries(REASON))(
    "%s is told in general, and in one sentence with the next contact",
    (reason, text) => {
      expect(said(reason, { channel: null })).toBe(text);
      const sentence = said(reason, { next: "2026-11-24T18:00:00Z" }) ?? "";
      expect(sentence).toMatch(/\.$/);
      expect(sentence).not.toMatch(/undefined|null|Invalid|NaN|\.\.|\.;/);
    },
  );

  it("a code that nobody knows is shown as it is, and no reason is none", () => {
    expect(said("made_up_reason")).toBe("Made up reason.");
    expect(explain({ reason: null, decision: null, next: null, channel: null, timeZone: MIAMI })).toBeNull();
  });

  it.each([
    { closed_by: "US-FL", time_zones: ["Mars/Olympus"], windows: hours("US-FL", "mon", ["08:00", "20:00"]) },
    { closed_by: "US-FL", at: "nonsense", windows: [{ jurisdiction: "US-FL" }] },
  ])("what can't be read of a decision is left out: %j", (decision) => {
    expect(said("state_hours", { decision })).toBe("Florida: no calls at this hour.");
  });
});
