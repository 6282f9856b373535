import type { Hours } from "@/lib/core/hours";
import type { RuleDay, Rules } from "@/lib/core/rules/rules";
import { WEEKDAYS } from "@/lib/core/words";

/** The law in the slowest and most obvious way, from the files alone: the reference for what the database says. */

const MINUTE = 60_000;
const DAY = 86_400_000;
const utc = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day);
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdayOf = (day: number) => WEEKDAYS[(new Date(day).getUTCDay() + 6) % 7] ?? "sun";
const written = (day: number) => new Date(day).toISOString().slice(0, 10);

/** Easter Sunday by Gauss, as he corrected it; not the way of the database. */
function easter(year: number): number {
  const [a, b, c] = [year % 19, year % 4, year % 7];
  const k = Math.floor(year / 100);
  const m = (15 - Math.floor((13 + 8 * k) / 25) + k - Math.floor(k / 4) + 30) % 30;
  const n = (4 + k - Math.floor(k / 4)) % 7;
  const d = (19 * a + m) % 30;
  const e = (2 * b + 4 * c + 6 * d + n) % 7;
  const late = (d === 29 && e === 6) || (d === 28 && e === 6 && (11 * m + 11) % 30 < 19) ? 7 : 0;
  return utc(year, 3, 22) + (d + e - late) * DAY;
}

/** Whether a day is the one that the rule names, looked at day by day. */
function isDayOf(rule: string, day: number): boolean {
  const [, base = "", offset = "0"] = /^(.*?)([+-]\d+)?$/.exec(rule.replace(/(\d\d)-(\d\d)/, "$1/$2")) ?? [];
  const at = new Date(day - Number(offset) * DAY);
  const [year, month, date] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  if (base === "easter") return at.getTime() === easter(year);
  const [, name, place, of] = /^(\w{3})#(\w+) (\w{3})$/.exec(base) ?? [];
  if (name) {
    if (weekdayOf(at.getTime()) !== name || MONTHS[month - 1] !== of) return false;
    return place === "last"
      ? new Date(at.getTime() + 7 * DAY).getUTCMonth() + 1 !== month
      : Math.ceil(date / 7) === Number(place);
  }
  const [, before, upTo] = /^(\w{3})<=(\d\d\/\d\d)$/.exec(base) ?? [];
  if (before && upTo) {
    const end = Date.parse(`${year}-${upTo.replace("/", "-")}`);
    return weekdayOf(at.getTime()) === before && at.getTime() <= end && at.getTime() > end - 7 * DAY;
  }
  return base === written(at.getTime()).slice(5).replace("-", "/");
}

/** Names of the holidays of a region on a day, those that are observed on it too. */
export function holidaysOn({ holidays }: Rules, region: string, date: string): string[] {
  const day = Date.parse(date);
  const isObserved = (rule: string, observed: string) => {
    if (isDayOf(rule, day)) return true;
    if (observed === "fri-mon" && weekdayOf(day) === "fri") return isDayOf(rule, day + DAY);
    if (observed !== "none" && weekdayOf(day) === "mon")
      return isDayOf(rule, day - DAY) || (observed === "mon" && isDayOf(rule, day - 2 * DAY));
    return false;
  };
  return holidays
    .filter(({ jurisdiction }) => jurisdiction === region || jurisdiction === region.slice(0, 2))
    .filter(({ rule, observed }) => isObserved(rule, observed))
    .map(({ name }) => name);
}

/** Jurisdictions whose rows apply in a region. */
export function jurisdictionsOf({ windows }: Rules, region: string): string[] {
  const has = (jurisdiction: string) => windows.some((one) => one.jurisdiction === jurisdiction);
  const country = region.slice(0, 2);
  const state = region === country ? `${country}-*` : has(region) ? region : `${country}-*`;
  return [has(country) ? country : "*", ...(has(state) ? [state] : [])];
}

const clocks = new Map<string, Intl.DateTimeFormat>();
/** What calendar and clock on a wall in this zone show. */
export function wall(zone: string, at: number): { date: string; day: (typeof WEEKDAYS)[number]; time: string } {
  const parts = {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  } as const;
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone: zone, hourCycle: "h23", ...parts });
  clocks.set(zone, clock);
  const [date = "", time = ""] = clock.format(at).split(" ");
  return { date, day: weekdayOf(Date.parse(date)), time };
}

/** A person's place, and the hours that the account and the campaign chose. */
export interface Person {
  zones: string[];
  regions: string[];
  own: (Hours | null)[];
}

const known = new Map<string, [string, string][]>();
function windowsOf(rules: Rules, jurisdiction: string, region: string, date: string, day: (typeof WEEKDAYS)[number]) {
  const key = `${jurisdiction} ${region} ${date}`;
  const before = known.get(key);
  if (before) return before;
  const rows = (on: RuleDay) => rules.windows.filter((one) => one.jurisdiction === jurisdiction && one.day === on);
  const ofHoliday = holidaysOn(rules, region, date).length > 0 ? rows("holiday") : [];
  const chosen = ofHoliday.length === 0 || ofHoliday.some(({ as_weekday }) => as_weekday) ? rows(day) : ofHoliday;
  const found = chosen.flatMap(({ opens, closes }): [string, string][] => (opens && closes ? [[opens, closes]] : []));
  known.set(key, found);
  return found;
}

/** Whether the person may be contacted at an instant: inside every window of the law, the account and the campaign, in every zone. */
export function isOpen(rules: Rules, { zones, regions, own }: Person, at: number): boolean {
  return zones.every((zone) => {
    const { date, day, time } = wall(zone, at);
    const within = (windows: readonly (readonly [string, string])[]) =>
      windows.some(([from, to]) => time >= `${from}:00` && time < `${to}:00`);
    return (
      own.every((hours) => hours === null || within(hours[day] ?? [])) &&
      regions.every((region) =>
        jurisdictionsOf(rules, region).every((one) => within(windowsOf(rules, one, region, date, day))),
      )
    );
  });
}

/** Looks at every minute of 14 days. All clocks of today change at, and all windows begin at, whole minutes. */
export function nextOpening(rules: Rules, person: Person, from: Date): string | null {
  const start = from.getTime();
  if (isOpen(rules, person, start)) return from.toISOString();
  for (let at = Math.floor(start / MINUTE) * MINUTE + MINUTE; at <= start + 14 * DAY; at += MINUTE)
    if (isOpen(rules, person, at)) return new Date(at).toISOString();
  return null;
}
