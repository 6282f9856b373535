import type { Disposition } from "./call";
import type { NextStep } from "./retry";

/** What a provider's refusal means for the attempt and its campaign.
 *  - `end`: the contact does not exist; `next` overrides the retry policy where it is no fault of the customer's number.
 *  - `doubt`: the contact may exist; ask the provider later.
 *  `halt` pauses the campaign: going on would fail for everybody. */
export type FailureDecision =
  | { kind: "end"; disposition: Disposition; next: NextStep | null; halt: "provider_auth" | "provider_billing" | null }
  | { kind: "doubt"; checkAt: Date };

interface Failure {
  certainty: "definite" | "retryable" | "ambiguous";
  code: string;
}

const SECOND = 1000;
/** A call that an unanswered request made shows in the provider's list within seconds. */
const DOUBT_WAIT_MS = 15 * SECOND;
const UNAVAILABLE_WAIT_MS = 60 * SECOND;

/** Decides purely; source of the codes: the adapters' failure maps. */
export function decideFailure(failure: Failure, now: Date): FailureDecision {
  const later = (ms: number) => new Date(now.getTime() + ms);
  const requeue = (reason: Disposition, ms: number): NextStep => ({ kind: "requeue", at: later(ms), reason });
  if (failure.certainty === "ambiguous") return { kind: "doubt", checkAt: later(DOUBT_WAIT_MS) };
  switch (failure.code) {
    case "capacity":
      return { kind: "end", disposition: "capacity", next: null, halt: null };
    case "auth":
      return {
        kind: "end",
        disposition: "provider_failed",
        next: requeue("provider_failed", UNAVAILABLE_WAIT_MS),
        halt: "provider_auth",
      };
    case "billing":
      return { kind: "end", disposition: "billing", next: null, halt: "provider_billing" };
    case "invalid_contact":
      return { kind: "end", disposition: "invalid_number", next: null, halt: null };
    case "unavailable":
      return {
        kind: "end",
        disposition: "provider_failed",
        next: requeue("provider_failed", UNAVAILABLE_WAIT_MS),
        halt: null,
      };
    default:
      return { kind: "end", disposition: "provider_failed", next: null, halt: null };
  }
}
