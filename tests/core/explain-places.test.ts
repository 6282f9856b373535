import { expect, it } from "vitest";
import { explainCounts } from "@/lib/core/explain-places";

// A Monday, 20:30 in New York.
const at = "2026-11-24T01:30:00Z";
const preview = {
  at,
  skipped: { no_written_consent: 40, opted_out: 3, region_blocked: 5 },
  waiting: { state_hours: 12, outside_hours: 7 },
  places: [
    { decision: "skip", reason: "no_written_consent", place: "US", people: 30, opens_at: null },
    { decision: "skip", reason: "no_written_consent", place: "US-CA", people: 6, opens_at: null },
    { decision: "skip", reason: "region_blocked", place: "US-WA", people: 5, opens_at: null },
    {
      ...{ decision: "postpone", reason: "state_hours", place: "US-FL", people: 12, opens_at: "2026-11-24T13:00:00Z" },
      hours: {
        ...{ place: "US-FL", time_zones: ["America/New_York"], holiday: null },
        windows: [{ jurisdiction: "US-FL", day: "mon", opens: "08:00", closes: "20:00", confidence: "high" }],
      },
    },
  ],
} as const;
const counts = (decision: "skip" | "postpone", given: object = preview) =>
  explainCounts({ ...preview, ...structuredClone(given) } as never, decision, "call", "America/Los_Angeles").map(
    ({ text, people }) => ({ text, people }),
  );

it("names the place and its law, and the rest by the reason alone, so that they add up", () => {
  expect(counts("skip")).toEqual([
    {
      text: "United States: calls with an offer need an agreement in writing; none is stored for their number.",
      people: 30,
    },
    {
      text: "California: calls with an offer need an agreement in writing; none is stored for their number.",
      people: 6,
    },
    { text: "Washington: no calls by an AI voice; send an email or a text message instead.", people: 5 },
    { text: expect.stringMatching(/^Has not agreed in writing/), people: 4 },
    { text: "Asked not to be contacted.", people: 3 },
  ]);
});

it("names the hours of the day and the next window", () => {
  expect(counts("postpone")).toEqual([
    { text: "Florida: no calls after 8 PM; next window Tue 8:00 AM.", people: 12 },
    { text: "It is outside calling hours where this person lives.", people: 7 },
  ]);
});

it("is by the reason alone where no place is told", () => {
  expect(counts("postpone", { places: undefined }).map(({ people }) => people)).toEqual([12, 7]);
});

it.each(["US-*", "*"])("calls hours that hold where a place has none of its own by no place's name: %s", (place) => {
  const windows = [{ jurisdiction: place, day: "mon", opens: "09:00", closes: "20:00", confidence: "policy" }];
  const hours = { place, time_zones: ["America/New_York"], holiday: null, windows };
  const opens_at = "2026-11-24T14:00:00Z";
  const places = [{ decision: "postpone", reason: "state_hours", place, people: 12, opens_at, hours }];
  expect(counts("postpone", { places })[0]?.text).toBe(
    "The general rule: no calls after 8 PM; next window Tue 9:00 AM.",
  );
});
