import { expect, it } from "vitest";
import {
  formatAgo,
  formatClock,
  formatMoment,
  formatMoney,
  formatPhone,
  formatSeconds,
  formatShare,
  formatZone,
  formatZonedMoment,
} from "@/components/format";

const NOON_UTC = "2026-11-21T12:00:00+00:00";

it("a moment is told in the account's time zone", () => {
  expect(formatMoment(NOON_UTC, "America/New_York")).toBe("Nov 21, 7:00 AM");
  expect(formatMoment(NOON_UTC, "Asia/Kolkata")).toBe("Nov 21, 5:30 PM");
  expect(formatZonedMoment(NOON_UTC, "America/New_York")).toBe("Nov 21, 7:00 AM EST");
});

it("a moment of another year names the year", () => {
  expect(formatMoment(NOON_UTC, "UTC", new Date("2027-01-05"))).toBe("Nov 21, 2026, 12:00 PM");
});

it("a clock follows the zone's summer time", () => {
  expect(formatZone(new Date("2026-07-01T12:00:00Z"), "America/New_York")).toBe("EDT");
  expect(formatClock(new Date(NOON_UTC), "America/New_York", false)).toBe("7:00 AM");
});

it.each([
  [0, "$0.00"],
  [0.0831, "$0.083"],
  [0.5, "$0.50"],
  [1234.5, "$1,234.50"],
])("%d dollars read %s", (dollars, text) => {
  expect(formatMoney(dollars)).toBe(text);
});

it.each([
  [0, "0:00"],
  [7.9, "0:07"],
  [247, "4:07"],
  [3750, "1:02:30"],
])("%d seconds read %s", (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

it("a share of nothing is a dash", () => {
  expect(formatShare(0, 0)).toBe("–");
  expect(formatShare(1, 3)).toBe("33%");
});

it.each([
  ["+14155552671", "(415) 555-2671"],
  ["+442079460018", "+44 2079460018"],
  ["+353861234567", "+353 861234567"],
  ["not a number", "not a number"],
])("the number %s reads %s", (phone, text) => {
  expect(formatPhone(phone)).toBe(text);
});

it.each([
  [5_000, "just now"],
  [-5_000, "just now"],
  [61_000, "1 minute ago"],
  [3 * 3_600_000 + 1, "3 hours ago"],
  [86_400_000, "yesterday"],
])("%d milliseconds are %s", (ms, text) => {
  const now = new Date(NOON_UTC);
  expect(formatAgo(new Date(now.getTime() - ms), now)).toBe(text);
});
