import { describe, expect, it } from "vitest";
import { type EstimateInput, estimateCampaign } from "@/lib/core/estimate";
import { intersectHours } from "@/lib/core/hours-overlap";

/** A Monday, noon in New York. */
const NOON = new Date("2026-11-23T17:00:00Z");
const WEEK = Object.fromEntries(
  ["mon", "tue", "wed", "thu", "fri"].map((day): [string, [string, string][]] => [day, [["09:00", "18:00"]]]),
);
const once: EstimateInput = {
  people: 100,
  startsAt: NOON,
  hours: { account: WEEK, campaign: null },
  timeZone: "America/New_York",
  ratePerMinute: 10,
  lines: 1000,
  maxAttempts: 1,
  gaps: {},
  maxCallSeconds: 300,
  touches: [{ channel: "call", waitMinutes: 0, condition: "always", cost: 0.3 }],
  emailWithinHours: false,
  budget: null,
};
const endOf = (change: Partial<EstimateInput>) => estimateCampaign({ ...once, ...change }).endsAt?.toISOString();

it("a touch that reaches half of them is made to half, and leaves more over for the next", () => {
  const touch = { waitMinutes: 0, condition: "always", cost: 0 } as const;
  const made = (reach?: number) =>
    estimateCampaign({
      ...once,
      touches: [
        { ...touch, channel: "call", reach },
        { ...touch, channel: "email" },
      ],
    }).contacts;
  expect(made()).toMatchObject({ call: 100, email: 68 });
  expect(made(0.5)).toMatchObject({ call: 50, email: 84 });
});

describe("a campaign's end", () => {
  it("comes when everybody has been called at the rate", () => {
    expect(endOf({})).toBe("2026-11-23T17:10:00.000Z");
  });

  it("waits for the lines when they are fewer than the rate", () => {
    // Two lines and 75 seconds a call: 1.6 calls a minute.
    expect(endOf({ lines: 2 })).toBe("2026-11-23T18:02:30.000Z");
    expect(endOf({ lines: 2, maxCallSeconds: 30 })).toBe("2026-11-23T17:25:00.000Z");
  });

  it("goes on the next open day, over a weekend too", () => {
    // Six hours are left on Friday at noon; the seventh is Monday's first.
    expect(endOf({ people: 420, ratePerMinute: 1, startsAt: new Date("2026-11-27T17:00:00Z") })).toBe(
      "2026-11-30T15:00:00.000Z",
    );
  });

  it("begins with the next opening when it starts at night", () => {
    const estimate = estimateCampaign({ ...once, startsAt: new Date("2026-11-24T04:00:00Z") });
    expect(estimate.firstAt?.toISOString()).toBe("2026-11-24T14:00:00.000Z");
    expect(estimate.endsAt?.toISOString()).toBe("2026-11-24T14:10:00.000Z");
  });

  it("keeps the local hours when the clock changes", () => {
    // On March 14, 2027 New York goes from UTC-5 to UTC-4.
    expect(endOf({ startsAt: new Date("2027-03-12T23:30:00Z") })).toBe("2027-03-15T13:10:00.000Z");
  });

  it("waits for those who are called again", () => {
    expect(endOf({ maxAttempts: 2, gaps: { no_answer: [60], voicemail: [120] } })).toBe("2026-11-23T19:10:00.000Z");
  });

  it("is unknown when nothing is ever open, or it takes more than a year", () => {
    const closed = estimateCampaign({ ...once, hours: { account: WEEK, campaign: { sat: [["09:00", "12:00"]] } } });
    expect(closed).toMatchObject({ firstAt: null, endsAt: null });
    expect(endOf({ people: 1_000_000, ratePerMinute: 1 })).toBeUndefined();
    expect(endOf({ lines: 0 })).toBeUndefined();
  });
});

describe("what it costs", () => {
  it("counts those who are called again", () => {
    expect(estimateCampaign(once)).toMatchObject({ contacts: { call: 100, email: 0 }, cost: 30 });
    expect(estimateCampaign({ ...once, maxAttempts: 3, gaps: { no_answer: [5, 5], voicemail: [5] } })).toMatchObject({
      contacts: { call: 175 },
    });
  });

  it("is no more than the budget", () => {
    expect(estimateCampaign({ ...once, budget: 12 })).toMatchObject({ cost: 12, stopsAtBudget: true });
    expect(estimateCampaign({ ...once, budget: 30 })).toMatchObject({ stopsAtBudget: false });
  });

  it("is nothing when nobody is called", () => {
    expect(estimateCampaign({ ...once, people: 0 })).toMatchObject({ contacts: { call: 0 }, cost: 0, endsAt: null });
  });
});

it("more rate or more lines never end it later", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const pick = (most: number) => 1 + Math.floor(random() * most);
  for (let round = 0; round < 200; round++) {
    const input: EstimateInput = {
      ...once,
      people: pick(5000),
      startsAt: new Date(NOON.getTime() + pick(10_000_000) * 60),
      ratePerMinute: pick(60),
      lines: pick(40),
      maxAttempts: pick(4),
      gaps: { no_answer: [pick(3000), pick(3000), pick(3000)], voicemail: [pick(3000)], busy: [pick(60), pick(600)] },
    };
    const end = estimateCampaign(input).endsAt?.getTime() ?? Number.POSITIVE_INFINITY;
    for (const more of [{ ratePerMinute: input.ratePerMinute + pick(20) }, { lines: input.lines + pick(20) }])
      expect(estimateCampaign({ ...input, ...more }).endsAt?.getTime() ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(
        end,
      );
  }
});

it("hours of two sides are open where both are", () => {
  expect(
    intersectHours(
      {
        mon: [
          ["08:00", "12:00"],
          ["13:00", "20:00"],
        ],
        tue: [["09:00", "10:00"]],
      },
      { mon: [["10:00", "14:00"]], wed: [["09:00", "10:00"]] },
    ),
  ).toEqual({
    mon: [
      ["10:00", "12:00"],
      ["13:00", "14:00"],
    ],
  });
  expect(intersectHours(null, { sun: [["10:00", "24:00"]] })).toEqual({ sun: [["10:00", "24:00"]] });
});

describe("a sequence", () => {
  const call = { channel: "call", waitMinutes: 0, condition: "always", cost: 0.3 } as const;
  const sms = { channel: "sms", waitMinutes: 1440, condition: "not_reached", cost: 0.01 } as const;
  const email = { channel: "email", waitMinutes: 1440, condition: "always", cost: 0.001 } as const;

  it("counts and prices each channel, with fewer people at each touch", () => {
    const { contacts, cost } = estimateCampaign({ ...once, touches: [call, sms, email] });
    expect(contacts).toEqual({ call: 100, sms: 68, email: 63 });
    expect(cost).toBeCloseTo(30 + 0.68 + 0.063, 2);
    const clicked = { ...call, condition: "clicked" } as const;
    expect(estimateCampaign({ ...once, touches: [email, clicked] }).contacts).toMatchObject({ email: 100, call: 5 });
  });

  it("lasts as long as its waits, and texts wait for the hours", () => {
    expect(endOf({ touches: [call, { ...sms, waitMinutes: 480 }] })).toBe("2026-11-24T14:06:48.000Z");
  });

  it("sends emails at any hour, unless the account says otherwise, and needs no line for them", () => {
    const night = { touches: [{ ...email, waitMinutes: 0 }], startsAt: new Date("2026-11-24T03:00:00Z"), lines: 0 };
    expect(endOf(night)).toBe("2026-11-24T03:10:00.000Z");
    expect(endOf({ ...night, emailWithinHours: true })).toBe("2026-11-24T14:10:00.000Z");
  });
});
