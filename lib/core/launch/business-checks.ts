import type { Hours } from "../hours";
import { openedText } from "../override-views";
import { WEEKDAYS } from "../words";
import { blocking, type LaunchCheck, type LaunchInput, uses, warning } from "./check";

/** What the account has to say of itself, and when it may be at work. */
export function checkBusiness(input: LaunchInput): LaunchCheck[] {
  const { settings, campaignHours } = input;
  const calls = uses(input, "call");
  const checks: LaunchCheck[] = [];
  if (!settings.businessName)
    checks.push(
      blocking(
        "no_business_name",
        "business_name",
        `Enter your business's name in the settings: every ${calls ? "call" : "message"} has to say it.`,
      ),
    );
  if (calls && !settings.callbackNumber)
    checks.push(
      blocking(
        "no_callback_number",
        "callback_number",
        "Enter a number that customers can call back in the settings: every call has to be able to name one.",
      ),
    );
  if (calls && settings.lines <= 0)
    checks.push(
      blocking(
        "no_free_line",
        "call_concurrency",
        "All lines are kept for incoming calls. Keep fewer, so that one is left for campaigns.",
      ),
    );
  const keepsHours = calls || uses(input, "sms") || settings.emailWithinHours;
  if (keepsHours && !hoursOverlap(settings.hours, campaignHours))
    checks.push(
      blocking(
        "no_open_hours",
        "calling_hours",
        "The campaign's hours and your business's calling hours have no moment in common. Change one of them.",
      ),
    );
  return checks;
}

/** What the owner opened stands before whoever launches. */
export const checkExceptions = ({ exceptions, timeZone }: LaunchInput): LaunchCheck[] =>
  exceptions.map((one) => warning("exception_in_force", "overrides", openedText(one, timeZone)));

export function checkTime({ startsAt, now }: LaunchInput): LaunchCheck[] {
  if (startsAt === null || Date.parse(startsAt) > now.getTime()) return [];
  return [warning("time_passed", "scheduled_at", "The time it was to start at has passed, so it starts at once.")];
}

/** Whether two sets of hours share a moment in the week; null hours are always open. */
export function hoursOverlap(a: Hours | null, b: Hours | null): boolean {
  return WEEKDAYS.some((day) => {
    const first = a ? (a[day] ?? []) : [["00:00", "24:00"] as const];
    const second = b ? (b[day] ?? []) : [["00:00", "24:00"] as const];
    return first.some(([from, to]) => second.some(([start, end]) => from < end && start < to));
  });
}
