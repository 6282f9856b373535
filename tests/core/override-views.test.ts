import { expect, it } from "vitest";
import { daysLeft, openedText, ruleTitle } from "@/lib/core/override-views";

const NOW = new Date("2026-11-23T17:00:00Z");

it.each([
  ["2026-12-23T17:00:00Z", "30 days left"],
  ["2026-12-23T16:59:59Z", "30 days left"],
  ["2026-11-25T16:00:00Z", "2 days left"],
  ["2026-11-24T17:00:00Z", "ends within a day"],
  ["2026-11-23T17:00:01Z", "ends within a day"],
])("an exception until %s has %s", (endsAt, text) => {
  expect(daysLeft(endsAt, NOW)).toBe(text);
});

it("an opened place is told with the day of the account's calendar, and why", () => {
  const one = { jurisdiction: "US-WA", ends_at: "2026-12-13T03:00:00Z", reason: "Our lawyer looked at it." };
  expect(openedText(one, "America/New_York")).toBe(
    "Washington is opened by your exception until Dec 12, 2026: “Our lawyer looked at it.”",
  );
});

it.each([
  [{ rule: "ai_voice_solicitation", jurisdiction: "US-WA", channel: "voice" }, "Washington: no calls by an AI voice"],
  [{ rule: "some_rule", jurisdiction: "US-TX", channel: "sms" }, "Texas: some rule (sms)"],
])("a rule has a title: %j", (rule, title) => {
  expect(ruleTitle(rule)).toBe(title);
});
