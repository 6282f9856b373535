import { z } from "zod";
import { CALL_DISPOSITIONS, DISPOSITIONS, OUTCOMES, SENTIMENTS } from "./words";

export { DISPOSITIONS, SENTIMENTS };
export const Disposition = z.enum(DISPOSITIONS);
export type Disposition = z.infer<typeof Disposition>;
/** How a call can end; the rest is for messages. */
export const CallDisposition = z.enum(CALL_DISPOSITIONS);

export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;

export const Sentiment = z.enum(SENTIMENTS);
export type Sentiment = z.infer<typeof Sentiment>;

/** One utterance; `seconds` counts from the start of the call. */
export const Turn = z.object({
  role: z.enum(["assistant", "customer", "tool", "system"]),
  text: z.string(),
  seconds: z.number().nonnegative(),
});
export type Turn = z.infer<typeof Turn>;

/** What the provider tells about a call that is over. Instants are ISO 8601 in UTC, cost is a decimal in US dollars. */
export const CallReport = z.object({
  disposition: Disposition,
  endedReason: z.string(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  durationSeconds: z.number().int().nonnegative().nullable(),
  costUsd: z.number().nonnegative().nullable(),
  transcript: z.string().nullable(),
  turns: z.array(Turn),
  summary: z.string().nullable(),
  recordingUrl: z.string().nullable(),
  structuredData: z.record(z.string(), z.json()).nullable(),
  sentiment: Sentiment.nullable(),
  /** From the structured analysis only; null when the analysis said nothing usable. */
  outcome: Outcome.nullable(),
});
export type CallReport = z.infer<typeof CallReport>;

/** A request of the assistant during a call. */
export const ToolCall = z.object({
  id: z.string(),
  name: z.string(),
  arguments: z.record(z.string(), z.json()),
});
export type ToolCall = z.infer<typeof ToolCall>;

/** What a voice provider told us, in our words. `attemptId` is the id that we gave the call, where the provider repeats it. */
export const CallEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("status"),
    attemptId: z.uuid().nullable(),
    providerRef: z.string(),
    /** `ended` only says that the line is closed; the report follows in an event of its own. */
    status: z.enum(["queued", "ringing", "in_progress", "forwarding", "ended"]),
    endedReason: z.string().nullable(),
    at: z.iso.datetime(),
  }),
  z.object({
    kind: z.literal("report"),
    attemptId: z.uuid().nullable(),
    providerRef: z.string(),
    at: z.iso.datetime(),
    report: CallReport,
  }),
  z.object({
    kind: z.literal("tool_calls"),
    attemptId: z.uuid().nullable(),
    providerRef: z.string(),
    at: z.iso.datetime(),
    calls: z.array(ToolCall),
  }),
  z.object({ kind: z.literal("ignored"), type: z.string(), attemptId: z.null(), providerRef: z.string().nullable() }),
]);
export type CallEvent = z.infer<typeof CallEvent>;

/** The functions that the assistant can use during a call. */
export const CALL_TOOLS = ["record_opt_out", "book_appointment", "request_callback", "record_consent"] as const;
export type CallTool = (typeof CALL_TOOLS)[number];
