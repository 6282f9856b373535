import type { Jobs } from "@/lib/core/jobs";

/** Delayed jobs of one key are one when they are due in the same slot. */
const SLOT_MS = 5_000;
/** Somebody waits: a person for a page, or a provider for the answer to its webhook. The sweep does what was not handed over. */
const TIMEOUT_MS = 5_000;
const RETRY = { maxAttempts: 3, minTimeoutInMs: 250, maxTimeoutInMs: 1_000, factor: 2 };
const seconds = (ms: number) => `${Math.ceil(ms / 1000)}s`;

/** Hands jobs to Trigger.dev (TRIGGER_SECRET_KEY, TRIGGER_API_URL). Task code stays out of this bundle: the id is enough.
 *
 *  A key becomes a debounce, for an idempotency key would swallow a job that comes after its namesake has run. A debounced run
 *  is only ever pushed later, so that
 *  - `maxDelay` bounds the pushing: a campaign whose calls keep ending would else never be dispatched;
 *  - a delayed job has a key of its own, by the time it is due: it neither holds back one for now nor swallows an earlier one. */
export const triggerJobs = (timeoutMs = TIMEOUT_MS): Jobs => ({
  async enqueue(name, input, { key, delayMs } = {}) {
    const dueAt = delayMs ? Date.now() + delayMs : null;
    const options = {
      ...(dueAt === null ? {} : { delay: new Date(dueAt) }),
      ...(key ? { debounce: debounceOf(key, dueAt, delayMs ?? 0) } : {}),
    };
    const { tasks } = await sdk();
    await inTime(tasks.trigger(name, input, options, { retry: RETRY }), timeoutMs);
  },
});

/** Loaded with the first job: it takes longer to load than the rest of a worker, and most servers run another engine. */
const sdk = () => import("@trigger.dev/sdk");

async function inTime(work: Promise<unknown>, timeoutMs: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("Trigger.dev did not answer in time")), timeoutMs);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function debounceOf(key: string, dueAt: number | null, delayMs: number) {
  if (dueAt === null) return { key, delay: "1s", maxDelay: "3s" };
  const slot = Math.ceil(dueAt / SLOT_MS);
  return { key: `${key}@${slot}`, delay: "1s", maxDelay: seconds(delayMs + 2 * SLOT_MS) };
}
