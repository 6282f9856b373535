import { type Estimate, estimateCampaign, intersectHours } from "@/lib/core/estimate";
import { Hours } from "@/lib/core/hours";
import { RetryGaps } from "@/lib/core/retry";
import type { Workplace } from "@/lib/core/workplace";
import type { Change } from "../draft";

export interface Expected {
  estimate: Estimate;
  hours: Hours;
}

/** What to expect of a schedule in the API's words; undefined while it can't be read.
 *  @param people who would be called */
export function expectedOf(change: Change, people: number, context: Workplace, now: Date): Expected | undefined {
  const own = Hours.nullable().safeParse(change.calling_hours);
  const gaps = RetryGaps.safeParse(change.retry_gaps);
  const number = (value: unknown) => (typeof value === "number" && !Number.isNaN(value) ? value : null);
  const rate = number(change.rate_limit_per_minute);
  if (!own.success || !gaps.success || rate === null) return undefined;
  const startsAt = typeof change.scheduled_at === "string" ? new Date(change.scheduled_at) : now;
  const lines = Math.min(context.lines, number(change.max_concurrency) ?? context.lines);
  return {
    hours: intersectHours(context.hours, own.data),
    estimate: estimateCampaign({
      people,
      startsAt: startsAt < now ? now : startsAt,
      hours: { account: context.hours, campaign: own.data },
      timeZone: context.timeZone,
      ratePerMinute: rate,
      lines,
      maxAttempts: number(change.max_attempts) ?? 1,
      gaps: gaps.data,
      maxCallSeconds: number(change.max_call_seconds) ?? 300,
      callCost: context.costs.call,
      budget: number(change.budget),
    }),
  };
}
