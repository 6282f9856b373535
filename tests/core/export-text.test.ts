import { expect, it } from "vitest";
import { exportMoment } from "@/lib/core/export-text";

it.each([
  ["America/New_York", "2026-11-21T19:05:09.75+00:00", "2026-11-21T14:05:09-05:00"],
  ["America/New_York", "2026-07-01T01:00:00Z", "2026-06-30T21:00:00-04:00"],
  ["Asia/Kolkata", "2026-11-21T19:05:09Z", "2026-11-22T00:35:09+05:30"],
  ["UTC", "2026-11-21T19:05:09Z", "2026-11-21T19:05:09+00:00"],
])("a moment in %s is written with the zone's offset", (zone, at, text) => {
  expect(exportMoment(zone)(at)).toBe(text);
  expect(Date.parse(text)).toBe(Math.floor(Date.parse(at) / 1000) * 1000);
});

it("no moment is an empty cell", () => {
  expect(exportMoment("UTC")(null)).toBe("");
});
