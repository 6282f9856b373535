import { expect, it } from "vitest";
import { readDecision, whyAllowed } from "@/lib/core/decision";

const why = (decision: unknown) => whyAllowed(readDecision(decision), "call");

it("says in sentences why a contact was allowed", () => {
  const decision = {
    ...{
      at: "2026-11-23T17:00:00Z",
      rules_version: 3,
      regions: ["US-FL"],
      region: "US-FL",
      time_zones: ["America/New_York"],
    },
    ...{
      local_time: "2026-11-23T12:00",
      consent_id: "c1",
      consent_basis: "express_written",
      contacts_24h: 0,
      contacts_30d: 2,
    },
    windows: [
      { jurisdiction: "US", day: "mon", opens: "08:00", closes: "21:00", confidence: "high" },
      { jurisdiction: "US-FL", day: "mon", opens: "08:00:00", closes: "20:00:00", confidence: "high" },
    ],
    overrides: ["o1"],
  };
  expect(why(decision)).toEqual([
    "It was Monday, 12:00 PM EST where they live (New York time).",
    "The rules of Florida applied.",
    "Hours allowed that day, in local time: United States 8 AM to 9 PM; Florida 8 AM to 8 PM.",
    "It rested on written consent.",
    "They had been contacted not at all in the 24 hours before and 2 times in the 30 days before.",
    "No opt-out from calls was in force for this person, their number or their address.",
    "An exception that an owner gave a reason for was used.",
    "Version 3 of the rules applied.",
  ]);
});

it("names each place and each time where somebody may live in several", () => {
  const zones = ["America/New_York", "America/Chicago"];
  const [time, places] = why({
    rules_version: 1,
    at: "2026-11-23T17:00:00Z",
    time_zones: zones,
    regions: ["US-IN", "US-KY"],
  });
  expect(time).toBe(
    "They may live in 2 time zones, where it was Monday, 12:00 PM EST (New York) and Monday, 11:00 AM CST (Chicago).",
  );
  expect(places).toBe("The rules of Indiana and Kentucky applied, all of them at once.");
});

it("says of an old decision what it lacks, and claims nothing", () => {
  const old = { at: "2026-11-23T17:00:00+00:00", region: "US-NY", time_zones: ["America/New_York"], contacts_24h: 1 };
  expect(why(old)).toEqual([
    "It was Monday, 12:00 PM EST where they live (New York time).",
    "As far as was known they live in New York.",
    "No consent was recorded with this decision.",
    "They had been contacted once in the 24 hours before.",
    "No opt-out from calls was in force for this person, their number or their address.",
  ]);
});

it.each([null, undefined, {}, [], "text", 7, { at: 7 }, { windows: "none" }])("reads %j as no decision", (value) => {
  expect(why(value)).toEqual(["What was looked at before this contact was not kept."]);
});

it.each([
  { at: "nonsense", time_zones: ["Mars/Olympus"] },
  { at: "2026-11-23T17:00:00Z", windows: [{ jurisdiction: "US", opens: null }], overrides: "o", contacts_24h: "3" },
])("makes sentences of what it can't read in part: %j", (value) => {
  expect(why(value).join(" ")).not.toMatch(/undefined|null|Invalid|NaN/);
});

it("says plainly when somebody had not been contacted, and what a day without an opening is", () => {
  const windows = [
    { jurisdiction: "US-AL", day: "sun", closed: true },
    { jurisdiction: "US", day: "holiday", opens: "12:00", closes: "20:30" },
  ];
  const sentences = why({ contacts_24h: 0, contacts_30d: 0, windows });
  expect(sentences).toContain("They had not been contacted in the 30 days before.");
  expect(sentences).toContain(
    "Hours allowed that day, in local time: Alabama closed; United States 12 PM to 8:30 PM (public holiday).",
  );
});
