import type { CallEvent, CallReport } from "@/lib/core/call";
import type { RecordingPlan } from "@/lib/core/recording";
import type { LookUpResult, ProviderFailure } from "./failure";

/** One outbound call, fully rendered. Lengths are the provider's to check; content is ours. */
export interface OutboundCall {
  attemptId: string;
  assistantId: string;
  phoneNumberId: string;
  /** E.164. */
  to: string;
  customerName: string | null;
  /** Spoken first, already rendered, at most 1,000 characters. */
  firstMessage: string;
  /** Left on an answering machine; null leaves none. At most 1,000 characters. */
  voicemailMessage: string | null;
  variables: Record<string, string>;
  maxDurationSeconds: number;
  /** Whether audio is recorded, and whether the assistant asks about it. */
  recording: RecordingPlan;
  /** Where the provider reports to, and the secret it must show. */
  webhook: { url: string; secret: string };
}

export type StartCallResult = { ok: true; providerRef: string } | { ok: false; failure: ProviderFailure };

/** What the provider knows of a call now. `report` is there once it has ended. */
export interface CallSnapshot {
  providerRef: string;
  attemptId: string | null;
  status: "queued" | "ringing" | "in_progress" | "forwarding" | "ended" | "not_found";
  report: CallReport | null;
}

/** What an agent is made of at the provider. */
export type VoiceResource = "assistant" | "phone_number";

/** The port for AI voice calls. No method throws for a provider's fault. */
export interface Voice {
  startCall(call: OutboundCall): Promise<StartCallResult>;
  getCall(providerRef: string): Promise<LookUpResult<CallSnapshot>>;
  /** Deletes what the provider keeps of an ended call: recording, transcript, the call itself. One it does not know counts as deleted. */
  forget(providerRef: string): Promise<LookUpResult<null>>;
  /** Looks for the call of an attempt among those of its assistant made at or after `since`; null when the provider knows of none. */
  findCall(query: { attemptId: string; assistantId: string; since: Date }): Promise<LookUpResult<CallSnapshot | null>>;
  /** Whether the provider answers and takes our key. Changes nothing there; ends within five seconds. */
  check(): Promise<LookUpResult<null>>;
  /** Whether the provider knows what an id names. Changes nothing there; ends within five seconds. */
  exists(resource: VoiceResource, id: string): Promise<LookUpResult<boolean>>;
}

/** What a webhook adapter makes of a verified body: the event, and the redacted payload that may be stored. */
export interface InboundEvent {
  eventKey: string;
  payload: Record<string, unknown>;
  event: CallEvent;
}
