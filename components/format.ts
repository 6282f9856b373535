import { plainSpaces } from "@/lib/core/plain-spaces";

/** All of these are pure and take the time zone as an argument, so that server and browser write the same text. */

/** "Nov 21, 2:05 PM"; with the year when `now` is of another one. @param at ISO 8601 */
export function formatMoment(at: string, timeZone: string, now?: Date): string {
  const date = new Date(at);
  const year = now && date.getUTCFullYear() !== now.getUTCFullYear() ? { year: "numeric" as const } : {};
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    ...year,
  });
  return plainSpaces(format.format(date));
}

/** "Nov 21, 2:05 PM EST": for where nothing around it says whose time that is. @param at ISO 8601 */
export const formatZonedMoment = (at: string, timeZone: string): string =>
  `${formatMoment(at, timeZone)} ${formatZone(new Date(at), timeZone)}`;

/** "Nov 21, 2026" in that zone. @param at ISO 8601 */
export const formatDay = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "short", day: "numeric" }).format(new Date(at));

/** "Tue Dec 1, 10:00 AM EST", with the year when it is another than that of `now`. @param at ISO 8601 */
export function formatDayAndTime(at: string, timeZone: string, now: Date): string {
  const date = new Date(at);
  const part = (options: Intl.DateTimeFormatOptions) =>
    plainSpaces(new Intl.DateTimeFormat("en-US", { timeZone, ...options }).format(date));
  const year = date.getUTCFullYear() === now.getUTCFullYear() ? "" : `, ${part({ year: "numeric" })}`;
  const day = `${part({ weekday: "short" })} ${part({ month: "short", day: "numeric" })}`;
  return `${day}${year}, ${part({ hour: "numeric", minute: "2-digit" })} ${formatZone(date, timeZone)}`;
}

/** "9 AM", "5:30 PM", "midnight" at the end of a day. @param time local, `09:00` or `9` */
export function formatTimeOfDay(time: string): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  if (hour === 24) return "midnight";
  const minutes = minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes} ${hour < 12 ? "AM" : "PM"}`;
}

/** "2:05:09 PM" */
export function formatClock(at: Date, timeZone: string, seconds = true): string {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hour: "numeric",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" as const } : {}),
  });
  return plainSpaces(format.format(at));
}

/** "EST": how the zone is called at that moment. */
export function formatZone(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "short" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

/** A number as people write it: "(212) 555-0100" where it is North American, "+49 30123456" elsewhere. The groups of every
 *  other country would take a table too heavy for a list's first load.
 *  @param phone E.164 */
export function formatPhone(phone: string): string {
  const [, area, office, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone) ?? [];
  if (line) return `(${area}) ${office}-${line}`;
  const [, country, rest] = COUNTRY_CODE.exec(phone) ?? [];
  return rest ? `+${country} ${rest}` : phone;
}

/** Of one, two and three digits, none the beginning of another. Source: ITU-T E.164, list of assigned country codes. */
const COUNTRY_CODE = /^\+(7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9]\d\d)(\d+)$/;

/** US dollars. Calls cost cents, so amounts under a dollar keep a third digit. */
export function formatMoney(dollars: number): string {
  const digits = dollars !== 0 && Math.abs(dollars) < 1 ? 3 : 2;
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(dollars);
}

export const formatCount = (count: number): string => count.toLocaleString("en-US");

/** "4:07"; "1:02:30" from an hour on. @param seconds may have a fraction */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const tail = `${h > 0 ? String(m).padStart(2, "0") : m}:${String(s).padStart(2, "0")}`;
  return h > 0 ? `${h}:${tail}` : tail;
}

/** "42%" of something; a dash where there is nothing to divide by. */
export const formatShare = (part: number, whole: number): string =>
  whole > 0 ? `${Math.round((100 * part) / whole)}%` : "–";

const STEPS = [
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
] as const;

/** "3 minutes ago", "yesterday", "just now". */
export function formatAgo(at: Date, now: Date): string {
  const ms = now.getTime() - at.getTime();
  const step = STEPS.find((candidate) => ms >= candidate.ms);
  if (!step) return "just now";
  return new Intl.RelativeTimeFormat("en-US", { numeric: "auto" }).format(-Math.floor(ms / step.ms), step.unit);
}
