import { isRealTime, zoneClock } from "@/lib/core/leads/zoned-time";

/** Dates and times as form fields hold them, and as the API does. */

/** The instant of a local date and time. @param local `2026-12-01T10:00` @returns ISO 8601, or null when it is no time */
export function toInstant(local: string, timeZone: string): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(local);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(Number);
  const wall = { year, month, day, hour, minute, second: 0 };
  return isRealTime(wall) ? zoneClock(timeZone)(wall).toISOString() : null;
}

/** `2026-12-01T10:00` in that zone. @param at ISO 8601 */
export function toLocal(at: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const part = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

/** The day in which an instant lies, `2026-12-01`. */
export const toDay = (at: string, timeZone: string): string => toLocal(at, timeZone).slice(0, 10);

/** The first instant of a day, or of the one after it. @returns null when it is no day */
export function startOfDay(day: string, timeZone: string, later = 0): string | null {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : null;
  if (!date || Number.isNaN(date.getTime())) return null;
  date.setUTCDate(date.getUTCDate() + later);
  return toInstant(`${date.toISOString().slice(0, 10)}T00:00`, timeZone);
}
