import { applyEvent } from "@/lib/actions/apply-event";
import { applyMessageEvents } from "@/lib/actions/apply-message-events";
import { applyRetention } from "@/lib/actions/apply-retention";
import { contactMessages } from "@/lib/actions/contact-messages";
import { contactRecipient } from "@/lib/actions/contact-recipient";
import type { EngineDeps } from "@/lib/actions/deps";
import { dispatchCampaign } from "@/lib/actions/dispatch-campaign";
import { reconcileAttempts } from "@/lib/actions/reconcile-attempts";
import { runSweep } from "@/lib/actions/run-sweep";
import { errorName } from "@/lib/core/errors";
import { JOB_INPUT, type JobInput, type JobName } from "@/lib/core/jobs";

export interface Job<N extends JobName> {
  input: (typeof JOB_INPUT)[N];
  run(deps: EngineDeps, input: JobInput<N>): Promise<unknown>;
  /** Tries in all. Every action may run twice: what it did once it does not do again. */
  maxAttempts: number;
  /** Runs at once, at most: in one process of graphile-worker, or in all of Trigger.dev. */
  concurrency: number;
  /** Five fields, UTC. */
  cron?: string;
}

/** Every job, named once. Both engines run this catalogue. */
export const CATALOGUE: { [N in JobName]: Job<N> } = {
  "dispatch-campaign": {
    input: JOB_INPUT["dispatch-campaign"],
    run: dispatchCampaign,
    maxAttempts: 5,
    concurrency: 5,
  },
  "contact-recipient": {
    input: JOB_INPUT["contact-recipient"],
    run: contactRecipient,
    maxAttempts: 5,
    concurrency: 20,
  },
  "contact-messages": {
    input: JOB_INPUT["contact-messages"],
    run: contactMessages,
    maxAttempts: 5,
    concurrency: 8,
  },
  "apply-message-events": {
    input: JOB_INPUT["apply-message-events"],
    run: applyMessageEvents,
    maxAttempts: 3,
    concurrency: 2,
  },
  "apply-event": { input: JOB_INPUT["apply-event"], run: applyEvent, maxAttempts: 3, concurrency: 10 },
  "reconcile-attempts": {
    input: JOB_INPUT["reconcile-attempts"],
    run: reconcileAttempts,
    maxAttempts: 1,
    concurrency: 1,
  },
  // Each account once a day; every hour, so that a day on which no worker ran is made up for.
  "apply-retention": {
    input: JOB_INPUT["apply-retention"],
    run: applyRetention,
    maxAttempts: 1,
    concurrency: 1,
    cron: "40 * * * *",
  },
  sweep: { input: JOB_INPUT.sweep, run: runSweep, maxAttempts: 1, concurrency: 1, cron: "* * * * *" },
};

export const JOB_NAMES = Object.keys(CATALOGUE).filter((name): name is JobName => name in JOB_INPUT);

/** A job that failed. Its message, and so what a queue keeps of it, names the error and quotes nothing. */
class JobFailed extends Error {
  override name = "JobFailed";
}

/** Checks a payload that came through a queue and runs its job. @throws JobFailed, also for a payload of another shape */
export async function runJob<N extends JobName>(deps: EngineDeps, name: N, payload: unknown): Promise<unknown> {
  const job = CATALOGUE[name];
  try {
    // The catalogue is indexed by the name, so the schema's output is the job's own input.
    return await job.run(deps, job.input.parse(payload) as JobInput<N>);
  } catch (error) {
    const reason = errorName(error);
    deps.log.error({ job: name, error: reason }, "a job failed");
    throw new JobFailed(reason, { cause: error });
  }
}
