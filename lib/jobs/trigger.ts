import { tasks } from "@trigger.dev/sdk";
import type { Jobs } from "@/lib/core/jobs";

/** Hands jobs to Trigger.dev (TRIGGER_SECRET_KEY, TRIGGER_API_URL). Task code stays out of this bundle: the id is enough. */
export const triggerJobs = (): Jobs => ({
  async enqueue(name, input, options = {}) {
    const { key, delayMs } = options;
    await tasks.trigger(name, input, {
      ...(delayMs ? { delay: new Date(Date.now() + delayMs) } : {}),
      // Debounced, not idempotent: a key is free again once its job has run.
      ...(key ? { debounce: { key, delay: "1s" } } : {}),
    });
  },
});
