import { z } from "zod";
import { WEEKDAYS } from "./words";

const LocalTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "Use a time such as 09:30");
const Window = z
  .tuple([LocalTime, LocalTime])
  .refine(([from, to]) => from < to, "The end must be later than the start");

/** Opening windows by weekday in the customer's local time; a missing day is closed. Null hours mean always open.
 *  A window is [from, to): at `to` it is closed. Checked in SQL by `private.is_open`. */
export const Hours = z.partialRecord(z.enum(WEEKDAYS), z.array(Window).max(6));
export type Hours = z.infer<typeof Hours>;

/** The hours of an account whose owner never chose any; equals `private.default_hours()`. */
export const DEFAULT_HOURS: Hours = {
  mon: [["09:00", "18:00"]],
  tue: [["09:00", "18:00"]],
  wed: [["09:00", "18:00"]],
  thu: [["09:00", "18:00"]],
  fri: [["09:00", "18:00"]],
  sat: [["10:00", "16:00"]],
};

/** An IANA time zone name that this runtime knows, e.g. `America/Chicago`. */
export const TimeZone = z.string().refine(isTimeZone, "Use a time zone such as America/New_York");

function isTimeZone(name: string): boolean {
  if (name !== "UTC" && !/^[A-Z][A-Za-z_]+(\/[A-Za-z_+-]+[0-9]*)+$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
