import type { NdjsonLog } from "../ndjson-log";
import type { CreateCall } from "./request-schema";
import type { Fault, LoggedRequest, PersonaMap, SentWebhook, SimCall, WebhookFaults } from "./types";

export interface PlacedCall {
  sim: SimCall;
  request: CreateCall;
  /** Ends the call at once, e.g. because it was deleted. */
  abort: AbortController;
}

/** What the parts of the simulator share. The settings may change while it runs. */
export interface SimState {
  readonly seed: number | string;
  readonly token: string;
  readonly signWith: string | undefined;
  readonly log: NdjsonLog;
  readonly now: () => Date;
  readonly stopping: AbortController;
  readonly calls: Map<string, PlacedCall>;
  readonly callsByNumber: Map<string, number>;
  readonly requests: LoggedRequest[];
  readonly webhooks: SentWebhook[];
  url: string;
  speed: number;
  concurrency: number;
  personas: PersonaMap;
  webhookFaults: WebhookFaults;
  faults: Fault[];
  /** While true, ringing calls are not answered. */
  held: boolean;
  /** Ids of assistants and phone numbers that are not there. */
  missing: ReadonlySet<string>;
  /** Calls that have not ended. */
  active: number;
  /** Calls in play and webhooks under way. */
  busy: number;
  refusedForCapacity: number;
  /** Tells everyone who waits that something changed. */
  changed: () => void;
  onChange: (listener: () => void) => () => void;
}

export function notifier(): Pick<SimState, "changed" | "onChange"> {
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
export function until(state: SimState, check: () => boolean, what: string, timeoutMs = 20_000): Promise<void> {
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
export function simulatedSleep(state: SimState, seconds: number, signal: AbortSignal): Promise<void> {
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
export async function whileBusy(state: SimState, work: () => Promise<void>): Promise<void> {
  state.busy++;
  try {
    await work();
  } finally {
    state.busy--;
    state.changed();
  }
}
