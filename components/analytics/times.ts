import type { CampaignAnalytics } from "@/lib/core/analytics";

export const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

type Unit = NonNullable<CampaignAnalytics["timeline"]["unit"]>;

/** A bucket of the timeline by its beginning: "Nov 21, 2 PM", "Nov 21", "Week of Nov 16", "Nov 2026".
 *  @param at local time without a zone, 2026-11-21T14:00 */
export function bucketText(at: string, unit: Unit): string {
  // Read as UTC and written as UTC, it stays the local time that it is.
  const date = new Date(`${at}Z`);
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).format(date).replace(/[\u202f\u00a0]/g, " ");
  if (unit === "hour") return write({ month: "short", day: "numeric", hour: "numeric" });
  if (unit === "month") return write({ month: "short", year: "numeric" });
  const day = write({ month: "short", day: "numeric" });
  return unit === "week" ? `Week of ${day}` : day;
}

/** "9 AM" */
export const hourText = (hour: number): string => `${hour % 12 === 0 ? 12 : hour % 12} ${hour < 12 ? "AM" : "PM"}`;

export const UNIT_WORD: Record<Unit, string> = {
  hour: "hour by hour",
  day: "day by day",
  week: "week by week",
  month: "month by month",
};
