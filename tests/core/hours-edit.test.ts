import { describe, expect, it } from "vitest";
import { Hours } from "@/lib/core/hours";
import {
  addWindow,
  copyDay,
  openDay,
  overlapNote,
  usableHours,
  WORKDAYS,
  windowProblem,
  withDay,
} from "@/lib/core/hours-edit";
import { WEEKDAYS } from "@/lib/core/words";

describe("editing a week's hours", () => {
  it("opens a closed day with the hours of the open day before it", () => {
    const hours = openDay({ mon: [["08:00", "12:00"]], sat: [["10:00", "14:00"]] }, "tue");
    expect(hours.tue).toEqual([["08:00", "12:00"]]);
    expect(openDay(hours, "sun").sun).toEqual([["10:00", "14:00"]]);
  });

  it("opens the first day of an empty week with usual hours", () => {
    expect(openDay({}, "wed")).toEqual({ wed: [["09:00", "17:00"]] });
  });

  it("leaves a closed day out, so that equal hours are equal", () => {
    expect(withDay({ tue: [["09:00", "17:00"]], mon: [["09:00", "17:00"]] }, "tue", [])).toEqual({
      mon: [["09:00", "17:00"]],
    });
    expect(JSON.stringify(withDay({ tue: [["09:00", "17:00"]] }, "mon", [["09:00", "10:00"]]))).toBe(
      '{"mon":[["09:00","10:00"]],"tue":[["09:00","17:00"]]}',
    );
  });

  it("adds a window after the last one that the schema takes, however late that is", () => {
    for (const to of ["12:00", "17:30", "22:00", "23:59", "24:00"]) {
      const hours = addWindow({ mon: [["08:00", to]] }, "mon");
      expect(hours.mon).toHaveLength(2);
      expect(Hours.safeParse(hours).success).toBe(true);
    }
  });

  it("copies a day to workdays or all days without sharing it", () => {
    const hours = copyDay(
      {
        mon: [
          ["08:00", "12:00"],
          ["13:00", "18:00"],
        ],
      },
      "mon",
      WORKDAYS,
    );
    expect(Object.keys(hours)).toEqual([...WORKDAYS]);
    expect(hours.fri).toEqual(hours.mon);
    expect(hours.fri?.[0]).not.toBe(hours.mon?.[0]);
    expect(Object.keys(copyDay(hours, "mon", WEEKDAYS))).toEqual([...WEEKDAYS]);
  });

  it("says what is wrong with a window, and notes an overlap without refusing it", () => {
    expect(windowProblem([["", "12:00"]], 0)).toBe("Enter both times");
    expect(windowProblem([["12:00", "12:00"]], 0)).toMatch(/later than the start/);
    expect(windowProblem([["12:00", "24:00"]], 0)).toBeNull();
    expect(
      overlapNote(
        [
          ["09:00", "13:00"],
          ["12:00", "15:00"],
        ],
        1,
      ),
    ).toBe("This overlaps with 09:00 to 13:00");
    expect(
      overlapNote(
        [
          ["09:00", "13:00"],
          ["13:00", "15:00"],
        ],
        1,
      ),
    ).toBeNull();
  });

  it("tells usable hours as the schema does", () => {
    for (const hours of [{}, { mon: [["09:00", "24:00"]] }, { mon: [["", "12:00"]] }, { mon: [["12:00", "09:00"]] }])
      expect(usableHours(hours as Hours)).toBe(Hours.safeParse(hours).success);
  });
});
