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
  touches: [],
  variants: [],
  effect: null,
};
const nothing: CampaignAnalytics = {
  ...{ recipients: [], calls: [], hours: [], unzoned: 0, timeline: { unit: null, buckets: [] } },
  ...{ touches: [], variants: [], effect: null },
};

const touch = {
  ...{
    step: 1,
    channel: "email" as const,
    people: 400,
    sent: 404,
    arrived: 380,
    opened: 120,
    clicked: 38,
    replied: 4,
    spoke: 0,
  },
  ...{ responded: 40, converted: 8, bounced: 12, failed: 8, complained: 1, opted_out: 5, cost: 0.36 },
};
const call = { ...touch, step: 2, channel: "call" as const, people: 100, arrived: 0, spoke: 30, converted: 10 };
const sequence: CampaignAnalytics = {
  ...data,
  touches: [touch, call],
  variants: [
    { step: 1, channel: "email", variant: "A", people: 200, arrived: 190, responded: 12, converted: 3 },
    { step: 1, channel: "email", variant: "B", people: 200, arrived: 190, responded: 28, converted: 5 },
  ],
  effect: { contacted: 400, contacted_back: 40, held_out: 0, held_out_back: 0, until: "2026-12-01T00:00:00Z" },
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

  it("is told touch by touch, each share with what it is a share of", () => {
    expect(chartTable("touches", sequence).rows.map(({ cells }) => cells.join(" | "))).toEqual([
      "1. Email: sent | 400 |  | ",
      "1. Email: delivered | 380 | 400 sent | 95%",
      "1. Email: opened | 120 | 380 delivered | 32%",
      "1. Email: clicked | 38 | 380 delivered | 10%",
      "1. Email: replied | 4 | 380 delivered | 1%",
      "1. Email: converted | 8 | 400 sent | 2%",
      "2. Call: called | 100 |  | ",
      "2. Call: talked | 30 | 100 called | 30%",
      "2. Call: converted | 10 | 100 called | 10%",
    ]);
    // Only of a campaign's one touch the list of recipients shows the same people.
    expect(chartTable("touches", sequence).rows.every(({ recipients }) => recipients === undefined)).toBe(true);
    expect(chartTable("touches", { ...sequence, touches: [touch] }).rows[3]?.recipients).toBe("stage=clicked");
  });

  it("has rates of variants and groups with their bounds, and none of nobody", () => {
    expect(chartTable("variants", sequence).rows[1]?.cells).toEqual([
      ...["1. Email: B", 200, 190, 28, "14.0%", "9.9–19.5%", 5, "2.5%", "1.1–5.7%"],
    ]);
    expect(chartTable("effect", sequence).rows.map(({ cells }) => cells[3])).toEqual(["10.0%", "–", null]);
    for (const chart of CHARTS) expect(JSON.stringify(chartTable(chart, sequence)), chart).not.toMatch(/NaN|Infinity/);
  });

  it("speaks of calls where there is nothing else, and of contacts where there is", () => {
    const titles = (of: CampaignAnalytics) => CHARTS.map((chart) => chartTable(chart, of).columns.join()).join();
    expect(titles(data)).toContain("Time,Calls,");
    expect(titles(sequence)).toContain("Time,Contacts,");
    expect(ratesOf(sequence)[1]?.label).toBe("Responded");
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
