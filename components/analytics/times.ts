import type { CampaignAnalytics } from "@/lib/core/analytics";
import { plainSpaces } from "@/lib/core/plain-spaces";
import { WEEKDAY_WORDS } from "@/lib/core/spoken-words";
import { WEEKDAYS } from "@/lib/core/words";

/** In the order of ISO weekdays. */
export const DAYS = WEEKDAYS.map((day) => WEEKDAY_WORDS[day]);

type Unit = NonNullable<CampaignAnalytics["timeline"]["unit"]>;

/** A bucket of the timeline by its beginning: "Nov 21, 2 PM", "Nov 21", "Week of Nov 16", "Nov 2026".
 *  @param at local time without a zone, 2026-11-21T14:00 */
export function bucketText(at: string, unit: Unit): string {
  // Read as UTC and written as UTC, it stays the local time that it is.
  const date = new Date(`${at}Z`);
  const write = (options: Intl.DateTimeFormatOptions) =>
    plainSpaces(new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).format(date));
  if (unit === "hour") return write({ month: "short", day: "numeric", hour: "numeric" });
  if (unit === "month") return write({ month: "short", year: "numeric" });
  const day = write({ month: "short", day: "numeric" });
  return unit === "week" ? `Week of ${day}` : day;
}

export const UNIT_WORD: Record<Unit, string> = {
  hour: "hour by hour",
  day: "day by day",
  week: "week by week",
  month: "month by month",
};
