import type { EngineDeps } from "@/lib/actions/deps";
import type { Jobs } from "@/lib/core/jobs";
import { runJob } from "./catalogue";

/** For hosts with nothing but a cron. Events are applied at once, dispatches wait for the next sweep of the cron route:
 *  a person's request never waits for a provider. */
export function cronJobs(deps: () => EngineDeps): Jobs {
  return {
    async enqueue(name, input) {
      if (name === "apply-event") await runJob(deps(), name, input);
    },
  };
}

/** How long one call of the cron route works before it leaves the rest to the next. */
const BUDGET_MS = 45_000;

/** Runs the jobs that a sweep asks for, one after the other, inside the cron request itself. Delayed jobs wait for the next sweep. */
export function inlineJobs(deps: () => EngineDeps, startedAt = Date.now()): Jobs {
  return {
    async enqueue(name, input, options) {
      if (options?.delayMs || Date.now() - startedAt > BUDGET_MS) return;
      await runJob(deps(), name, input);
    },
  };
}
