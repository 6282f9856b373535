import type { Hours } from "./hours";
import { WEEKDAYS, type Weekday } from "./words";

/** [from, to) as `HH:MM`; an end of `24:00` is midnight. */
export type HoursWindow = [string, string];

export const WORKDAYS = ["mon", "tue", "wed", "thu", "fri"] as const satisfies readonly Weekday[];
export const MAX_WINDOWS = 6;
const USUAL: HoursWindow = ["09:00", "17:00"];

export const windowsOf = (hours: Hours, day: Weekday): HoursWindow[] => hours[day] ?? [];

/** A day without windows is closed and left out, so that equal hours are equal objects. */
export function withDay(hours: Hours, day: Weekday, windows: readonly HoursWindow[]): Hours {
  const next: Hours = {};
  for (const one of WEEKDAYS) {
    const kept = one === day ? windows : windowsOf(hours, one);
    if (kept.length > 0) next[one] = kept.map(([from, to]): HoursWindow => [from, to]);
  }
  return next;
}

/** The same hours with their days in the week's order, as the functions here make them. */
export const inOrder = (hours: Hours): Hours => withDay(hours, "mon", windowsOf(hours, "mon"));

/** Opens a closed day with the hours of the open day before it, as a week usually goes on. */
export function openDay(hours: Hours, day: Weekday): Hours {
  const at = WEEKDAYS.indexOf(day);
  const before = WEEKDAYS.slice(0, at).findLast((one) => windowsOf(hours, one).length > 0);
  const after = WEEKDAYS.find((one) => windowsOf(hours, one).length > 0);
  const like = before ?? after;
  return withDay(hours, day, like ? windowsOf(hours, like) : [USUAL]);
}

/** One more window on a day: after its last one, for two hours, to midnight at the latest. */
export function addWindow(hours: Hours, day: Weekday): Hours {
  const windows = windowsOf(hours, day);
  const end = windows.at(-1)?.[1] ?? "";
  const start = /^\d\d:\d\d$/.test(end) ? Math.min(Number(end.slice(0, 2)) + 1, 22) : 9;
  const hour = (value: number) => `${String(value).padStart(2, "0")}:00`;
  return withDay(hours, day, [...windows, [hour(start), hour(start + 2)]]);
}

/** The hours of one day on others as well. */
export const copyDay = (hours: Hours, from: Weekday, to: readonly Weekday[]): Hours =>
  to.reduce((next, day) => withDay(next, day, windowsOf(hours, from)), hours);

/** What is wrong with one window of a day, in words; null when nothing is. */
export function windowProblem(windows: readonly HoursWindow[], index: number): string | null {
  const [from, to] = windows[index] ?? ["", ""];
  if (!from || !to) return "Enter both times";
  return from < to ? null : "The end must be later than the start";
}

/** Two windows that share a moment count as one; whoever wrote them may have meant something else. */
export function overlapNote(windows: readonly HoursWindow[], index: number): string | null {
  const [from, to] = windows[index] ?? ["", ""];
  const other = windows.find(([start, end], at) => at < index && start < to && from < end);
  return other ? `This overlaps with ${other[0]} to ${other[1]}` : null;
}

/** Whether all times can be used. Overlapping windows can: together they are one. */
export const usableHours = (hours: Hours): boolean =>
  WEEKDAYS.every((day) => windowsOf(hours, day).every(([from, to]) => from !== "" && to !== "" && from < to));
