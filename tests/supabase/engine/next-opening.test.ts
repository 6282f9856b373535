import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Hours } from "@/lib/core/hours";
import { WEEKDAYS } from "@/lib/core/words";
import { type Stack, startStack } from "../../support/stack";
import { DAY, MINUTE } from "../fixtures";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

async function nextOpening(zones: string[], hours: (Hours | null)[], from: Date): Promise<string | null> {
  const sql = "select private.next_opening($1, $2::jsonb[], $3) as at";
  const values = [zones, hours.map((one) => one && JSON.stringify(one)), from];
  const { rows } = await stack.pool.query<{ at: Date | null }>(sql, values);
  return rows[0]?.at?.toISOString() ?? null;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
/** The weekday and the time on a wall in this zone, as «mon 09:30:15». */
function wall(zone: string, at: number): { day: string; time: string } {
  const options = {
    timeZone: zone,
    hourCycle: "h23",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  } as const;
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat("en-GB", options);
  clocks.set(zone, clock);
  const [day = "", time = ""] = clock.format(at).split(/[, ]+/);
  return { day: day.toLowerCase(), time };
}
const isOpen = (zones: string[], hours: (Hours | null)[], at: number): boolean =>
  zones.every((zone) => {
    const { day, time } = wall(zone, at);
    return hours.every(
      (one) =>
        one === null ||
        Object.entries(one).some(
          ([name, windows]) => name === day && windows.some(([from, to]) => time >= from && time < to),
        ),
    );
  });

/** Looks at every minute of 14 days. All clocks of today change at, and all windows begin at, whole minutes. */
function slowly(zones: string[], hours: (Hours | null)[], from: Date): string | null {
  const start = from.getTime();
  if (isOpen(zones, hours, start)) return from.toISOString();
  for (let at = Math.floor(start / MINUTE) * MINUTE + MINUTE; at <= start + 14 * DAY; at += MINUTE)
    if (isOpen(zones, hours, at)) return new Date(at).toISOString();
  return null;
}

const zone = fc.constantFrom(
  ...[
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
  ],
  ...["America/Adak", "Pacific/Honolulu", "America/St_Johns", "America/Santiago", "America/Havana", "Europe/London"],
  ...["Africa/Cairo", "Asia/Beirut", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe"],
  ...["Australia/Adelaide", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Niue", "UTC"],
);
const minute = fc.oneof(
  fc.constantFrom(0, 60, 90, 120, 135, 150, 180, 540, 1080, 1439),
  fc.integer({ min: 0, max: 1439 }),
);
const written = (at: number) =>
  at >= 1440 ? "24:00" : `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
const window = fc
  .tuple(minute, fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 1440 })))
  .map(([from, length]): [string, string] => [written(from), written(Math.min(from + length, 1440))]);
const hours: fc.Arbitrary<Hours> = fc.dictionary(fc.constantFrom(...WEEKDAYS), fc.array(window, { maxLength: 3 }), {
  maxKeys: 7,
});
/** Around changes of the clock in the zones above, and anywhere in two years. */
const changes = [
  "2026-11-01",
  "2027-03-14",
  "2026-03-29",
  "2026-10-25",
  "2026-10-04",
  "2026-04-05",
  "2026-09-06",
  "2026-10-29",
  "2026-03-08",
];
const instant = fc.oneof(
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -36 * 3600, max: 36 * 3600 }))
    .map(([day, seconds]) => new Date(Date.parse(day) + seconds * 1000)),
  fc
    .integer({ min: Date.UTC(2026, 0, 1) / 1000, max: Date.UTC(2028, 0, 1) / 1000 })
    .map((seconds) => new Date(seconds * 1000)),
);

describe("The next opening", () => {
  it("is the first minute in which every zone is inside every set of hours, found the slow way", {
    timeout: 120_000,
  }, async () => {
    const cases = fc.tuple(
      fc.uniqueArray(zone, { minLength: 1, maxLength: 4 }),
      fc.array(fc.option(hours, { freq: 4 }), { minLength: 1, maxLength: 2 }),
      instant,
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([zones, sets, from]) => {
        expect(await nextOpening(zones, sets, from)).toBe(slowly(zones, sets, from));
      }),
      { seed: 20_261_121, numRuns: 150 },
    );
  });

  it.each([
    [
      "waits for Monday over a weekend",
      ["America/New_York"],
      { mon: [["09:00", "18:00"]] },
      "2026-11-20T23:30:00Z",
      "2026-11-23T14:00:00.000Z",
    ],
    [
      "is now, to the second, inside the hours",
      ["America/New_York"],
      { mon: [["09:00", "18:00"]] },
      "2026-11-23T14:00:01Z",
      "2026-11-23T14:00:01.000Z",
    ],
    [
      "is past the end of a window, to the second",
      ["UTC"],
      { mon: [["09:00", "18:00"]], tue: [["09:00", "18:00"]] },
      "2026-11-23T18:00:00Z",
      "2026-11-24T09:00:00.000Z",
    ],
    [
      "waits until Los Angeles is awake too",
      ["America/New_York", "America/Los_Angeles"],
      { mon: [["09:00", "18:00"]] },
      "2026-11-23T14:30:00Z",
      "2026-11-23T17:00:00.000Z",
    ],
    [
      "is where the clock jumps to when a window begins in the gap",
      ["America/New_York"],
      { sun: [["02:30", "05:00"]] },
      "2027-03-14T05:00:00Z",
      "2027-03-14T07:00:00.000Z",
    ],
    [
      "is the first of two half past ones when the clock is turned back",
      ["America/New_York"],
      { sun: [["01:30", "03:00"]] },
      "2026-11-01T05:00:00Z",
      "2026-11-01T05:30:00.000Z",
    ],
    [
      "is where the clock is turned back into a window that was over",
      ["America/New_York"],
      { sun: [["00:30", "01:15"]] },
      "2026-11-01T05:20:00Z",
      "2026-11-01T06:00:00.000Z",
    ],
    [
      "does not exist for zones that are never open together",
      ["Pacific/Kiritimati", "Pacific/Niue"],
      { mon: [["09:00", "10:00"]] },
      "2026-11-20T00:00:00Z",
      null,
    ],
    ["does not exist without hours", ["UTC"], {}, "2026-11-20T00:00:00Z", null],
  ] satisfies [string, string[], Hours, string, string | null][])("%s", async (_, zones, week, from, expected) => {
    expect(await nextOpening(zones, [week], new Date(from))).toBe(expected);
  });

  it("is any time where no hours are set", async () => {
    expect(await nextOpening(["UTC"], [null, null], new Date("2026-11-22T03:00:00Z"))).toBe("2026-11-22T03:00:00.000Z");
  });
});
