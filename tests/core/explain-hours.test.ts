import { describe, expect, it } from "vitest";
import { type Given, hours, MIAMI, said } from "./explained";

describe("closed hours are told by their rule and the next window", () => {
  const florida = hours("US-FL", "mon", ["08:00", "20:00"]);
  const next = "2026-11-24T13:00:00Z";
  const cases: [string, string, Given][] = [
    [
      "after they close",
      "Florida: no calls after 8 PM; next window Tue 8:00 AM.",
      { decision: { closed_by: "US-FL", windows: florida }, next },
    ],
    [
      "before they open",
      "Texas: no calls before 9 AM; next window Mon 9:00 AM.",
      {
        decision: {
          ...{ at: "2026-11-23T14:30:00Z", time_zones: ["America/Chicago"], closed_by: "US-TX" },
          windows: [...hours("US", "mon", ["08:00", "21:00"]), ...hours("US-TX", "mon", ["09:00", "21:00"])],
        },
        next: "2026-11-23T15:00:00Z",
      },
    ],
    [
      "between two windows, of text messages",
      "France: no text messages between 1 PM and 2 PM; next window Mon 2:00 PM.",
      {
        decision: {
          ...{ at: "2026-11-23T12:30:00Z", time_zones: ["Europe/Paris"], closed_by: "FR" },
          windows: hours("FR", "mon", ["10:00", "13:00"], ["14:00", "20:00"]),
        },
        next: "2026-11-23T13:00:00Z",
        channel: "sms",
      },
    ],
    [
      "of the state without a law of its own, where the number is of another one than the address",
      "California: no calls before 9 AM; next window Tue 9:00 AM.",
      {
        decision: {
          ...{ at: "2026-11-24T13:30:00Z", regions: ["US-NY", "US-CA"], region: "US-NY", closed_by: "US-*" },
          windows: [
            ...hours("US", "tue", ["08:00", "21:00"]),
            ...hours("US-NY", "tue", ["08:00", "21:00"]),
            ...hours("US-*", "tue", ["09:00", "20:00"]),
          ],
        },
        next: "2026-11-24T14:00:00Z",
      },
    ],
    [
      "on a weekday without any",
      "Alabama: no calls on Sundays; next window Mon 8:00 AM.",
      {
        decision: {
          ...{ at: "2026-11-22T18:00:00Z", time_zones: ["America/Chicago"], closed_by: "US-AL" },
          windows: hours("US-AL", "sun"),
        },
        next: "2026-11-23T14:00:00Z",
      },
    ],
    [
      "on a public holiday, by its name where it is known",
      "Rhode Island: no calls on public holidays (Thanksgiving Day); next window Fri 9:00 AM.",
      {
        decision: { at: "2026-11-26T17:00:00Z", closed_by: "US-RI", windows: hours("US-RI", "holiday") },
        next: "2026-11-27T14:00:00Z",
        holiday: "Thanksgiving Day",
      },
    ],
    [
      "on a public holiday with hours of its own",
      "Texas: no calls before 12 PM on public holidays; next window Thu 12:00 PM.",
      {
        decision: {
          ...{ at: "2026-11-26T15:00:00Z", time_zones: ["America/Chicago"], closed_by: "US-TX" },
          windows: hours("US-TX", "holiday", ["12:00", "21:00"]),
        },
        next: "2026-11-26T18:00:00Z",
      },
    ],
    [
      "in the one of several zones where it is late, with the zone of the next window",
      "Kentucky: no calls before 8 AM; next window Mon 9:00 AM EST.",
      {
        decision: {
          ...{ at: "2026-11-23T13:30:00Z", time_zones: [MIAMI, "America/Chicago"], closed_by: "US-KY" },
          windows: hours("US-KY", "mon", ["08:00", "21:00"]),
        },
        next: "2026-11-23T14:00:00Z",
      },
    ],
    [
      "where the windows were not kept",
      "Florida: no contacts at this hour; next window Tue 8:00 AM.",
      { decision: { closed_by: "US-FL" }, next, channel: null },
    ],
    [
      "a week away, by the day",
      "Florida: no calls after 8 PM; next window Dec 7, 8:00 AM.",
      { decision: { closed_by: "US-FL", windows: florida }, next: "2026-12-07T13:00:00Z" },
    ],
  ];
  it.each(cases)("%s: %s", (_, sentence, given) => {
    expect(said("state_hours", given)).toBe(sentence);
  });

  it("by the law that opens last where several are closed", () => {
    const windows = [...hours("US-NY", "mon", ["08:00", "21:00"]), ...hours("US-TX", "mon", ["09:00", "21:00"])];
    const decision = { at: "2026-11-23T13:30:00Z", time_zones: ["America/Chicago"], closed_by: "US-NY", windows };
    expect(said("state_hours", { decision, next: "2026-11-23T15:00:00Z" })).toBe(
      "Texas: no calls before 9 AM; next window Mon 9:00 AM.",
    );
  });

  it("those that the account chose, by nobody's law", () => {
    expect(said("outside_hours", { decision: {}, next })).toBe(
      "Outside your calling hours where they live; next window Tue 8:00 AM.",
    );
  });
});
