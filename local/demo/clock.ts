const HOUR = 3_600_000;
/** Holidays by date, which may be a Wednesday. */
const HOLIDAYS = ["01-01", "06-19", "07-04", "07-24", "08-16", "10-18", "11-11", "12-25", "12-26"];

/** The rehearsal clock: an hour at which every zone of the sample, from Puerto Rico to Hawaii, is open from 8 to 20, of a day on which the
 *  law of every state allows calls: a Wednesday that is no holiday.
 *  @returns milliseconds to add to the real time: the next such 16:00 of New York, or none while that hour lasts. */
export function rehearsalOffset(now: Date): number {
  const options = { month: "2-digit", day: "2-digit", weekday: "short", hour: "2-digit", hourCycle: "h23" } as const;
  const local = new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", ...options });
  for (let step = 0; step < 22 * 24; step++) {
    const candidate = new Date(now.getTime() + step * HOUR);
    const parts = Object.fromEntries(local.formatToParts(candidate).map(({ type, value }) => [type, value]));
    if (parts.hour !== "16" || parts.weekday !== "Wed" || HOLIDAYS.includes(`${parts.month}-${parts.day}`)) continue;
    // Its first minutes: a long demo must not run into the evening of the east.
    return step === 0 ? 0 : candidate.getTime() - (candidate.getTime() % HOUR) - now.getTime();
  }
  return 0;
}
