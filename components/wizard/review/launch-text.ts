import { formatCount, formatZone } from "../../format";
import type { Draft } from "../draft";

/** What the last button does, exactly. @param people who would be called */
export function launchText(draft: Draft, people: number, timeZone: string, now: Date): string {
  const at = draft.scheduled_at;
  const calls = people === 1 ? "1 call" : `${formatCount(people)} calls`;
  if (at && Date.parse(at) > now.getTime())
    return `Schedule ${calls} for ${dayAndTime(at, draft.time_zone ?? timeZone, now)}`;
  return `Start calling ${people === 1 ? "1 customer" : `${formatCount(people)} customers`}`;
}

/** "Tue Dec 1, 10:00 AM EST", with the year when it is another than that of `now`. @param at ISO 8601 */
export function dayAndTime(at: string, timeZone: string, now: Date): string {
  const date = new Date(at);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-US", { timeZone, ...options }).format(date).replaceAll(/[\u202f\u00a0]/g, " ");
  const year = date.getUTCFullYear() === now.getUTCFullYear() ? "" : `, ${part({ year: "numeric" })}`;
  const day = `${part({ weekday: "short" })} ${part({ month: "short", day: "numeric" })}`;
  return `${day}${year}, ${part({ hour: "numeric", minute: "2-digit" })} ${formatZone(date, timeZone)}`;
}
