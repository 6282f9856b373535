import type { Hours } from "./hours";
import { zoneClock } from "./leads/zoned-time";
import { RETRYABLE, type Retryable, type RetryGaps } from "./retry";
import { WEEKDAYS, type Weekday } from "./words";

/** How calls of this kind usually end, and how long one holds a line, until the campaign has figures of its own. */
export const USUAL = {
  share: { no_answer: 0.25, busy: 0.05, voicemail: 0.35, silent: 0.02, provider_failed: 0.01 } satisfies Record<
    Retryable,
    number
  >,
  callSeconds: 75,
} as const;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MOST_DAYS = 366;
const FEWEST_PEOPLE = 0.5;

export interface EstimateInput {
  /** Who would be called. */
  people: number;
  /** When the campaign starts; in the past is now. */
  startsAt: Date;
  /** Both must be open; null is always open. */
  hours: { account: Hours | null; campaign: Hours | null };
  /** IANA. The zone that most of the customers are in; the account's own unless more is known. */
  timeZone: string;
  ratePerMinute: number;
  /** Calls at the same time. */
  lines: number;
  maxAttempts: number;
  gaps: RetryGaps;
  /** Seconds. */
  maxCallSeconds: number;
  /** US dollars. */
  callCost: number;
  /** US dollars; null is no limit. */
  budget: number | null;
}

export interface Estimate {
  /** Calls in all, those that are tried again included. */
  calls: number;
  /** US dollars. */
  cost: number;
  /** The first moment at which somebody may be called; null when no hours are open. */
  firstCallAt: Date | null;
  /** When the last person has been called for the last time; null when that is more than a year away or never. */
  endsAt: Date | null;
  /** Whether the money runs out first. */
  stopsAtBudget: boolean;
}

/** About how long a campaign takes and what it costs. Everybody is called once, as fast as the rate and the lines let; who
 *  was not reached is called again after the longest of the gaps. More rate or more lines never end it later. */
export function estimateCampaign(input: EstimateInput): Estimate {
  const waves = expectedWaves(input);
  const calls = waves.reduce((sum, wave) => sum + wave.people, 0);
  const cost = calls * input.callCost;
  const stopsAtBudget = input.budget !== null && cost > input.budget;
  const open = remembered(openWindows(input));
  const { firstCallAt, endsAt } = walk(input, waves, open);
  return {
    calls: Math.round(calls),
    cost: stopsAtBudget && input.budget !== null ? input.budget : cost,
    firstCallAt,
    endsAt,
    stopsAtBudget,
  };
}

/** Instants, in milliseconds. */
type Window = [from: number, to: number];

interface Wave {
  people: number;
  /** Minutes after the wave before. */
  gap: number;
}

/** The first attempts, the second ones, and so on. */
function expectedWaves({ people, maxAttempts, gaps }: EstimateInput): Wave[] {
  const waves: Wave[] = [];
  let left = people;
  let gap = 0;
  for (let attempt = 1; attempt <= maxAttempts && left >= (attempt === 1 ? 1 : FEWEST_PEOPLE); attempt++) {
    waves.push({ people: left, gap });
    const again = RETRYABLE.filter((disposition) => gaps[disposition]?.[attempt - 1] !== undefined);
    left *= again.reduce((sum, disposition) => sum + USUAL.share[disposition], 0);
    gap = Math.max(0, ...again.map((disposition) => gaps[disposition]?.[attempt - 1] ?? 0));
  }
  return waves;
}

function walk(input: EstimateInput, waves: Wave[], open: Iterable<Window>) {
  const start = input.startsAt.getTime();
  const first = nextOpen(open, start);
  const perMinute = Math.min(
    input.ratePerMinute,
    (60 * input.lines) / Math.min(USUAL.callSeconds, input.maxCallSeconds),
  );
  if (first === null || perMinute <= 0 || waves.length === 0)
    return { firstCallAt: first === null ? null : new Date(first), endsAt: null };
  let end: number | null = start;
  let called = 0;
  for (const wave of waves) {
    called += wave.people;
    const due: number | null = end === null ? null : nextOpen(open, end + wave.gap * MINUTE_MS);
    const worked = afterOpenTime(open, start, (called / perMinute) * MINUTE_MS);
    end = due === null || worked === null ? null : Math.max(due, worked);
  }
  return { firstCallAt: new Date(first), endsAt: end === null ? null : new Date(end) };
}

/** The windows of a year in which both sets of hours are open, in order, as instants. */
function* openWindows({ startsAt, hours, timeZone }: EstimateInput): Generator<Window> {
  const toInstant = zoneClock(timeZone);
  const windows = intersectHours(hours.account, hours.campaign);
  const [year = 0, month = 0, day = 0] = localDate(startsAt, timeZone);
  for (let index = 0; index <= MOST_DAYS; index++) {
    const date = new Date(Date.UTC(year, month - 1, day) + index * DAY_MS);
    const at = (time: string) => {
      const [hour = 0, minute = 0] = time.split(":").map(Number);
      const wall = new Date(date.getTime() + (hour * 60 + minute) * MINUTE_MS);
      return toInstant({
        year: wall.getUTCFullYear(),
        month: wall.getUTCMonth() + 1,
        day: wall.getUTCDate(),
        hour: wall.getUTCHours(),
        minute: wall.getUTCMinutes(),
        second: 0,
      }).getTime();
    };
    const weekday = WEEKDAYS[(date.getUTCDay() + 6) % 7] ?? "mon";
    for (const [from, to] of windows[weekday] ?? []) if (at(from) < at(to)) yield [at(from), at(to)];
  }
}

/** Only as much of a year is worked out as somebody looks at. */
function remembered<T>(source: Iterator<T>): Iterable<T> {
  const seen: T[] = [];
  return {
    *[Symbol.iterator]() {
      for (let index = 0; ; index++) {
        if (index === seen.length) {
          const next = source.next();
          if (next.done) return;
          seen.push(next.value);
        }
        const value = seen[index];
        if (value !== undefined) yield value;
      }
    },
  };
}

function localDate(at: Date, timeZone: string): number[] {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })
    .format(at)
    .split("-")
    .map(Number);
}

function nextOpen(open: Iterable<Window>, from: number): number | null {
  for (const [start, end] of open) if (end > from) return Math.max(start, from);
  return null;
}

/** The instant at which so many milliseconds of open time have passed since `from`. */
function afterOpenTime(open: Iterable<Window>, from: number, needed: number): number | null {
  let left = needed;
  for (const [start, end] of open) {
    if (end <= from) continue;
    const begin = Math.max(start, from);
    if (end - begin >= left) return begin + left;
    left -= end - begin;
  }
  return null;
}

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
