import { type Estimate, type EstimatedTouch, estimateCampaign } from "@/lib/core/estimate";
import { Hours } from "@/lib/core/hours";
import { intersectHours } from "@/lib/core/hours-overlap";
import { RetryGaps } from "@/lib/core/retry";
import { smsSegments } from "@/lib/core/sms-segments";
import type { Channel } from "@/lib/core/words";
import type { Workplace } from "@/lib/core/workplace";
import type { Change, Draft } from "../draft";

type Shares = Partial<Record<Channel, number>>;

export interface Expected {
  estimate: Estimate;
  hours: Hours;
}

/** What to expect of a schedule in the API's words; undefined while it can't be read.
 *  @param people who would be contacted @param shares of them whom each way of a sequence reaches, where that is known */
export function expectedOf(
  change: Change,
  { people, steps, shares = {} }: { people: number; steps: Draft["steps"]; shares?: Shares | undefined },
  context: Workplace,
  now: Date,
): Expected | undefined {
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
      touches: touchesOf(steps, context, shares),
      emailWithinHours: context.emailWithinHours,
      budget: number(change.budget),
    }),
  };
}

/** A text is paid for by its segments. Before anything is written one call is meant. */
function touchesOf(steps: Draft["steps"], { costs }: Workplace, shares: Shares): EstimatedTouch[] {
  const call = { channel: "call", waitMinutes: 0, condition: "always", cost: costs.call } as const;
  const touches = steps.map(({ channel, wait_minutes, condition, body }) => ({
    ...{ channel, condition, waitMinutes: wait_minutes, reach: shares[channel] ?? 1 },
    cost: costs[channel] * (channel === "sms" ? Math.max(1, smsSegments(body).segments) : 1),
  }));
  return touches.length > 0 ? touches : [call];
}
