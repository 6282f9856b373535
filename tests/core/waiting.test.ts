import { describe, expect, it } from "vitest";
import { type Waiting, waitingSentences, whenText } from "@/lib/core/waiting";

// A Monday, 12:00 in New York.
const NOW = new Date("2026-11-23T17:00:00Z");
const NEW_YORK = "America/New_York";
const nothing: Waiting = { due: 0, waiting: 0, rate: 10, held_by: null, later: [], openings: [] };
const said = (waiting: Partial<Waiting>) => waitingSentences({ ...nothing, ...waiting }, NOW, NEW_YORK);
const opening = (change: Partial<Waiting["openings"][number]> = {}) => ({
  at: "2026-11-24T15:00:00Z",
  count: 37,
  zone: "America/Chicago",
  regions: [{ region: "US-TX", count: 37 }],
  looked: 37,
  rules: [],
  ...change,
});

describe("what a campaign waits for", () => {
  it("is nothing where nobody waits", () => {
    expect(said({})).toEqual([]);
  });

  it.each([
    ["lines", "12 more when another call ends: all lines for campaigns are in use."],
    ["campaign_lines", "12 more when another call of this campaign ends: it uses all the lines it may."],
    ["rate", "12 more as soon as the rate allows: 10 a minute."],
    [null, "12 customers are next in line."],
  ] as const)("says what holds back those whose turn it is: %s", (held_by, sentence) => {
    expect(said({ due: 12, held_by })).toEqual([sentence]);
  });

  it("says who is next, where and when by their own clock", () => {
    expect(
      said({
        openings: [
          opening(),
          opening({
            at: "2026-11-24T17:00:00Z",
            count: 1,
            zone: "America/Los_Angeles",
            regions: [{ region: "US-CA", count: 1 }],
          }),
        ],
      }),
    ).toEqual([
      "Next: 37 customers in Texas tomorrow at 9:00 AM their time.",
      "Then: 1 customer in California tomorrow at 9:00 AM their time.",
    ]);
  });

  it.each([
    [
      "two regions by their names",
      [
        { region: "US-TX", count: 30 },
        { region: "CA-MB", count: 7 },
      ],
      " in Texas and Manitoba",
    ],
    ["more by how many they are", ["US-TX", "US-OK", "US-KS"].map((region) => ({ region, count: 1 })), " in 3 states"],
    [
      "none where one is not known",
      [
        { region: "US-TX", count: 30 },
        { region: null, count: 7 },
      ],
      "",
    ],
    ["none where there are too many people to look", null, ""],
  ] as const)("names %s", (_, regions, place) => {
    expect(said({ openings: [opening({ regions: regions && [...regions] })] })).toEqual([
      `Next: 37 customers${place} tomorrow at 9:00 AM their time.`,
    ]);
  });

  const texas = [{ jurisdiction: "US-TX", day: "mon", opens: "09:00", closes: "21:00" }];
  const decision = { at: "2026-11-23T14:30:00Z", time_zones: ["America/Chicago"], closed_by: "US-TX", windows: texas };
  it.each([
    ["state_hours", decision, "37 customers in Texas: no contacts before 9 AM; next Tue 9:00 AM their time."],
    ["outside_hours", null, "37 customers in Texas: outside your calling hours; next Tue 9:00 AM their time."],
    [
      "state_hours",
      { ...decision, closed_by: "US", windows: [{ ...texas[0], jurisdiction: "US" }] },
      "37 customers in Texas: no contacts before 9 AM (United States); next Tue 9:00 AM their time.",
    ],
    ["state_hours", null, "Next: 37 customers in Texas tomorrow at 9:00 AM their time."],
  ])("names the rule that all of them wait for: %s, %#", (reason, kept, sentence) => {
    expect(said({ openings: [opening({ rules: [{ reason, count: 37, decision: kept }] })] })).toEqual([sentence]);
  });

  const several = [
    { reason: "state_hours", count: 30, decision },
    { reason: "outside_hours", count: 5, decision: null },
  ];
  it("names each rule with its people where they wait for several", () => {
    expect(said({ openings: [opening({ regions: null, rules: several })] })).toEqual([
      "37 customers: no contacts before 9 AM (Texas) for 30, outside your calling hours for 5, other reasons for 2; next Tue 9:00 AM their time.",
    ]);
  });

  it("says of how many it knows where they are too many to look at", () => {
    const many = { count: 62_310, regions: null, looked: 2000 };
    expect(said({ openings: [opening({ ...many, rules: several.map((one) => ({ ...one, count: 1000 })) })] })).toEqual([
      "62,310 customers; of the first 2,000: no contacts before 9 AM (Texas) for 1,000, outside your calling hours for 1,000; next Tue 9:00 AM their time.",
    ]);
    expect(
      said({ openings: [opening({ ...many, rules: [{ reason: "state_hours", count: 2000, decision }] })] }),
    ).toEqual([
      "62,310 customers: no contacts before 9 AM (Texas), for all of the first 2,000; next Tue 9:00 AM their time.",
    ]);
  });

  it("says in the account's time when those are called again who were not reached", () => {
    const later = [
      { reason: "no_answer", count: 5, at: "2026-11-23T19:30:00Z" },
      { reason: "busy", count: 1, at: "2026-11-23T19:40:00Z" },
      { reason: "minimum_gap", count: null, at: "2026-11-23T20:00:00Z" },
      { reason: "outside_hours", count: 3, at: "2026-11-24T14:00:00Z" },
    ];
    expect(said({ later })).toEqual([
      "5 customers who did not answer are contacted again from 2:30 PM.",
      "1 customer whose line was busy is contacted again from 2:40 PM.",
      "Customers who were contacted a short while ago are contacted again from 3:00 PM.",
    ]);
  });

  it("promises nobody whose answer has to be read a contact at a time, and says who opted out", () => {
    const at = "2026-11-23T18:00:00Z";
    const later = [
      { reason: "reply_waiting", count: 1, at },
      { reason: "quiet_after_opt_out", count: 2, at: "2026-12-23T18:00:00Z" },
    ];
    expect(said({ later, waiting: 3 })).toEqual([
      "1 customer who wrote to you waits until you have read it.",
      "2 customers who opted out or complained a short while ago are contacted again from Dec 23 at 1:00 PM.",
    ]);
  });

  it("says how many have no sentence of their own", () => {
    const later = ["provider_failed", "busy", "no_answer", "silent", "voicemail"].map((reason, index) => ({
      reason,
      count: index + 1,
      at: `2026-11-23T2${index}:00:00Z`,
    }));
    expect(said({ later, waiting: 15 }).at(-1)).toBe("9 more later.");
    expect(said({ later: later.slice(0, 4), waiting: 10 })).toHaveLength(4);
    expect(said({ openings: [opening()], waiting: 40 }).at(-1)).toBe("3 more later.");
  });
});

it.each([
  ["2026-11-23T19:30:00Z", NEW_YORK, "at 2:30 PM"],
  ["2026-11-24T04:30:00Z", NEW_YORK, "at 11:30 PM"],
  ["2026-11-24T05:30:00Z", NEW_YORK, "tomorrow at 12:30 AM"],
  ["2026-11-26T14:00:00Z", NEW_YORK, "on Thursday at 9:00 AM"],
  ["2026-12-03T14:00:00Z", NEW_YORK, "on Dec 3 at 9:00 AM"],
])("%s is said as a person would", (at, zone, text) => {
  expect(whenText(at, zone, NOW)).toBe(text);
});
