import { z } from "zod";
import type { Disposition, Outcome } from "./call";

export const RETRYABLE = ["no_answer", "busy", "voicemail", "silent", "provider_failed"] as const;
export type Retryable = (typeof RETRYABLE)[number];

const Gap = z.number().min(0).max(43_200);
/** Minutes to wait before each further attempt, by how the last one ended. A disposition that is missing is not tried again. */
export const RetryGaps = z.partialRecord(z.enum(RETRYABLE), z.array(Gap).max(9));
export type RetryGaps = z.infer<typeof RetryGaps>;

export interface RetryPolicy {
  /** Contacts in all, at most. */
  maxAttempts: number;
  gaps: RetryGaps;
}

/** What becomes of a recipient after an attempt. `requeue`: the attempt made no contact and does not count. */
export type NextStep =
  | { kind: "retry"; at: Date; reason: Disposition }
  | { kind: "requeue"; at: Date; reason: Disposition }
  /** Never contacted, and not to be: what was to be said could not be filled in. Does not count either. */
  | { kind: "skip"; status: "skipped"; reason: string }
  | { kind: "close"; status: "answered" | "delivered" | "failed" | "opted_out"; reason: string | null };

const MINUTE = 60_000;
/** How long to let a provider be that has no free line. */
const CAPACITY_WAIT_MS = 15_000;
const BILLING_WAIT_MS = 10 * MINUTE;
/** Minutes until a message that did not arrive is sent again: the phone may have been off. Twice at most. */
const UNDELIVERED_GAPS: readonly number[] = [60, 1440];

/** Decides what happens to a recipient when an attempt has ended.
 *  @param ended the disposition, the outcome (a wish is stronger than any end reason), and `attempts`: contacts so far, this one included. */
export function nextStep(
  ended: { disposition: Disposition; outcome: Outcome | null; attempts: number },
  policy: RetryPolicy,
  now: Date,
): NextStep {
  const { disposition, outcome, attempts } = ended;
  if (outcome === "opt_out") return { kind: "close", status: "opted_out", reason: "opted_out" };
  // Who said what they want is not asked again, however the line ended after that.
  if (outcome !== null && outcome !== "no_decision") return answered(disposition, outcome);
  switch (disposition) {
    case "conversed":
    case "transferred":
      return answered(disposition, outcome);
    case "capacity":
      return { kind: "requeue", at: new Date(now.getTime() + CAPACITY_WAIT_MS), reason: disposition };
    case "billing":
      return { kind: "requeue", at: new Date(now.getTime() + BILLING_WAIT_MS), reason: disposition };
    case "transfer_failed":
    case "invalid_number":
    case "cancelled":
    case "bounced":
    case "blocked":
    case "filtered":
    case "landline":
      return { kind: "close", status: "failed", reason: disposition };
    case "undelivered":
      return retryOrClose(disposition, UNDELIVERED_GAPS, attempts, policy, now);
    case "delivered":
    case "sent":
      return { kind: "close", status: "delivered", reason: null };
    case "opted_out":
      return { kind: "close", status: "opted_out", reason: "opted_out" };
    case "unknown":
      return { kind: "close", status: "failed", reason: "outcome_unknown" };
    default:
      return retryOrClose(disposition, policy.gaps[disposition] ?? [], attempts, policy, now);
  }
}

/** How an attempt, its recipient and its campaign stand, as the database tells it. */
export interface AttemptStanding {
  outcome: Outcome | null;
  recipient: { attempts: number; outcome: Outcome | null };
  campaign: { max_attempts: number; retry_gaps: unknown };
}

/** What happens to a recipient when an attempt has ended, by the policy of its campaign and the strongest wish that is known: the owner may
 *  have written down meanwhile what an earlier contact came to. @param outcome of the attempt; as it stands unless told */
export function nextAfter(
  standing: AttemptStanding,
  disposition: Disposition,
  now: Date,
  outcome: Outcome | null = standing.outcome,
): NextStep {
  const { recipient, campaign } = standing;
  const policy = { maxAttempts: campaign.max_attempts, gaps: RetryGaps.parse(campaign.retry_gaps) };
  const ended = {
    disposition,
    outcome: strongest(outcome, recipient.outcome),
    attempts: Math.max(recipient.attempts, 1),
  };
  return nextStep(ended, policy, now);
}

function answered(disposition: Disposition, outcome: Outcome | null): NextStep {
  const reason =
    outcome === "wrong_number" ? "wrong_number" : disposition === "transfer_failed" ? "transfer_failed" : null;
  return { kind: "close", status: "answered", reason };
}

function retryOrClose(
  disposition: Disposition,
  gaps: readonly number[],
  attempts: number,
  policy: RetryPolicy,
  now: Date,
): NextStep {
  const gap = gaps[attempts - 1];
  if (gap === undefined || attempts >= policy.maxAttempts)
    return { kind: "close", status: "failed", reason: disposition };
  return { kind: "retry", at: new Date(now.getTime() + gap * MINUTE), reason: disposition };
}

/** Ends of calls in which the assistant spoke with no person. */
const UNHEARD: readonly Disposition[] = ["voicemail", "no_answer", "busy", "invalid_number", "capacity", "billing"];

/** What of the analysis' outcome to believe: nobody is won over by an answering machine, however kindly its greeting asks to be
 *  called back. An opt-out always counts. */
export function credibleOutcome(disposition: Disposition, analysed: Outcome | null): Outcome | null {
  return UNHEARD.includes(disposition) && analysed !== "opt_out" ? null : analysed;
}

const RANK: Record<Outcome, number> = {
  no_decision: 1,
  not_interested: 2,
  interested: 3,
  callback: 4,
  booked: 5,
  wrong_number: 6,
  opt_out: 7,
};

/** The wish that stands when the tools and the analysis of a call name two: the stronger one, an opt-out above all.
 *  The order equals `private.outcome_rank`. */
export function strongest(a: Outcome | null, b: Outcome | null): Outcome | null {
  if (!a || !b) return a ?? b;
  return RANK[a] >= RANK[b] ? a : b;
}
