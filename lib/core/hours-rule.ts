import type { Decision } from "./decision";

/** "8 AM", "8:30 PM", "midnight", of local time as 08:00. */
export function hourText(local: string): string {
  const [hours = 0, minutes = 0] = local.split(":").map(Number);
  if (hours === 24) return "midnight";
  const rest = minutes === 0 ? "" : `:${String(minutes).padStart(2, "0")}`;
  return `${hours % 12 === 0 ? 12 : hours % 12}${rest} ${hours < 12 ? "AM" : "PM"}`;
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const DAY_NAMES = ["Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays"];

/** The weekday and the time, as 14:05, of an instant in a zone. */
export function localTime(at: string, timeZone: string): { day: number; time: string } {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit" });
  const parts = new Map(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  const day = DAYS.indexOf((parts.get("weekday") ?? "").toLowerCase());
  return { day, time: `${parts.get("hour")}:${parts.get("minute")}` };
}

export interface ClosedRule {
  /** Whose law it is. */
  place: string;
  /** "after 8 PM", "before 9 AM", "between 1 PM and 2 PM", "on Sundays", "on public holidays (Thanksgiving Day)" */
  rule: string;
}

/** The hours that kept a place closed, by the law that opens last where several do; null where the windows do not tell.
 *  @param holiday the name of the public holiday, where it was one and is known */
export function closedRule(decision: Decision, holiday?: string | null): ClosedRule | null {
  const { closed_by: first, windows = [] } = decision;
  const places = [...new Set(windows.map(({ jurisdiction }) => jurisdiction))];
  const closed = places.flatMap((place) => {
    const found = closedIn(decision, place, holiday);
    return found ? [{ place, ...found }] : [];
  });
  // The gate's own word breaks a tie.
  closed.sort((a, b) =>
    a.until === b.until ? Number(b.place === first) - Number(a.place === first) : a.until < b.until ? 1 : -1,
  );
  const [last] = closed;
  return last ? { place: last.place, rule: last.rule } : null;
}

interface Closed {
  rule: string;
  /** Local time of the same day as 09:00; 99:99 where it opens on another day. */
  until: string;
}

function closedIn(
  { at, time_zones: zones = [], windows: all = [] }: Decision,
  place: string,
  holiday?: string | null,
): Closed | null {
  const own = all.filter((one) => one.jurisdiction === place);
  if (at === undefined || Number.isNaN(Date.parse(at))) return null;
  const found = zones.filter(isZone).flatMap((zone): Closed[] => {
    const { day, time } = localTime(at, zone);
    const ofDay = own.filter((one) => one.day === DAYS[day]);
    const isHoliday = ofDay.length === 0;
    const windows = (isHoliday ? own.filter((one) => one.day === "holiday") : ofDay).flatMap(({ opens, closes }) =>
      opens && closes ? [{ opens, closes }] : [],
    );
    const onHolidays = `on public holidays${holiday ? ` (${holiday})` : ""}`;
    if (windows.length === 0) return [{ rule: isHoliday ? onHolidays : `on ${DAY_NAMES[day]}`, until: NEVER }];
    const closed = outside(windows, time);
    return closed ? [isHoliday ? { ...closed, rule: `${closed.rule} ${onHolidays}` } : closed] : [];
  });
  return found.sort((a, b) => (a.until < b.until ? 1 : -1))[0] ?? null;
}

const NEVER = "99:99";

interface Span {
  opens: string;
  closes: string;
}

/** Null inside one of the windows. */
function outside(windows: Span[], time: string): Closed | null {
  if (windows.some(({ opens, closes }) => time >= opens && time < closes)) return null;
  const before = windows.filter(({ closes }) => closes <= time).sort((a, b) => (a.closes < b.closes ? 1 : -1))[0];
  const later = windows.filter(({ opens }) => opens > time).sort((a, b) => (a.opens < b.opens ? -1 : 1))[0];
  if (before && later)
    return { rule: `between ${hourText(before.closes)} and ${hourText(later.opens)}`, until: later.opens };
  if (later) return { rule: `before ${hourText(later.opens)}`, until: later.opens };
  return before ? { rule: `after ${hourText(before.closes)}`, until: NEVER } : null;
}
