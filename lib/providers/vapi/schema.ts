import { z } from "zod";

/** Thrown for a payload that is no webhook or call of Vapi's. `invalid_json`: not JSON (perhaps truncated);
 *  `invalid_shape`: JSON, but without what every event must carry. */
export class VapiPayloadError extends Error {
  override readonly name = "VapiPayloadError";
  constructor(
    readonly code: "invalid_json" | "invalid_shape",
    message: string,
  ) {
    super(message);
  }
}

const MAX_DEPTH = 40;
const MAX_TURNS = 2_000;
const MAX_TOOL_CALLS = 50;
const MAX_STRUCTURED_BYTES = 20_000;

// PostgreSQL's jsonb refuses U+0000 and lone surrogates; a report must not be lost to one bad character.
const storable = (text: string) => text.replaceAll("\u0000", "").toWellFormed();

/** Copies JSON so that Postgres can store it: no U+0000, no lone surrogates, at most 40 levels deep. */
export function storableJson(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) throw new VapiPayloadError("invalid_shape", `nested deeper than ${MAX_DEPTH} levels`);
  if (typeof value === "string") return storable(value);
  if (Array.isArray(value)) return value.map((item) => storableJson(item, depth + 1));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), storableJson(item, depth + 1)]));
}

// One odd field must not cost the whole report: what only decorates it falls back to null.
const text = (max: number) =>
  z
    .string()
    .transform((value) => storable(value.slice(0, max)))
    .nullish()
    .catch(null);
const amount = z.number().nullish().catch(null);
const instant = z
  .union([z.string().max(40), z.number()])
  .nullish()
  .catch(null);
const Arguments = z.record(z.string(), z.json());

function argumentsOf(raw: unknown): z.infer<typeof Arguments> {
  let value = raw;
  if (typeof raw === "string") {
    try {
      value = JSON.parse(raw);
    } catch {
      value = {};
    }
  }
  // Broken arguments must not lose the call itself: an opt-out needs none.
  const parsed = Arguments.safeParse(value);
  return parsed.success ? parsed.data : {};
}

const VapiToolCall = z
  .object({
    id: z.string().min(1).max(200),
    name: z.string().max(200).nullish(),
    arguments: z.unknown().optional(),
    parameters: z.unknown().optional(),
    function: z
      .object({
        name: z.string().max(200).nullish(),
        arguments: z.unknown().optional(),
        parameters: z.unknown().optional(),
      })
      .nullish()
      .catch(null),
  })
  .transform((call, context) => {
    const name = call.function?.name ?? call.name;
    if (!name) {
      context.addIssue({ code: "custom", message: "a tool call without a name" });
      return z.NEVER;
    }
    const raw = call.function?.arguments ?? call.function?.parameters ?? call.arguments ?? call.parameters ?? {};
    return { id: call.id, name, arguments: argumentsOf(raw) };
  });

/** Keeps the items that parse; what does not parse is left out instead of refusing the rest. */
const lenientList = <T extends z.ZodType>(item: T, max: number) =>
  z
    .array(z.unknown())
    .transform((items) =>
      items
        .slice(0, max)
        .map((entry) => item.safeParse(entry))
        .flatMap((parsed) => (parsed.success ? [parsed.data] : [])),
    )
    .nullish()
    .catch(null);

const VapiTurn = z.object({
  role: z.string().max(40),
  message: text(10_000),
  secondsFromStart: amount,
  name: text(200),
  result: text(5_000),
  toolCalls: lenientList(VapiToolCall, MAX_TOOL_CALLS),
});

const StructuredData = Arguments.transform((data) =>
  JSON.stringify(data).length <= MAX_STRUCTURED_BYTES
    ? data
    : Object.fromEntries(
        ["outcome", "sentiment", "callback_time", "appointment_time", "service", "notes"].flatMap((key) => {
          const value = data[key];
          return typeof value === "string" ? [[key, value.slice(0, 2_000)]] : [];
        }),
      ),
);

const Analysis = z
  .object({ summary: text(10_000), structuredData: StructuredData.nullish().catch(null), successEvaluation: text(500) })
  .nullish()
  .catch(null);

const Artifact = z
  .object({
    transcript: text(500_000),
    // The system turns hold the assistant's prompt, which belongs to nobody's timeline.
    messages: lenientList(VapiTurn, MAX_TURNS).transform((turns) => turns?.filter((turn) => turn.role !== "system")),
    recordingUrl: text(2_000),
    stereoRecordingUrl: text(2_000),
    recording: z
      .object({
        stereoUrl: text(2_000),
        mono: z
          .object({ combinedUrl: text(2_000) })
          .nullish()
          .catch(null),
      })
      .nullish()
      .catch(null),
  })
  .nullish()
  .catch(null);

const reportFields = {
  endedReason: text(300),
  startedAt: instant,
  endedAt: instant,
  durationSeconds: amount,
  cost: amount,
  costBreakdown: z.object({ total: amount }).nullish().catch(null),
  analysis: Analysis,
  artifact: Artifact,
};

const AttemptMetadata = z
  .object({ attempt_id: text(100) })
  .nullish()
  .catch(null);
const Customer = z
  .object({ externalId: text(100) })
  .nullish()
  .catch(null);

/** A Call as `GET /call/:id` answers and as webhooks carry it; only what is used, unknown keys are dropped. */
export const VapiCall = z.object({
  ...reportFields,
  id: z.string().min(1).max(200),
  status: text(40),
  createdAt: instant,
  updatedAt: instant,
  customer: Customer,
  metadata: AttemptMetadata,
  assistantOverrides: z.object({ metadata: AttemptMetadata }).nullish().catch(null),
});
export type VapiCall = z.infer<typeof VapiCall>;

/** The inside of a webhook. Strict in what every event needs (its type), lenient in the rest. */
export const VapiMessage = z.object({
  ...reportFields,
  type: z.string().min(1).max(100),
  timestamp: instant,
  status: text(40),
  transcript: text(500_000),
  summary: text(10_000),
  recordingUrl: text(2_000),
  customer: Customer,
  call: VapiCall.nullish(),
  toolCallList: lenientList(VapiToolCall, MAX_TOOL_CALLS),
  toolCalls: lenientList(VapiToolCall, MAX_TOOL_CALLS),
  toolWithToolCallList: lenientList(z.object({ toolCall: VapiToolCall }), MAX_TOOL_CALLS),
});
export type VapiMessage = z.infer<typeof VapiMessage>;

export const VapiWebhook = z.object({ message: VapiMessage });
export type VapiWebhook = z.infer<typeof VapiWebhook>;

/** What `POST /call` must answer for a call to count as placed. */
export const VapiCreatedCall = z.object({ id: z.string().min(1).max(200) });

/** @throws VapiPayloadError when `body` is no webhook of Vapi's. Unknown keys are dropped. */
export function parseWebhook(body: unknown): VapiWebhook {
  const parsed = VapiWebhook.safeParse(storableJson(body));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new VapiPayloadError("invalid_shape", `${issue?.path.join(".") || "body"}: ${issue?.message ?? "unusable"}`);
}
