import { describe, expect, it } from "vitest";
import { Hours, TimeZone } from "@/lib/core/hours";

const accepts = (hours: unknown) => Hours.safeParse(hours).success;
const knows = (zone: unknown) => TimeZone.safeParse(zone).success;

describe("calling hours", () => {
  it("take several windows a day, to midnight, and leave days closed", () => {
    const hours = {
      mon: [
        ["09:00", "12:00"],
        ["13:30", "24:00"],
      ],
      tue: [],
      sun: [["00:00", "00:01"]],
    };
    expect(Hours.parse(hours)).toEqual(hours);
    expect(Hours.parse({})).toEqual({});
  });

  it.each([
    { mon: [["9:00", "12:00"]] },
    { mon: [["09:00", "24:01"]] },
    { mon: [["25:00", "26:00"]] },
    { mon: [["12:00", "12:00"]] },
    { mon: [["18:00", "09:00"]] },
    { mon: [["24:00", "24:00"]] },
    { mon: [["09:00"]] },
    { mon: [["09:00", "10:00", "11:00"]] },
    { mon: ["09:00", "10:00"] },
    { monday: [["09:00", "10:00"]] },
    { mon: Array(7).fill(["09:00", "10:00"]) },
    { mon: null },
    [],
  ])("refuse %j", (hours) => {
    expect(accepts(hours)).toBe(false);
  });
});

describe("time zones", () => {
  it.each([
    "UTC",
    "America/New_York",
    "America/Argentina/Buenos_Aires",
    "America/North_Dakota/New_Salem",
    "America/Port-au-Prince",
    "US/Pacific",
    "Pacific/Honolulu",
    "Asia/Kolkata",
    "Etc/GMT+5",
  ])("knows %s", (zone) => {
    expect(knows(zone)).toBe(true);
  });

  it.each([
    "",
    "EST",
    "GMT+5",
    "+05:00",
    "America/Nowhere",
    "America",
    "america/new_york",
    "America/New_York ",
    "../etc",
    5,
    null,
  ])("does not know %j", (zone) => {
    expect(knows(zone)).toBe(false);
  });
});
