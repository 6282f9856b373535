const MINUTE_STEPS = [5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440, 2880, 4320, 10_080];

/** "20 minutes", "4 hours", "1 day". @param minutes may have a fraction */
export function durationText(minutes: number): string {
  const [amount, unit] =
    minutes >= 1440 && minutes % 1440 === 0
      ? [minutes / 1440, "day"]
      : minutes >= 60 && minutes % 60 === 0
        ? [minutes / 60, "hour"]
        : [minutes, "minute"];
  return `${amount.toLocaleString("en-US")} ${unit}${amount === 1 ? "" : "s"}`;
}

/** What can be chosen, in minutes as text; a value of one's own is among it. */
export function durationChoices(current: string): string[] {
  const choices = MINUTE_STEPS.map(String);
  if (current === "" || choices.includes(current)) return choices;
  return [...choices, current].sort((a, b) => Number(a) - Number(b));
}

/** "5 minutes" of a call, "90 seconds" where that is plainer. */
export const secondsText = (seconds: number): string =>
  seconds % 60 === 0 ? durationText(seconds / 60) : `${seconds} seconds`;
