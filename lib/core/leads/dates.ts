import { normaliseWords } from "./text";
import { isRealTime, utcOf, type WallTime } from "./zoned-time";

/** Which number comes first in 03/04/2025: the month or the day. */
export type DateOrder = "mdy" | "dmy";

export interface ParsedDate {
  wall: WallTime;
  /** Minutes east of UTC, when the text says so. */
  offset: number | null;
  hasTime: boolean;
}

const MONTHS = [
  "january jan januar janner enero ene janvier janv",
  "february feb februar febrero fevrier fevr fev",
  "march mar marz maerz mrz marzo mars",
  "april apr abril abr avril avr",
  "may mai mayo",
  "june jun juni junio juin",
  "july jul juli julio juillet juil",
  "august aug agosto ago aout",
  "september sep sept septiembre set septembre",
  "october oct oktober okt octubre octobre",
  "november nov noviembre novembre",
  "december dec dezember dez diciembre dic decembre",
];
const MONTH = new Map(MONTHS.flatMap((names, index) => names.split(" ").map((name) => [name, index + 1] as const)));
const IGNORED = new Set(
  "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sa sonntag so lunes martes miercoles jueves viernes sabado domingo lundi mardi mercredi jeudi vendredi samedi dimanche de del of the at um a las el le den".split(
    " ",
  ),
);
const ZONES: Record<string, number> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  CET: 60,
  CEST: 120,
  BST: 60,
};
const TIME =
  /(?:^|[T\s])(\d{1,2})(?::|\s?h\s?)(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*([ap]\.?m\.?)?\s*(Z|[A-Z]{3,4})?\s*([+-]\d{2}:?(?:\d{2})?)?$/i;
const HOUR_ONLY = /\s(\d{1,2})\s*([ap]\.?m\.?)$/i;
const MAX_LENGTH = 80;
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);

function fromInstant(instant: number, offset: number | null): ParsedDate {
  const date = new Date(instant);
  const wall = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
  return { wall, offset, hasTime: true };
}

function fromDigits(text: string): ParsedDate | null {
  if (/^\d{13}$/.test(text)) return fromInstant(Number(text), 0);
  if (/^\d{10}$/.test(text)) return fromInstant(Number(text) * 1000, 0);
  // Spreadsheets count days from 1899-12-30; 25569 is 1970, 80000 is 2119.
  const serial = /^\d{5}(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (serial < 25_569 || serial > 80_000) return null;
  const instant = EXCEL_EPOCH + Math.round(serial * 86_400) * 1000;
  return { ...fromInstant(instant, null), hasTime: !Number.isInteger(serial) };
}

/** `25` is the year 2025; a year more than one ahead belongs to the last century. */
function fullYear(text: string, now: Date): number {
  if (text.length > 2) return Number(text);
  const century = Math.floor(now.getUTCFullYear() / 100) * 100;
  const year = century + Number(text);
  return year > now.getUTCFullYear() + 1 ? year - 100 : year;
}

type Day = Pick<WallTime, "year" | "month" | "day">;

function numericDay(text: string, order: DateOrder, now: Date): Day | null {
  const iso = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (iso && (iso[2] !== "" || text.length === 8))
    return { year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]) };
  const parts = /^(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})$/.exec(text);
  if (!parts) return null;
  const [, first, mark, second, year] = parts;
  const dayFirst = mark === "." || order === "dmy";
  const [day, month] = dayFirst ? [first, second] : [second, first];
  return { year: fullYear(year ?? "", now), month: Number(month), day: Number(day) };
}

function namedDay(text: string, now: Date): Day | null {
  const words = normaliseWords(
    text.replace(/(\d)(st|nd|rd|th|er|º|°)\b/gi, "$1").replace(/(\d)(?=\p{L})|(\p{L})(?=\d)/gu, "$1$2 "),
  )
    .split(" ")
    .filter((word) => !IGNORED.has(word));
  if (words.length !== 3) return null;
  const [a = "", b = "", c = ""] = words;
  const isDay = (word: string) => /^\d{1,2}$/.test(word);
  const isYear = (word: string) => /^(\d{2}|\d{4})$/.test(word);
  if (isDay(a) && MONTH.has(b) && isYear(c))
    return { year: fullYear(c, now), month: MONTH.get(b) ?? 0, day: Number(a) };
  if (MONTH.has(a) && isDay(b) && isYear(c))
    return { year: fullYear(c, now), month: MONTH.get(a) ?? 0, day: Number(b) };
  if (/^\d{4}$/.test(a) && MONTH.has(b) && isDay(c))
    return { year: Number(a), month: MONTH.get(b) ?? 0, day: Number(c) };
  return null;
}

type Clock = Pick<WallTime, "hour" | "minute" | "second">;

function toClock(
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  half: string | undefined,
): Clock | null {
  const given = Number(hour);
  // Some exports write 14:30 PM.
  const h = half && given <= 12 ? (given % 12) + (/^p/i.test(half) ? 12 : 0) : given;
  const clock = { hour: h, minute: Number(minute ?? 0), second: Number(second ?? 0) };
  return clock.hour < 24 && clock.minute < 60 && clock.second < 60 ? clock : null;
}

function toOffset(name: string | undefined, shift: string | undefined): number | null | undefined {
  const base = name === undefined ? null : ZONES[name.toUpperCase()];
  if (base === undefined || shift === undefined) return base;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(shift) ?? [];
  const minutesEast = (Number(hours) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -1 : 1);
  return Math.abs(minutesEast) > 15 * 60 ? undefined : (base ?? 0) + minutesEast;
}

/** A time of day on its own (`14:30`, `2 pm`), or null. */
export function parseTime(text: string): Clock | null {
  if (text.length > MAX_LENGTH) return null;
  const found = TIME.exec(text.trim());
  if (found && found.index === 0 && /^\d/.test(text.trim())) return toClock(found[1], found[2], found[3], found[4]);
  const hour = HOUR_ONLY.exec(` ${text.trim()}`);
  return hour?.index === 0 ? toClock(hour[1], undefined, undefined, hour[2]) : null;
}

/** Reads a date as exports write it: ISO, 3/14/2025 or 14/3/2025 by `order`, 14.3.25, `March 14th, 2025 2:30 PM`,
 *  `14 de marzo de 2025`, spreadsheet serials, Unix time; with or without a time and an offset. Null when it is none.
 *  @param now decides the century of a year with two digits. */
export function parseDate(text: string, order: DateOrder, now: Date): ParsedDate | null {
  // The patterns try many ways to divide what follows a time; a cell full of spaces would keep them busy for hours.
  if (text.length > MAX_LENGTH) return null;
  const trimmed = text.trim().replace(/\s*\([^)]*\)$/, "");
  const plain = fromDigits(trimmed);
  if (plain) return plain;
  const time = TIME.exec(trimmed) ?? undefined;
  const hour = time ? undefined : (HOUR_ONLY.exec(trimmed) ?? undefined);
  const clock = time
    ? toClock(time[1], time[2], time[3], time[4])
    : hour
      ? toClock(hour[1], "0", "0", hour[2])
      : undefined;
  const offset = time ? toOffset(time[5], time[6]) : null;
  if (clock === null || offset === undefined) return null;
  const dayText = trimmed
    .slice(0, (time ?? hour)?.index ?? trimmed.length)
    .replace(/[\s,]+(?:(?:at|um|à|a las|@)[\s,]*)?$/i, "");
  const day = numericDay(dayText.replace(/^\p{L}{2,}\.?,?\s+(?=\d)/u, ""), order, now) ?? namedDay(dayText, now);
  if (!day) return null;
  const wall = { ...day, ...(clock ?? { hour: 0, minute: 0, second: 0 }) };
  return isRealTime(wall) ? { wall, offset, hasTime: clock !== undefined } : null;
}

const MONTH_FIRST = new Set(["US", "CA", "PH", "PR", "GU", "AS", "VI", "MP", "FM", "MH", "PW"]);

/** The order that a file's own dates prove (a 13 can't be a month), else the usual one of the country. */
export function decideDateOrder(samples: Iterable<string>, country: string): DateOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const sample of samples) {
    const [, first, second] = /^\D{0,5}(\d{1,2})[-/](\d{1,2})[-/]\d{2,4}/.exec(sample) ?? [];
    if (Number(first) > 12) dayFirst++;
    if (Number(second) > 12) monthFirst++;
  }
  if (dayFirst !== monthFirst) return dayFirst > monthFirst ? "dmy" : "mdy";
  return MONTH_FIRST.has(country) ? "mdy" : "dmy";
}

/** The instant of a date that says its own offset. */
export const instantAt = (wall: WallTime, offset: number): Date => new Date(utcOf(wall) - offset * 60_000);
