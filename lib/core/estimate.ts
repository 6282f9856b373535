import type { Hours } from "./hours";
import { intersectHours } from "./hours-overlap";
import { zoneClock } from "./leads/zoned-time";
import { RETRYABLE, type Retryable, type RetryGaps } from "./retry";
import { type Channel, type Condition, WEEKDAYS } from "./words";

/** How calls of this kind usually end, and how long one holds a line, until the campaign has figures of its own. */
export const USUAL = {
  share: { no_answer: 0.25, busy: 0.05, voicemail: 0.35, silent: 0.02, provider_failed: 0.01 } satisfies Record<
    Retryable,
    number
  >,
  callSeconds: 75,
  /** Of those who get it: who answers it in any way, and who is reached at all. A call is tried again until somebody is. */
  responded: { call: 0.32, email: 0.04, sms: 0.08 } satisfies Record<Channel, number>,
  reached: { call: 0.32, email: 0.35, sms: 0.08 } satisfies Record<Channel, number>,
  clicked: 0.05,
  converted: 0.08,
} as const;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MOST_DAYS = 366;
const FEWEST_PEOPLE = 0.5;

/** One touch of the campaign. */
export interface EstimatedTouch {
  channel: Channel;
  /** After the touch before. */
  waitMinutes: number;
  condition: Condition;
  /** US dollars for one contact. */
  cost: number;
  /** Whom it may reach, of all: a share from 0 to 1; for the others it is passed over. All unless it is said. */
  reach?: number;
}

export interface EstimateInput {
  /** Who would be contacted. */
  people: number;
  touches: EstimatedTouch[];
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
  /** Whether emails keep to the hours too. */
  emailWithinHours: boolean;
  /** US dollars; null is no limit. */
  budget: number | null;
}

export interface Estimate {
  /** Contacts over each channel, calls that are tried again included. */
  contacts: Record<Channel, number>;
  /** US dollars. */
  cost: number;
  /** The first moment at which somebody may be contacted; null when no hours are open. */
  firstAt: Date | null;
  /** When the last person has been contacted for the last time; null when that is more than a year away or never. */
  endsAt: Date | null;
  /** Whether the money runs out first. */
  stopsAtBudget: boolean;
}

/** About how long a campaign takes and what it costs. Each touch is for those whom the ones before left over; calls that reach nobody
 *  are made again after the longest of the gaps. More rate or more lines never end it later. */
export function estimateCampaign(input: EstimateInput): Estimate {
  const touches = expectedTouches(input);
  const contacts: Record<Channel, number> = { call: 0, email: 0, sms: 0 };
  let cost = 0;
  for (const { touch, waves } of touches) {
    const made = waves.reduce((sum, wave) => sum + wave.people, 0);
    contacts[touch.channel] += made;
    cost += made * touch.cost;
  }
  const stopsAtBudget = input.budget !== null && cost > input.budget;
  return {
    contacts: { call: Math.round(contacts.call), email: Math.round(contacts.email), sms: Math.round(contacts.sms) },
    cost: stopsAtBudget && input.budget !== null ? input.budget : cost,
    ...walk(input, touches),
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

interface ExpectedTouch {
  touch: EstimatedTouch;
  waves: Wave[];
}

/** Who gets each touch, and in how many waves. */
function expectedTouches(input: EstimateInput): ExpectedTouch[] {
  let [open, unreached, unconverted] = [1, 1, 1];
  return input.touches.map((touch, index) => {
    const share = { always: open, no_response: open, not_reached: unreached, not_converted: unconverted };
    const part = touch.condition === "clicked" ? USUAL.clicked : share[touch.condition];
    const { reach = 1 } = touch;
    const people = input.people * reach * (index === 0 ? 1 : part);
    open *= 1 - reach * USUAL.responded[touch.channel];
    unreached *= 1 - reach * USUAL.reached[touch.channel];
    unconverted *= 1 - reach * USUAL.converted;
    return { touch, waves: wavesOf(touch.channel === "call" ? input : { ...input, maxAttempts: 1 }, people) };
  });
}

/** The first attempts, the second ones, and so on. */
function wavesOf({ maxAttempts, gaps }: EstimateInput, people: number): Wave[] {
  const waves: Wave[] = [];
  let left = people;
  let gap = 0;
  for (let attempt = 1; attempt <= maxAttempts && left >= FEWEST_PEOPLE; attempt++) {
    waves.push({ people: left, gap });
    const again = RETRYABLE.filter((disposition) => gaps[disposition]?.[attempt - 1] !== undefined);
    left *= again.reduce((sum, disposition) => sum + USUAL.share[disposition], 0);
    gap = Math.max(0, ...again.map((disposition) => gaps[disposition]?.[attempt - 1] ?? 0));
  }
  return waves;
}

function walk(input: EstimateInput, touches: ExpectedTouch[]): Pick<Estimate, "firstAt" | "endsAt"> {
  const within = remembered(openWindows(input));
  const always = remembered(openWindows({ ...input, hours: { account: null, campaign: null } }));
  const openFor = ({ channel }: EstimatedTouch) => (channel === "email" && !input.emailWithinHours ? always : within);
  const start = input.startsAt.getTime();
  const [first] = touches;
  const firstAt = first ? nextOpen(openFor(first.touch), start) : null;
  let end: number | null = first && first.waves.length > 0 ? start : null;
  for (const { touch, waves } of touches) {
    const open = openFor(touch);
    const rate = perMinute(input, touch.channel);
    if (end === null || firstAt === null || rate <= 0) end = null;
    else if (waves.length > 0) end = touchEnd(open, waves, rate, end + touch.waitMinutes * MINUTE_MS);
  }
  return { firstAt: firstAt === null ? null : new Date(firstAt), endsAt: end === null ? null : new Date(end) };
}

/** Lines hold up calls alone. */
const perMinute = ({ ratePerMinute, lines, maxCallSeconds }: EstimateInput, channel: Channel): number =>
  channel === "call"
    ? Math.min(ratePerMinute, (60 * lines) / Math.min(USUAL.callSeconds, maxCallSeconds))
    : ratePerMinute;

function touchEnd(open: Iterable<Window>, waves: Wave[], rate: number, start: number): number | null {
  let end: number | null = start;
  let made = 0;
  for (const wave of waves) {
    made += wave.people;
    const due: number | null = end === null ? null : nextOpen(open, end + wave.gap * MINUTE_MS);
    const worked = afterOpenTime(open, start, (made / rate) * MINUTE_MS);
    end = due === null || worked === null ? null : Math.max(due, worked);
  }
  return end;
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
