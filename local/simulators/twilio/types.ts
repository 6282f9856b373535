import { z } from "zod";
import { Fault as AnyFault, type WebhookFaults } from "../vapi/types";

/** How a simulated customer, or their carrier, takes texts. Number 555-0301 plays the first, 555-0302 the second, … */
export const PERSONAS = [
  "silent",
  "clicks",
  "asks_question",
  "interested",
  "stops",
  "stops_in_words",
  "stops_then_starts",
  "asks_help",
  "unreachable_then_ok",
  "unknown_number",
  "landline",
  "filtered",
  "carrier_error",
  "never_reported",
  "opted_out_before",
  "blocked",
  "sender_unregistered",
  "previewed",
] as const;
export const Persona = z.enum(PERSONAS);
export type Persona = z.infer<typeof Persona>;

/** Which persona gets a number's first, second, … text; the last one stays. */
export const PersonaMap = z.record(z.string(), z.array(Persona).min(1));
export type PersonaMap = z.infer<typeof PersonaMap>;

/** How the next request goes wrong: one that sends (the default) or one that reads. */
export const Fault = AnyFault.extend({ on: z.enum(["send", "read"]).optional() });
export type Fault = z.infer<typeof Fault>;

export interface TwilioSimulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  seed: number | string;
  accountSid: string;
  authToken: string;
  /** Where messages that come in are posted; without one they are only written down. */
  inboundUrl?: string | null;
  /** The numbers and messaging services that may send; all may without them. */
  senders?: string[] | null;
  /** The number that a messaging service sends from. */
  serviceNumber?: string;
  /** Tell `OptOutType` of what comes in, as with Advanced Opt-Out. */
  advancedOptOut?: boolean;
  /** The witness: one line for each request, status, webhook and act. null (the default) writes none. */
  logFile?: string | null;
  /** Simulated seconds in one real second; 120 by default. */
  speed?: number;
  /** Texts taken in any second; more are refused with 429. 100 by default. */
  ratePerSecond?: number;
  personas?: PersonaMap;
  webhookFaults?: Partial<WebhookFaults>;
  faults?: Fault[];
  now?: () => Date;
}

export const STATUSES = ["accepted", "queued", "sending", "sent", "delivered", "undelivered", "failed"] as const;
export type Status = (typeof STATUSES)[number];

export interface SimSms {
  sid: string;
  attemptId: string | null;
  to: string;
  from: string;
  messagingServiceSid: string | null;
  body: string;
  segments: number;
  statusCallback: string | null;
  /** 1 for the first text to this number. */
  nth: number;
  persona: Persona;
  status: Status;
  errorCode: number | null;
  createdAt: string;
  updatedAt: string;
  sentAt: string | null;
}

export interface InboundSms {
  sid: string;
  from: string;
  to: string;
  body: string;
  at: string;
}

export interface LoggedRequest {
  at: string;
  method: string;
  path: string;
  /** null when no answer was given. */
  status: number | null;
  ms: number;
  sid: string | null;
  attemptId: string | null;
  number: string | null;
  /** Twilio's code of a refusal. */
  code: number | null;
  fault: Fault["answer"] | null;
}

export interface SentWebhook {
  at: string;
  sid: string;
  attemptId: string | null;
  /** The status that it reports, or `inbound`. */
  type: string;
  delivery: "first" | "duplicate" | "retry" | "dropped";
  /** The answer; null when there was none. */
  status: number | null;
  ms: number;
}

/** What customers, their phones and Twilio itself did; `answer`: what our server had said to a customer's text by TwiML. */
export interface Act {
  at: string;
  act: "click" | "preview" | "inbound" | "auto_reply" | "answer";
  sid: string;
  number: string;
  /** The words, or the link. */
  text: string;
  /** Of a click: the answer; null when there was none, or the link leads off this machine. */
  status: number | null;
}
