import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Hours } from "@/lib/core/hours";
import { WEEKDAYS } from "@/lib/core/words";
import { repositoryRules } from "../../support/rule-texts";
import { type Stack, startStack } from "../../support/stack";
import { holidaysOn, nextOpening, type Person, wall } from "./law";

const rules = repositoryRules();
const everyZone = [...new Set(rules.areas.flatMap(({ time_zones }) => time_zones))].sort();
let stack: Stack;
/** Zones of the area codes whose clock this runtime and the database know alike: a law on summer time reaches one of them first. */
let sameClock: string[] = [];
beforeAll(async () => {
  stack = await startStack();
  const sql = `select z, array_agg(to_char(t at time zone z, 'YYYY-MM-DD HH24:MI:SS') order by t) as walls
    from unnest($1::text[]) z, generate_series(timestamptz '2026-01-01 00:00Z', '2029-02-01', '12 hours') t group by 1 order by 1`;
  const { rows } = await stack.pool.query<{ z: string; walls: string[] }>(sql, [everyZone]);
  const start = Date.UTC(2026, 0, 1);
  const shows = (zone: string, at: number) => `${wall(zone, at).date} ${wall(zone, at).time}`;
  sameClock = rows
    .filter(({ z, walls }) => walls.every((one, n) => one === shows(z, start + n * 43_200_000)))
    .map(({ z }) => z);
});
afterAll(() => stack.stop());

/** As the gate does it. */
async function opening({ zones, regions, own }: Person, from: Date): Promise<string | null> {
  const sql = `select private.next_opening($1, $2::jsonb[] || l.hours, $3) as at
    from private.laws_of(1, array[array_to_string($4::text[], ',')], 'marketing', '{US}', $3) l`;
  const values = [zones, own.map((one) => one && JSON.stringify(one)), from, regions];
  const { rows } = await stack.pool.query<{ at: Date | null }>(sql, values);
  return rows[0]?.at?.toISOString() ?? null;
}

const states = [...new Set(rules.windows.map(({ jurisdiction }) => jurisdiction))].filter((one) =>
  /^US-[A-Z]/.test(one),
);
const everyRegion = [
  ...new Set([...rules.areas.map(({ region }) => region), ...states, "AU", "FR", "DE", "US"]),
].sort();
const region = fc.oneof(fc.constantFrom(...states), fc.constantFrom(...everyRegion));
const week = (from: string, to: string): Hours => Object.fromEntries(WEEKDAYS.map((day) => [day, [[from, to]]]));
const own = fc.constantFrom<(Hours | null)[]>(
  [null, null],
  [week("00:00", "24:00"), null],
  [week("09:00", "18:00"), null],
  [week("20:00", "24:00"), week("00:00", "21:30")],
  [week("07:15", "12:00"), { sat: [["10:00", "24:00"]], mon: [["00:00", "11:45"]], thu: [["08:00", "22:00"]] }],
);
/** Around both changes of the clock, a leap day, the end of a year, and holidays of one state or of all. */
const days = [
  ...["2026-11-01", "2027-03-14", "2027-11-07", "2028-03-12", "2028-02-29", "2026-12-31", "2027-12-31"],
  ...["2026-11-26", "2026-12-25", "2026-07-24", "2026-08-10", "2026-04-20", "2027-02-09", "2026-11-03", "2026-07-03"],
];
const instant = fc.oneof(
  fc
    .tuple(fc.constantFrom(...days), fc.integer({ min: -36 * 3600, max: 36 * 3600 }))
    .map(([day, seconds]) => new Date(Date.parse(day) + seconds * 1000)),
  fc
    .integer({ min: Date.UTC(2026, 0, 1) / 1000, max: Date.UTC(2029, 0, 1) / 1000 })
    .map((seconds) => new Date(seconds * 1000)),
);

describe("The next opening under the law", () => {
  it("is the first minute inside every window of every region, found the slow way", { timeout: 120_000 }, async () => {
    const person = fc.record({
      zones: fc.uniqueArray(fc.constantFrom(...sameClock), { minLength: 1, maxLength: 3 }),
      regions: fc.uniqueArray(region, { minLength: 1, maxLength: 3 }),
      own,
    });
    await fc.assert(
      fc.asyncProperty(person, instant, async (one, from) => {
        expect(await opening(one, from)).toBe(nextOpening(rules, one, from));
      }),
      { seed: 20_261_122, numRuns: 120 },
    );
  });

  it.each(["2026-11-01T04:30:00Z", "2027-03-14T06:45:00Z"])(
    "is right in every zone of the area codes on the night of the change at %s",
    { timeout: 60_000 },
    async (at) => {
      expect(everyZone.length - sameClock.length).toBeLessThanOrEqual(2);
      for (const zone of sameClock) {
        const one = { zones: [zone], regions: ["US"], own: [{ ...week("00:00", "24:00") }, null] };
        expect(await opening(one, new Date(at)), zone).toBe(nextOpening(rules, one, new Date(at)));
      }
    },
  );

  it("has the holidays of each region on the days that its rules name, day by day", async () => {
    const sql = `select jurisdiction, array_agg(distinct day::text) as days from public_holidays
      where version = 1 and day between '2026-01-01' and '2028-12-31' group by 1`;
    const { rows } = await stack.pool.query<{ jurisdiction: string; days: string[] }>(sql);
    for (const { jurisdiction, days: found } of rows) {
      const alone = { ...rules, holidays: rules.holidays.filter((one) => one.jurisdiction === jurisdiction) };
      const expected = Array.from({ length: 1096 }, (_, n) =>
        new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10),
      );
      expect(found.sort(), jurisdiction).toEqual(
        expected.filter((day) => holidaysOn(alone, jurisdiction, day).length > 0),
      );
    }
    expect(rows.length).toBeGreaterThan(20);
  });
});
