import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DateOrder, decideDateOrder, parseDate, parseTime } from "@/lib/core/leads/dates";
import { zoneClock } from "@/lib/core/leads/zoned-time";

const NOW = new Date("2026-11-21T12:00:00Z");
const two = (value: number) => String(value).padStart(2, "0");

function read(text: string, order: DateOrder = "mdy"): string | null {
  const parsed = parseDate(text, order, NOW);
  if (!parsed) return null;
  const { year, month, day, hour, minute, second } = parsed.wall;
  const time = parsed.hasTime ? ` ${two(hour)}:${two(minute)}:${two(second)}` : "";
  return `${year}-${two(month)}-${two(day)}${time}${parsed.offset === null ? "" : ` ${parsed.offset}`}`;
}

describe("a date", () => {
  it.each([
    ["2025-03-14", "2025-03-14"],
    ["2025/3/4", "2025-03-04"],
    ["20250314", "2025-03-14"],
    ["3/14/2025", "2025-03-14"],
    ["3/14/25", "2025-03-14"],
    ["03-14-2025", "2025-03-14"],
    ["14.3.25", "2025-03-14"],
    ["3/4/97", "1997-03-04"],
    ["March 14, 2025", "2025-03-14"],
    ["Mar 14th 2025", "2025-03-14"],
    ["Fri, 14 Mar 2025", "2025-03-14"],
    ["14-Mar-25", "2025-03-14"],
    ["2025-Mar-14", "2025-03-14"],
    ["14. März 2025", "2025-03-14"],
    ["Fr 14.03.2025", "2025-03-14"],
    ["14 de marzo de 2025", "2025-03-14"],
    ["14 février 2025", "2025-02-14"],
    ["1er août 2025", "2025-08-01"],
    ["45730", "2025-03-14"],
    ["45730.5", "2025-03-14 12:00:00"],
    ["1741953600", "2025-03-14 12:00:00 0"],
    ["1741953600000", "2025-03-14 12:00:00 0"],
  ])("%s is %s", (text, expected) => expect(read(text)).toBe(expected));

  it.each([
    ["2025-03-14T09:30:00Z", "2025-03-14 09:30:00 0"],
    ["2025-03-14T09:30:00.123456+02:00", "2025-03-14 09:30:00 120"],
    ["2025-03-14 09:30:15 -0500", "2025-03-14 09:30:15 -300"],
    ["2025-03-14 09:30:00+00", "2025-03-14 09:30:00 0"],
    ["2025-03-14 09:30 UTC", "2025-03-14 09:30:00 0"],
    ["3/14/2025 2:05 PM", "2025-03-14 14:05:00"],
    ["3/14/2025 12:05 a.m.", "2025-03-14 00:05:00"],
    ["3/14/2025 2pm", "2025-03-14 14:00:00"],
    ["3/14/2025 14:05 PM", "2025-03-14 14:05:00"],
    ["March 14, 2025 at 2:05 PM PST", "2025-03-14 14:05:00 -480"],
    ["14.03.2025, 14:05", "2025-03-14 14:05:00"],
    ["14/03/2025 à 14h05", null],
    ["Fri Mar 14 2025 09:30:00 GMT-0500 (Eastern Standard Time)", "2025-03-14 09:30:00 -300"],
  ])("with a time: %s is %s", (text, expected) => expect(read(text)).toBe(expected));

  it.each([
    "yesterday",
    "2025",
    "03/2025",
    "2025-02-30",
    "13/13/2025",
    "2025-03-14 25:00",
    "12",
    "555-0100",
    "2025-03-14 10:00 XYZ",
    "0000-00-00",
    "99999",
    `10:00${" ".repeat(9_000)}x`,
  ])("%s is none", (text) => expect(read(text)).toBeNull());

  it("with slashes is read in the order that is asked for, never guessed anew", () => {
    expect(read("04/03/2025", "dmy")).toBe("2025-03-04");
    expect(read("04/03/2025", "mdy")).toBe("2025-04-03");
    expect(read("14/03/2025", "mdy")).toBeNull();
    expect(read("14/03/2025 à 14h05", "dmy")).toBe("2025-03-14 14:05:00");
  });

  it("is read back from every way of writing it", () => {
    const day = fc.date({ min: new Date("1970-01-02"), max: new Date("2026-11-20"), noInvalidDate: true });
    const writings: ((y: number, m: number, d: number, name: string) => [string, DateOrder])[] = [
      (y, m, d) => [`${y}-${two(m)}-${two(d)}`, "mdy"],
      (y, m, d) => [`${m}/${d}/${y}`, "mdy"],
      (y, m, d) => [`${d}/${m}/${y}`, "dmy"],
      (y, m, d) => [`${d}.${m}.${y}`, "mdy"],
      (y, _m, d, name) => [`${name} ${d}, ${y}`, "mdy"],
      (y, _m, d, name) => [`${d}-${name.slice(0, 3)}-${y}`, "mdy"],
    ];
    fc.assert(
      fc.property(day, fc.constantFrom(...writings), (date, write) => {
        const name = date.toLocaleDateString("en-US", { month: "long", timeZone: "UTC" });
        const [text, order] = write(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), name);
        expect(read(text, order)).toBe(date.toISOString().slice(0, 10));
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe("a time of day", () => {
  it.each([
    ["14:30", { hour: 14, minute: 30, second: 0 }],
    ["2:30 PM", { hour: 14, minute: 30, second: 0 }],
    ["2 pm", { hour: 14, minute: 0, second: 0 }],
    ["noon", null],
    ["25:00", null],
  ])("%s", (text, expected) => expect(parseTime(text)).toEqual(expected));
});

describe("the order of day and month", () => {
  it("is what the file's own dates prove", () => {
    expect(decideDateOrder(["03/04/2025", "25/12/2024"], "US")).toBe("dmy");
    expect(decideDateOrder(["03/04/2025", "12/25/2024"], "GB")).toBe("mdy");
  });
  it("is the country's where they prove nothing", () => {
    expect(decideDateOrder(["03/04/2025"], "US")).toBe("mdy");
    expect(decideDateOrder(["2025-12-31", ""], "DE")).toBe("dmy");
  });
});

describe("a zone's clock", () => {
  const wall = (text: string) => {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/\D/).map(Number);
    return { year, month, day, hour, minute, second };
  };

  it.each([
    ["America/New_York", "2025-01-01 00:00:00", "2025-01-01T05:00:00.000Z"],
    ["America/New_York", "2025-07-01 00:00:00", "2025-07-01T04:00:00.000Z"],
    ["America/New_York", "2025-03-09 02:30:00", "2025-03-09T07:30:00.000Z"],
    ["America/New_York", "2025-11-02 01:30:00", "2025-11-02T05:30:00.000Z"],
    ["Asia/Kathmandu", "2025-01-01 00:00:00", "2024-12-31T18:15:00.000Z"],
    ["UTC", "2024-02-29 23:59:59", "2024-02-29T23:59:59.000Z"],
  ])("in %s shows %s at %s", (zone, text, instant) => expect(zoneClock(zone)(wall(text)).toISOString()).toBe(instant));

  it("shows at the instant it gives what was asked for", () => {
    const zones = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo"];
    const instant = fc.date({ min: new Date("1970-01-02"), max: new Date("2030-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (timeZone, date) => {
        const shown = (at: Date) => at.toLocaleString("sv-SE", { timeZone });
        expect(shown(zoneClock(timeZone)(wall(shown(date))))).toBe(shown(date));
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
