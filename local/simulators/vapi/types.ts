import { z } from "zod";
import type { Outcome, Sentiment } from "@/lib/core/call";

/** How a simulated customer behaves on one call. */
export const PERSONAS = [
  "answers_and_books",
  "interested",
  "asks_callback",
  "not_interested",
  "opts_out_mid_call",
  "wrong_number",
  "hangs_up_early",
  "no_answer",
  "busy",
  "voicemail",
  "silent",
  "provider_error",
  "refuses_recording",
] as const;
export const Persona = z.enum(PERSONAS);
export type Persona = z.infer<typeof Persona>;

/** How the next `POST /call` goes wrong. `accept`: whether the call is placed all the same; without it, it is
 *  for `delay`, `garbage` and `empty` (a 2xx means that Vapi took it) and is not for the rest. */
export const Fault = z.strictObject({
  answer: z.enum(["status", "garbage", "empty", "hang", "reset", "delay"]),
  accept: z.boolean().optional(),
  /** For `status`. */
  status: z.number().int().min(200).max(599).optional(),
  body: z.json().optional(),
  /** For `delay`: real milliseconds between taking the call and saying so. */
  ms: z.number().min(0).max(600_000).optional(),
  /** How many calls; 1 by default. */
  times: z.number().int().min(1).optional(),
  /** Only calls to this number. */
  number: z.string().optional(),
});
export type Fault = z.infer<typeof Fault>;

/** Probabilities, each in [0, 1], decided for each webhook by the seed. */
export const WebhookFaults = z.strictObject({
  duplicate: z.number().min(0).max(1).default(0),
  reorder: z.number().min(0).max(1).default(0),
  drop: z.number().min(0).max(1).default(0),
});
export type WebhookFaults = z.infer<typeof WebhookFaults>;

/** Which persona answers a number on its first, second, … call; the last one stays. */
export const PersonaMap = z.record(z.string(), z.array(Persona).min(1));
export type PersonaMap = z.infer<typeof PersonaMap>;

export interface SimulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  seed: number | string;
  /** The key that requests must bear. */
  token: string;
  /** The witness: one line for each request, call and webhook. null (the default) writes none. */
  logFile?: string | null;
  /** Simulated seconds in one real second; 120 by default: a minute's call takes half a second. */
  speed?: number;
  personas?: PersonaMap;
  /** Calls at once; 10 by default, as with Vapi. */
  concurrency?: number;
  webhookFaults?: Partial<WebhookFaults>;
  faults?: Fault[];
  /** Sign webhooks (HMAC) with this secret instead of sending the headers of the call's server. */
  signWith?: string;
  now?: () => Date;
}

export interface Turn {
  role: "bot" | "user" | "tool_calls" | "tool_call_result";
  message: string;
  secondsFromStart: number;
  duration: number;
  toolCall?: { id: string; name: string; arguments: string };
  result?: string;
}

export interface ToolUse {
  name: string;
  askedAt: string;
  answeredAt: string;
  /** What our server answered, or null when it gave no usable answer. */
  result: string | null;
}

export interface SimCall {
  id: string;
  attemptId: string | null;
  number: string;
  /** 1 for the first call to this number. */
  nth: number;
  persona: Persona;
  assistantId: string;
  phoneNumberId: string | null;
  status: "queued" | "ringing" | "in-progress" | "ended";
  createdAt: string;
  updatedAt: string;
  answeredAt: string | null;
  endedAt: string | null;
  endedReason: string | null;
  /** Simulated seconds of conversation. */
  durationSeconds: number;
  turns: Turn[];
  tools: ToolUse[];
  outcome: Outcome | null;
  sentiment: Sentiment | null;
  summary: string | null;
  structuredData: Record<string, string> | null;
  deleted: boolean;
}

export interface LoggedRequest {
  at: string;
  method: string;
  path: string;
  /** null when no answer was given. */
  status: number | null;
  ms: number;
  callId: string | null;
  attemptId: string | null;
  number: string | null;
  fault: Fault["answer"] | null;
}

export interface SentWebhook {
  at: string;
  callId: string;
  attemptId: string | null;
  type: string;
  callStatus: string | null;
  delivery: "first" | "duplicate" | "retry" | "dropped";
  /** The answer; null when there was none. */
  status: number | null;
  ms: number;
  /** Of the body's bytes: two deliveries of one event have the same. */
  sha256: string;
}
