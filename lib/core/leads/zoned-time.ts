/** A date and time as a clock on the wall shows it. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const QUARTER = 15 * 60_000;
const MOST_REMEMBERED = 20_000;

/** Whether such a day and time exist in the calendar. */
export function isRealTime({ year, month, day, hour, minute, second }: WallTime): boolean {
  if (hour > 23 || minute > 59 || second > 59) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export const utcOf = (wall: WallTime): number =>
  Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);

/** A clock of one time zone: turns wall times into instants. An hour that a zone skips is read as if it had not been
 *  skipped (02:30 becomes 03:30), one that occurs twice is its first occurrence.
 *  @param timeZone IANA name. */
export function zoneClock(timeZone: string): (wall: WallTime) => Date {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const offsets = new Map<number, number>();

  // Zones change their offset on quarter hours, so one answer holds for the whole quarter.
  function offsetAt(instant: number): number {
    const quarter = Math.floor(instant / QUARTER);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const parts = Object.fromEntries(
      format.formatToParts(quarter * QUARTER).map((part) => [part.type, Number(part.value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    const offset = utcOf({ year, month, day, hour, minute, second }) - quarter * QUARTER;
    if (offsets.size >= MOST_REMEMBERED) offsets.clear();
    offsets.set(quarter, offset);
    return offset;
  }

  return (wall) => {
    const local = utcOf(wall);
    const before = local - offsetAt(local - 24 * 3_600_000);
    if (before + offsetAt(before) === local) return new Date(before);
    const after = local - offsetAt(local + 24 * 3_600_000);
    return new Date(after + offsetAt(after) === local ? after : before);
  };
}
