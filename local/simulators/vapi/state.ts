import type { NdjsonLog } from "../ndjson-log";
import type { Changing } from "../waiting";
import type { CreateCall } from "./request-schema";
import type { Fault, LoggedRequest, PersonaMap, SentWebhook, SimCall, WebhookFaults } from "./types";

export interface PlacedCall {
  sim: SimCall;
  request: CreateCall;
  /** Ends the call at once, e.g. because it was deleted. */
  abort: AbortController;
}

export { notifier, realSleep, simulatedSleep, until, whileBusy } from "../waiting";

/** What the parts of the simulator share. The settings may change while it runs. */
export interface SimState extends Changing {
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
}
