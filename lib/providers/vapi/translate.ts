import { z } from "zod";
import { type CallEvent, type CallReport, Outcome, Sentiment, type ToolCall, type Turn } from "@/lib/core/call";
import type { CallSnapshot } from "@/lib/providers/voice";
import { dispositionOf } from "./disposition";
import { parseWebhook, type VapiCall, type VapiMessage, VapiPayloadError } from "./schema";

/** Webhook types that carry something for us. Everything else is ignored: `hang` means a slow assistant, not a hang-up. */
export const HANDLED_TYPES = ["status-update", "end-of-call-report", "tool-calls"] as const;

const STATUS = {
  scheduled: "queued",
  queued: "queued",
  ringing: "ringing",
  "in-progress": "in_progress",
  forwarding: "forwarding",
  ended: "ended",
} as const;
const isStatus = (value: string): value is keyof typeof STATUS => Object.hasOwn(STATUS, value);

const ROLES: Record<string, Turn["role"]> = {
  user: "customer",
  bot: "assistant",
  assistant: "assistant",
  tool: "tool",
  tool_calls: "tool",
  tool_call_result: "tool",
};

const Uuid = z.uuid();

function isoInstant(value: string | number | null | undefined): string | null {
  if (value === null || value === undefined || value === "") return null;
  const date = new Date(value);
  const year = date.getUTCFullYear();
  return year >= 2000 && year < 2100 ? date.toISOString() : null;
}

/** Figures that no call has are as good as none: the report must not be lost to one that no column can hold. */
const within = (most: number, value: number | null | undefined) =>
  value !== null && value !== undefined && value >= 0 && value <= most ? value : null;
const MOST_DOLLARS = 10_000;
const MOST_SECONDS = 7 * 86_400;

function webAddress(value: string | null | undefined): string | null {
  if (!value || !URL.canParse(value)) return null;
  return ["http:", "https:"].includes(new URL(value).protocol) ? value : null;
}

/** The model writes "Not interested" as easily as "not_interested"; anything else than our words says nothing. */
function word<T extends z.ZodType>(schema: T, value: unknown): z.output<T> | null {
  if (typeof value !== "string") return null;
  const parsed = schema.safeParse(
    value
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, "_"),
  );
  return parsed.success ? parsed.data : null;
}

type VapiTurn = NonNullable<NonNullable<NonNullable<VapiCall["artifact"]>["messages"]>[number]>;

function turnText(turn: VapiTurn): string {
  if (turn.toolCalls?.length) {
    return turn.toolCalls.map((call) => `${call.name}(${JSON.stringify(call.arguments)})`).join("\n");
  }
  if (turn.result) return turn.name ? `${turn.name}: ${turn.result}` : turn.result;
  return turn.message ?? "";
}

function toTurns(turns: VapiTurn[] | null | undefined): Turn[] {
  return (turns ?? []).flatMap((turn) => {
    const role = ROLES[turn.role];
    const text = turnText(turn).trim();
    return role && text ? [{ role, text, seconds: Math.max(0, turn.secondsFromStart ?? 0) }] : [];
  });
}

function durationOf(stated: number | null | undefined, startedAt: string | null, endedAt: string | null) {
  const seconds =
    within(MOST_SECONDS, stated) ??
    (startedAt && endedAt ? Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)) / 1000 : null);
  return seconds === null || seconds > MOST_SECONDS ? null : Math.round(seconds);
}

type ReportSource = Pick<
  VapiCall,
  "endedReason" | "startedAt" | "endedAt" | "durationSeconds" | "cost" | "costBreakdown" | "analysis" | "artifact"
>;

/** The report of an ended call. Seconds are whole, cost is in US dollars; what Vapi did not say is null.
 *  The outcome comes from the structured analysis alone, never from the reason the call ended. */
function toReport(call: ReportSource): CallReport {
  const startedAt = isoInstant(call.startedAt);
  const endedAt = isoInstant(call.endedAt);
  const { artifact, analysis } = call;
  const data = analysis?.structuredData ?? null;
  return {
    disposition: dispositionOf(call.endedReason),
    endedReason: call.endedReason ?? "not-reported",
    startedAt,
    endedAt,
    durationSeconds: durationOf(call.durationSeconds, startedAt, endedAt),
    costUsd: within(MOST_DOLLARS, call.cost) ?? within(MOST_DOLLARS, call.costBreakdown?.total),
    transcript: artifact?.transcript || null,
    turns: toTurns(artifact?.messages),
    summary: analysis?.summary || null,
    recordingUrl:
      webAddress(artifact?.recordingUrl) ??
      webAddress(artifact?.recording?.mono?.combinedUrl) ??
      webAddress(artifact?.stereoRecordingUrl) ??
      webAddress(artifact?.recording?.stereoUrl),
    structuredData: data,
    sentiment: word(Sentiment, data?.sentiment),
    outcome: word(Outcome, data?.outcome),
  };
}

/** Vapi spreads a report over the message and its call; the message speaks last, so it wins. */
function reportSource(message: VapiMessage): ReportSource {
  const { call } = message;
  return {
    endedReason: message.endedReason ?? call?.endedReason,
    startedAt: message.startedAt ?? call?.startedAt,
    endedAt: message.endedAt ?? call?.endedAt,
    durationSeconds: message.durationSeconds ?? call?.durationSeconds,
    cost: message.cost ?? call?.cost,
    costBreakdown: message.costBreakdown ?? call?.costBreakdown,
    analysis: message.analysis
      ? { ...message.analysis, summary: message.analysis.summary ?? message.summary }
      : (call?.analysis ?? { summary: message.summary, structuredData: null, successEvaluation: null }),
    artifact: {
      ...call?.artifact,
      ...message.artifact,
      transcript: message.artifact?.transcript ?? message.transcript ?? call?.artifact?.transcript ?? null,
      messages: message.artifact?.messages ?? call?.artifact?.messages,
      recordingUrl: message.artifact?.recordingUrl ?? message.recordingUrl ?? call?.artifact?.recordingUrl ?? null,
      stereoRecordingUrl: message.artifact?.stereoRecordingUrl ?? call?.artifact?.stereoRecordingUrl ?? null,
      recording: message.artifact?.recording ?? call?.artifact?.recording ?? null,
    },
  };
}

/** Our attempt's id, wherever the call repeats it; null when it is not one of ours. */
export function attemptIdOf(call: VapiCall | null | undefined, customer?: VapiMessage["customer"]): string | null {
  const candidates = [
    call?.customer?.externalId,
    call?.assistantOverrides?.metadata?.attempt_id,
    call?.metadata?.attempt_id,
    customer?.externalId,
  ];
  for (const candidate of candidates) {
    const parsed = Uuid.safeParse(candidate);
    if (parsed.success) return parsed.data;
  }
  return null;
}

function toolCallsOf(message: VapiMessage): ToolCall[] {
  const calls = [
    message.toolCallList,
    message.toolCalls,
    message.toolWithToolCallList?.map((entry) => entry.toolCall),
  ].find((list) => list && list.length > 0);
  if (!calls) throw new VapiPayloadError("invalid_shape", "message.toolCallList: no usable tool call");
  return calls;
}

function eventTime(message: VapiMessage): string {
  const { call } = message;
  const at = [message.timestamp, message.endedAt, call?.endedAt, call?.updatedAt, call?.createdAt]
    .map(isoInstant)
    .find((value) => value !== null);
  if (!at) throw new VapiPayloadError("invalid_shape", "message.timestamp: no time in the event");
  return at;
}

/** Translates a webhook's body, as it arrived or as redacted and stored.
 *  @throws VapiPayloadError when it is no webhook, or one of the handled types without its call. */
export function toCallEvent(body: unknown): CallEvent {
  const { message } = parseWebhook(body);
  const providerRef = message.call?.id ?? null;
  const ignored: CallEvent = { kind: "ignored", type: message.type, attemptId: null, providerRef };
  if (!HANDLED_TYPES.some((type) => type === message.type)) return ignored;
  if (providerRef === null) throw new VapiPayloadError("invalid_shape", "message.call.id: missing");
  const common = { attemptId: attemptIdOf(message.call, message.customer), providerRef, at: eventTime(message) };
  if (message.type === "end-of-call-report")
    return { kind: "report", ...common, report: toReport(reportSource(message)) };
  if (message.type === "tool-calls") return { kind: "tool_calls", ...common, calls: toolCallsOf(message) };
  if (!message.status || !isStatus(message.status)) return ignored;
  return { kind: "status", ...common, status: STATUS[message.status], endedReason: message.endedReason ?? null };
}

/** What `GET /call/:id` or the list says of a call. A status we do not know counts as running until the call has an end. */
export function toSnapshot(call: VapiCall): CallSnapshot {
  const hasEnded = call.status === "ended" || Boolean(call.endedAt) || Boolean(call.endedReason);
  const open = call.status && isStatus(call.status) ? STATUS[call.status] : "in_progress";
  return {
    providerRef: call.id,
    attemptId: attemptIdOf(call),
    status: hasEnded ? "ended" : call.status === "not-found" ? "not_found" : open,
    report: hasEnded ? toReport(call) : null,
  };
}
