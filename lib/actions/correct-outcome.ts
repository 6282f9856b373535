import type { CorrectOutcome } from "@/lib/core/campaign";
import { AppError } from "@/lib/core/errors";
import type { UserDeps } from "./deps";

export interface Corrected {
  outcome: CorrectOutcome["outcome"];
  /** False when it had that outcome already. */
  changed: boolean;
  lead_id: string | null;
}

/** Writes down what really came of a call. A wish not to be contacted is kept from then on; correcting it away lifts nothing.
 *  @throws AppError not_found, attempt_under_way, attempt_not_placed */
export async function correctOutcome(
  deps: UserDeps,
  { attemptId, outcome, note }: { attemptId: string } & CorrectOutcome,
): Promise<Corrected> {
  const attempt = await deps.data.attempts.get(attemptId);
  if (!attempt) throw new AppError("not_found");
  const correction = { attemptId, outcome, note: note || null, accountId: attempt.user_id, actorId: deps.user.id };
  const change = await deps.corrections.outcome(correction, deps.now());
  if (!change.ok) throw new AppError(change.code);
  deps.log.info({ attempt_id: attemptId, outcome, changed: change.changed }, "outcome corrected");
  if (change.changed) await deps.engine.settle(attempt.campaign_id, deps.now());
  return { outcome, changed: change.changed, lead_id: change.lead_id };
}
