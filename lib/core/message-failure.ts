import type { Disposition } from "./call";
import type { NextStep } from "./retry";

/** What a provider's refusal of a message means.
 *  - `end`: it was not taken; `next` overrides the retry policy where it is no fault of the customer's contact.
 *  - `doubt`: it may have been taken; the provider is asked later.
 *  `halt` pauses the campaign: going on would fail for everybody. `holdMs`: nobody asks the provider for so long. */
export type MessageFailureDecision = { holdMs: number | null } & (
  | { kind: "end"; disposition: Disposition; next: NextStep | null; halt: MessageHalt | null }
  | { kind: "doubt"; checkAt: Date }
);
export type MessageHalt = "message_auth" | "message_billing" | "sender_refused" | "message_quota" | "message_filtered";

interface Failure {
  certainty: "definite" | "retryable" | "ambiguous";
  code: string;
  retryAfterMs?: number | null;
}

const SECOND = 1000;
/** A message whose answer was lost can be asked for, or an email sent again under its key, a moment later. */
const DOUBT_WAIT_MS = 15 * SECOND;
const CAPACITY_WAIT_MS = 2 * SECOND;
const UNAVAILABLE_WAIT_MS = 60 * SECOND;
const LONGEST_HOLD_MS = 24 * 3600 * SECOND;

/** Whether it was one of several emails that had the whole request refused: nothing of it was sent. */
export const refusesOne = ({ certainty, code }: Failure): boolean =>
  certainty === "definite" && ["invalid_contact", "rejected"].includes(code);

/** Decides purely; source of the codes: the adapters' error maps (data). */
export function decideMessageFailure(failure: Failure, now: Date): MessageFailureDecision {
  const later = (ms: number) => new Date(now.getTime() + ms);
  const requeue = (reason: Disposition, ms: number): NextStep => ({ kind: "requeue", at: later(ms), reason });
  const told = failure.retryAfterMs == null ? null : Math.min(Math.max(failure.retryAfterMs, 0), LONGEST_HOLD_MS);
  const end = (
    disposition: Disposition,
    next: NextStep | null = null,
    halt: MessageHalt | null = null,
    holdMs: number | null = null,
  ): MessageFailureDecision => ({ kind: "end", disposition, next, halt, holdMs });
  // Another text was taken under this key: that one left.
  if (failure.certainty === "ambiguous" || failure.code === "conflict")
    return { kind: "doubt", checkAt: later(DOUBT_WAIT_MS), holdMs: null };
  switch (failure.code) {
    case "capacity": {
      const wait = told ?? CAPACITY_WAIT_MS;
      return end("capacity", requeue("capacity", wait), null, wait);
    }
    case "quota": {
      const wait = told ?? 3600 * SECOND;
      return end("capacity", requeue("capacity", wait), "message_quota");
    }
    case "auth":
      return end("provider_failed", requeue("provider_failed", UNAVAILABLE_WAIT_MS), "message_auth");
    case "billing":
      return end("billing", requeue("billing", UNAVAILABLE_WAIT_MS), "message_billing");
    case "sender":
      return end("provider_failed", requeue("provider_failed", UNAVAILABLE_WAIT_MS), "sender_refused");
    case "invalid_contact":
      return end("bounced");
    case "unreachable_channel":
      return end("landline");
    case "opted_out":
      return end("opted_out");
    case "unavailable":
    case "timeout":
      return end("provider_failed", requeue("provider_failed", UNAVAILABLE_WAIT_MS));
    default:
      return end("provider_failed");
  }
}
