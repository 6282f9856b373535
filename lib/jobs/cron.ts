import type { EngineDeps } from "@/lib/actions/deps";
import type { Jobs } from "@/lib/core/jobs";
import { runJob } from "./catalogue";

/** For hosts with nothing but a cron. Events are applied at once, dispatches wait for the next sweep of the cron route:
 *  a person's request never waits for a provider. */
export function cronJobs(deps: () => EngineDeps): Jobs {
  return {
    async enqueue(name, input) {
      if (name === "apply-event" || name === "apply-message-events") await runJob(deps(), name, input);
    },
  };
}

/** How long one call of the cron route works before it leaves the rest to the next. */
const BUDGET_MS = 45_000;

/** Runs the jobs that a sweep asks for inside the cron request itself. A job whose key is at work already runs once more after it, and
 *  does not run inside it. Delayed jobs, and what comes too late, are left to the next sweep. */
export function inlineJobs(deps: () => EngineDeps, startedAt = Date.now()): Jobs {
  const atWork = new Map<string, { again: boolean }>();
  return {
    async enqueue(name, input, { key, delayMs } = {}) {
      const inTime = () => Date.now() - startedAt <= BUDGET_MS;
      if (delayMs || !inTime()) return;
      if (!key) {
        await runJob(deps(), name, input);
        return;
      }
      const same = atWork.get(key);
      if (same) {
        same.again = true;
        return;
      }
      const own = { again: true };
      atWork.set(key, own);
      try {
        while (own.again && inTime()) {
          own.again = false;
          await runJob(deps(), name, input);
        }
      } finally {
        atWork.delete(key);
      }
    },
  };
}
