import { describe, expect, it } from "vitest";
import { CHARTS, chartTable, ratesOf } from "@/components/analytics/tables";
import { bucketText } from "@/components/analytics/times";
import { formatTimeOfDay } from "@/components/format";
import { attemptsUntilAnswered, type CampaignAnalytics, isSmall, shadeOf, totalsOf } from "@/lib/core/analytics";

const person = { outcome: null, reached: 0, converted: 0, cost: 0 };
const data: CampaignAnalytics = {
  recipients: [
    { ...person, status: "pending", attempts: 0, count: 20 },
    { ...person, status: "failed", attempts: 2, count: 10, cost: 1 },
    { ...person, status: "answered", outcome: "booked", attempts: 1, count: 4, reached: 4, converted: 4, cost: 2 },
    { ...person, status: "answered", outcome: "no_decision", attempts: 2, count: 5, reached: 5, cost: 1 },
    { ...person, status: "opted_out", outcome: "opt_out", attempts: 1, count: 1, reached: 1, cost: 0.5 },
  ],
  timeline: { unit: "day", buckets: [{ at: "2026-11-21T00:00", contacts: 35, answers: 10, conversions: 4 }] },
  calls: [{ disposition: "conversed", sentiment: "positive", counted: true, count: 10 }],
  hours: [{ day: 1, hour: 9, calls: 35, answered: 10 }],
  unzoned: 0,
};
const nothing: CampaignAnalytics = {
  ...{ recipients: [], calls: [], hours: [], unzoned: 0, timeline: { unit: null, buckets: [] } },
};

describe("What came of a campaign", () => {
  it("is added up", () => {
    expect(totalsOf(data)).toEqual({
      ...{ selected: 40, contacted: 20, answered: 9, reached: 10, converted: 4, optedOut: 1, calls: 35, cost: 4.5 },
    });
  });

  it("says shares with what they are shares of", () => {
    expect(ratesOf(data).map(({ part, whole }) => `${part} of ${whole}`)).toEqual([
      ...["9 of 20", "10 of 20", "4 of 9", "1 of 20"],
    ]);
  });

  it("says on which call people answered, of those who were called that often", () => {
    expect(attemptsUntilAnswered(data)).toEqual([
      { call: 1, answered: 4, called: 20 },
      { call: 2, answered: 5, called: 15 },
    ]);
  });

  it("divides by nothing nowhere", () => {
    for (const chart of CHARTS) expect(JSON.stringify(chartTable(chart, nothing)), chart).not.toMatch(/NaN|Infinity/);
    expect(chartTable("costs", nothing).rows.map(({ cells }) => cells[1])).toEqual(["$0.00", "–", "–", "–"]);
    expect(chartTable("funnel", nothing).rows[3]?.cells).toEqual(["Converted", 0, "–", "–"]);
  });

  it("knows which numbers are small, and shades in five classes", () => {
    expect([isSmall(0), isSmall(29), isSmall(30)]).toEqual([false, true, false]);
    const shares = [
      [0, 0],
      [0, 4],
      [1, 10],
      [3, 10],
      [1, 2],
      [3, 5],
    ] as const;
    expect(shares.map(([answered, calls]) => shadeOf(answered, calls))).toEqual([null, 0, 1, 2, 3, 4]);
  });
});

it("Times of the figures are words", () => {
  expect(bucketText("2026-11-21T14:00", "hour")).toBe("Nov 21, 2 PM");
  expect(bucketText("2026-11-16T00:00", "week")).toBe("Week of Nov 16");
  expect(bucketText("2026-11-01T00:00", "month")).toBe("Nov 2026");
  expect(["0", "9", "12:30", "23", "24:00"].map(formatTimeOfDay)).toEqual([
    ...["12 AM", "9 AM", "12:30 PM", "11 PM", "midnight"],
  ]);
});
