import type { Hours } from "./hours";
import { WEEKDAYS, type Weekday } from "./words";

/** The hours in which both are open, each day's windows in order. Null is always open. */
export function intersectHours(a: Hours | null, b: Hours | null): Hours {
  const both: Hours = {};
  for (const day of WEEKDAYS) {
    const windows = windowsOf(a, day).flatMap(([from, to]) =>
      windowsOf(b, day).flatMap(([start, end]): [string, string][] => {
        const [, opens = start] = [from, start].sort();
        const [closes = end] = [to, end].sort();
        return opens < closes ? [[opens, closes]] : [];
      }),
    );
    if (windows.length > 0) both[day] = windows.sort(([one], [other]) => (one < other ? -1 : 1));
  }
  return both;
}

const windowsOf = (hours: Hours | null, day: Weekday): [string, string][] =>
  hours ? (hours[day] ?? []) : [["00:00", "24:00"]];
