import type { JobName } from "@/lib/core/jobs";
import { CATALOGUE } from "./catalogue";

/** What the catalogue says of a job, as Trigger.dev's `task` takes it. A reservation is given back after two minutes, so that a
 *  contact is not tried for longer. */
export function taskOptions(name: JobName) {
  const { concurrency, maxAttempts } = CATALOGUE[name];
  return {
    queue: { name, concurrencyLimit: concurrency },
    retry: { maxAttempts, factor: 2, minTimeoutInMs: 1_000, maxTimeoutInMs: 30_000, randomize: true },
  };
}
