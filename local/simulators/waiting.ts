/** What simulators share: telling that something changed, waiting for it, and counting what is under way. */
export interface Changing {
  /** Tells everyone who waits that something changed. */
  changed: () => void;
  onChange: (listener: () => void) => () => void;
}

export function notifier(): Changing {
  const listeners = new Set<() => void>();
  return {
    changed: () => {
      for (const listener of [...listeners]) listener();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Resolves once `check` is true; looks again whenever something changes.
 *  @throws after `timeoutMs`, naming `what`. */
export function until(state: Changing, check: () => boolean, what: string, timeoutMs = 20_000): Promise<void> {
  if (check()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      leave();
      reject(new Error(`waited ${timeoutMs} ms for ${what}`));
    }, timeoutMs);
    const leave = state.onChange(() => {
      if (!check()) return;
      clearTimeout(timer);
      leave();
      resolve();
    });
  });
}

/** Waits simulated seconds; ends early, rejecting, when the signal aborts. */
export function simulatedSleep(state: { speed: number }, seconds: number, signal: AbortSignal): Promise<void> {
  return realSleep((seconds * 1_000) / state.speed, signal);
}

export function realSleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

/** Counts work under way, so that `idle` can be awaited. Rejections are the worker's own business. */
export async function whileBusy(state: Changing & { busy: number }, work: () => Promise<void>): Promise<void> {
  state.busy++;
  try {
    await work();
  } finally {
    state.busy--;
    state.changed();
  }
}
