import type { CallReport } from "@/lib/core/call";
import { credibleOutcome, type NextStep, nextAfter, strongest } from "@/lib/core/retry";
import type { Finished, FinishInput } from "@/lib/data/engine";
import type { EngineDeps } from "./deps";
import { requestDispatch } from "./start-campaign";

export interface EndedAttempt {
  attemptId: string;
  providerRef: string | null;
  report: CallReport;
  error: string | null;
  /** Instead of what the retry policy would decide. */
  next: NextStep | null;
}

/** Ends an attempt: decides what comes next from the disposition and the strongest wish, and has it all applied in one
 *  transaction. Doubled and late reports change nothing. @returns whether this call applied it. */
export async function endAttempt(deps: EngineDeps, ended: EndedAttempt): Promise<boolean> {
  // Another wish may be recorded between the look and the write: then the answer is 'stale' and the look is repeated.
  for (let round = 0; round < 4; round++) {
    const standing = await deps.engine.standing(ended.attemptId);
    if (!standing || standing.state === "ended") return false;
    const { disposition } = ended.report;
    const outcome = strongest(standing.outcome, credibleOutcome(disposition, ended.report.outcome));
    const next = ended.next ?? nextAfter(standing, disposition, deps.now(), outcome);
    const report = { ...ended.report, outcome };
    const { attemptId, providerRef, error } = ended;
    const input = { attemptId, providerRef, report, error, next, seenOutcome: standing.outcome };
    const finished = await finish(deps, input);
    if (finished.applied) {
      await afterEnd(deps, standing.campaign_id, { attempt_id: attemptId, disposition, outcome, next: next.kind });
      return true;
    }
    if (finished.reason !== "stale") {
      deps.log.info({ attempt_id: attemptId, reason: finished.reason }, "report changes nothing");
      return false;
    }
  }
  throw new Error("an attempt's outcome kept changing while it was being ended");
}

/** An opt-out is in force though the rest of the report can't be written down. */
async function finish(deps: EngineDeps, input: FinishInput): Promise<Finished> {
  try {
    return await deps.engine.finish(input, deps.now());
  } catch (error) {
    if (input.report.outcome === "opt_out") {
      const heard = { id: "analysis", name: "record_opt_out", arguments: {} };
      await deps.engine.toolCall(input.attemptId, heard, "opt_out", deps.now());
    }
    throw error;
  }
}

/** Nobody could say what became of it: the owner is shown it, and it is never repeated. @returns that it is settled */
export async function giveUp(deps: EngineDeps, { attempt_id }: { attempt_id: string }): Promise<true> {
  if (await deps.engine.markUnknown(attempt_id, deps.now())) {
    const standing = await deps.engine.standing(attempt_id);
    if (standing) await afterEnd(deps, standing.campaign_id, { attempt_id, disposition: "unknown" });
  }
  return true;
}

/** A line fell free: complete or break the campaign, or fill the line again. */
export async function afterEnd(deps: EngineDeps, campaignId: string, fields: Record<string, unknown>): Promise<void> {
  deps.log.info({ campaign_id: campaignId, ...fields }, "attempt ended");
  const settled = await deps.engine.settle(campaignId, deps.now());
  if (settled.changed) deps.log.info({ campaign_id: campaignId, status: settled.status }, "campaign settled");
  if (settled.status === "active") await requestDispatch(deps, campaignId);
}
