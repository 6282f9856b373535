import type { NdjsonLog } from "../ndjson-log";
import type { WebhookFaults } from "../vapi/types";
import type { Changing } from "../waiting";
import type { Act, Fault, InboundSms, LoggedRequest, PersonaMap, SentWebhook, SimSms } from "./types";

/** What the parts of the simulator share. The settings may change while it runs. */
export interface SimState extends Changing {
  readonly seed: number | string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly log: NdjsonLog;
  readonly now: () => Date;
  readonly stopping: AbortController;
  readonly messages: Map<string, SimSms>;
  readonly inbound: Map<string, InboundSms>;
  readonly textsByNumber: Map<string, number>;
  /** Pairs of customer and sender that Twilio lets no text pass between, and those that were opened again. */
  readonly blocked: Set<string>;
  readonly started: Set<string>;
  readonly requests: LoggedRequest[];
  readonly webhooks: SentWebhook[];
  readonly acts: Act[];
  /** When texts were taken within the last second: milliseconds of the monotonic clock. */
  readonly taken: number[];
  readonly serviceNumber: string;
  readonly advancedOptOut: boolean;
  url: string;
  inboundUrl: string | null;
  senders: string[] | null;
  speed: number;
  ratePerSecond: number;
  personas: PersonaMap;
  webhookFaults: WebhookFaults;
  faults: Fault[];
  /** While true, texts stay in the queue. */
  held: boolean;
  /** Texts in play and webhooks under way. */
  busy: number;
}

/** Twilio remembers an opt-out for the pair of a customer and a sender: a number, or a messaging service. */
export const pairOf = (customer: string, sender: string) => `${customer} ${sender}`;

export function act(state: SimState, done: Omit<Act, "at">): void {
  const entry: Act = { at: state.now().toISOString(), ...done };
  state.acts.push(entry);
  const { act: kind, ...rest } = entry;
  state.log.write({ kind, ...rest });
  state.changed();
}
