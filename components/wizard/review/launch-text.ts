import { formatCount, formatDayAndTime } from "../../format";
import type { Draft } from "../draft";

/** What the last button does, exactly. @param people who would be called */
export function launchText(draft: Draft, people: number, timeZone: string, now: Date): string {
  const at = draft.scheduled_at;
  const calls = people === 1 ? "1 call" : `${formatCount(people)} calls`;
  if (at && Date.parse(at) > now.getTime())
    return `Schedule ${calls} for ${formatDayAndTime(at, draft.time_zone ?? timeZone, now)}`;
  return `Start calling ${people === 1 ? "1 customer" : `${formatCount(people)} customers`}`;
}
