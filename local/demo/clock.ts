/** The rehearsal clock: an hour at which every zone of the sample, from Puerto Rico to Hawaii, is open from 8 to 20.
 *  @returns milliseconds to add to the real time: the next 16:00 of New York, or none while that hour lasts. */
export function rehearsalOffset(now: Date): number {
  const hour = 3_600_000;
  const local = new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", hour: "numeric", hourCycle: "h23" });
  for (let step = 0; step < 48; step++) {
    const candidate = new Date(now.getTime() + step * hour);
    if (Number(local.format(candidate)) === 16) {
      // Its first minutes: a long demo must not run into the evening of the east.
      return step === 0 ? 0 : candidate.getTime() - (candidate.getTime() % hour) - now.getTime();
    }
  }
  return 0;
}
