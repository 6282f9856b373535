import type { CallSnapshot } from "@/lib/providers/voice";
import type { EngineDeps } from "./deps";
import { afterEnd, endAttempt } from "./end-attempt";

type Doubtful = Awaited<ReturnType<EngineDeps["engine"]["leaseDoubtful"]>>[number];

const BATCH = 50;
/** A call that exists is in the provider's list by then. */
const GIVE_UP_AFTER_MS = 2 * 60_000;
/** The analysis of a call follows its end: rather wait for it than lose what the customer wanted. */
const TRIES_FOR_ANALYSIS = 3;
/** A provider that does not answer at all is asked once a minute for a day. */
const TRIES_AT_ALL = 1440;

/** Settles attempts whose lease ran out by asking the provider: adopts what it finds; what it does not know is marked unknown,
 *  never sent again. @returns how many were looked at. */
export async function reconcileAttempts(deps: EngineDeps): Promise<{ checked: number }> {
  const doubtful = await deps.engine.leaseDoubtful(deps.now(), BATCH);
  for (const attempt of doubtful) await reconcile(deps, attempt);
  return { checked: doubtful.length };
}

async function reconcile(deps: EngineDeps, attempt: Doubtful): Promise<void> {
  const found = await lookUp(deps, attempt);
  deps.log.info(
    { attempt_id: attempt.attempt_id, found: found === "unanswered" ? found : (found?.status ?? "nothing") },
    "provider asked",
  );
  if (found === "unanswered") {
    if (attempt.reconcile_tries >= TRIES_AT_ALL) await giveUp(deps, attempt);
    return;
  }
  if (!found || found.status === "not_found") {
    if (deps.now().getTime() - Date.parse(attempt.begun_at) >= GIVE_UP_AFTER_MS) await giveUp(deps, attempt);
    return;
  }
  if (found.status !== "ended") {
    await deps.engine.dispatched(attempt.attempt_id, found.providerRef, deps.now());
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

async function lookUp(deps: EngineDeps, attempt: Doubtful): Promise<CallSnapshot | null | "unanswered"> {
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

async function giveUp(deps: EngineDeps, attempt: Doubtful): Promise<void> {
  if (!(await deps.engine.markUnknown(attempt.attempt_id, deps.now()))) return;
  const standing = await deps.engine.standing(attempt.attempt_id);
  if (standing) await afterEnd(deps, standing.campaign_id, { attempt_id: attempt.attempt_id, disposition: "unknown" });
}
