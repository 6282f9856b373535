import { errorName } from "@/lib/core/errors";
import type { DoubtfulAttempt as Doubtful } from "@/lib/data/engine";
import type { CallSnapshot } from "@/lib/providers/voice";
import type { EngineDeps } from "./deps";
import { afterEnd, endAttempt, giveUp } from "./end-attempt";
import { inWaves } from "./in-waves";
import { reconcileMessage } from "./reconcile-message";

type Found = CallSnapshot | null | "unanswered";

const BATCH = 50;
const AT_ONCE = 10;
/** A call that exists is in the provider's list by then. */
const GIVE_UP_AFTER_MS = 2 * 60_000;
/** The analysis of a call follows its end: rather wait for it than lose what the customer wanted. */
const TRIES_FOR_ANALYSIS = 3;
/** A provider that does not answer at all, or never says that a call is over, is asked once a minute for a day. */
const TRIES_AT_ALL = 1440;

/** Settles attempts whose lease ran out by asking the provider: adopts what it finds; what it does not know is marked unknown,
 *  never sent again. When the provider answers nobody the rest waits for the next round.
 *  @returns how many were looked at, and for how many that failed. */
export async function reconcileAttempts(deps: EngineDeps): Promise<{ checked: number; failures: number }> {
  const doubtful = await deps.engine.leaseDoubtful(deps.now(), BATCH);
  let failures = 0;
  const ask = async (attempt: Doubtful): Promise<boolean> => {
    let answered = true;
    try {
      if (attempt.channel !== "call") return await reconcileMessage(deps, attempt);
      const found = await lookUp(deps, attempt);
      answered = found !== "unanswered";
      await settle(deps, attempt, found);
    } catch (error) {
      // One attempt that can't be settled must not keep the others from being asked after.
      deps.log.error({ attempt_id: attempt.attempt_id, error: errorName(error) }, "an attempt could not be reconciled");
      failures++;
      await postpone(deps, attempt, error);
    }
    return answered;
  };
  const checked = await inWaves(doubtful, AT_ONCE, ask, (answered) => answered.some(Boolean));
  return { checked, failures };
}

async function settle(deps: EngineDeps, attempt: Doubtful, found: Found): Promise<void> {
  deps.log.info(
    { attempt_id: attempt.attempt_id, found: found === "unanswered" ? found : (found?.status ?? "nothing") },
    "provider asked",
  );
  // It is only asked for the report that could not be written down.
  if (attempt.state === "unknown" && (found === "unanswered" || !found?.report)) throw new Error("no report");
  if (found === "unanswered") {
    if (attempt.reconcile_tries >= TRIES_AT_ALL) await giveUp(deps, attempt);
    return;
  }
  if (!found || found.status === "not_found") {
    if (deps.now().getTime() - Date.parse(attempt.begun_at) >= GIVE_UP_AFTER_MS) await giveUp(deps, attempt);
    return;
  }
  if (found.status !== "ended") {
    if (attempt.reconcile_tries >= TRIES_AT_ALL) await giveUp(deps, attempt);
    else await deps.engine.dispatched(attempt.attempt_id, found.providerRef, deps.now());
    return;
  }
  const { report } = found;
  if (
    !report ||
    (report.disposition === "conversed" && !report.structuredData && attempt.reconcile_tries < TRIES_FOR_ANALYSIS)
  ) {
    if (attempt.reconcile_tries >= TRIES_AT_ALL) await giveUp(deps, attempt);
    return;
  }
  await endAttempt(deps, {
    attemptId: attempt.attempt_id,
    providerRef: found.providerRef,
    report,
    error: null,
    next: null,
  });
}

/** Later, each time less soon. The line is free and the campaign can end once the owner is shown that it could not be recorded. */
async function postpone(deps: EngineDeps, { attempt_id }: Doubtful, error: unknown): Promise<void> {
  try {
    if (!(await deps.engine.postponeSettling(attempt_id, errorName(error), deps.now()))) return;
    const standing = await deps.engine.standing(attempt_id);
    if (standing) await afterEnd(deps, standing.campaign_id, { attempt_id, disposition: "unknown" });
  } catch (cause) {
    // The database is away, most likely: the attempt was lent for a minute and comes again.
    deps.log.warn({ attempt_id, error: errorName(cause) }, "an attempt could not be postponed");
  }
}

async function lookUp(deps: EngineDeps, attempt: Doubtful): Promise<Found> {
  if (!deps.voice) return "unanswered";
  if (attempt.provider_ref) {
    const answer = await deps.voice.getCall(attempt.provider_ref);
    return answer.ok ? answer.value : "unanswered";
  }
  if (!attempt.assistant_id) return null;
  const query = { attemptId: attempt.attempt_id, assistantId: attempt.assistant_id, since: new Date(attempt.begun_at) };
  const answer = await deps.voice.findCall(query);
  return answer.ok ? answer.value : "unanswered";
}
