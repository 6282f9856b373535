import type { Vapi } from "@vapi-ai/server-sdk";
import { z } from "zod";

const ANY = z.unknown().optional();
const short = (max: number) =>
  z.string({ error: "must be a string" }).max(max, { error: `must be shorter than or equal to ${max} characters` });
const id = z.string().regex(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i, { error: "must be a UUID" });
const integer = (min: number, max: number) =>
  z
    .number({ error: "must be a number conforming to the specified constraints" })
    .min(min, { error: `must not be less than ${min}` })
    .max(max, { error: `must not be greater than ${max}` });

const Server = z.strictObject({
  url: z.url({ error: "must be a URL address" }).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  timeoutSeconds: integer(1, 300).optional(),
  credentialId: ANY,
  staticIpAddressesEnabled: ANY,
  encryptedPaths: ANY,
  backoffPlan: z
    .strictObject({
      type: z.enum(["fixed", "exponential"], { error: "must be one of the following values: fixed, exponential" }),
      maxRetries: integer(0, 10),
      baseDelaySeconds: integer(0, 10),
      excludedStatusCodes: ANY,
    })
    .optional(),
} satisfies Record<keyof Vapi.Server, z.ZodType>);

const ToolMessage = z.looseObject({ type: z.string(), content: z.string().optional() });
const Tool = z.looseObject({
  type: z.string(),
  function: z
    .strictObject({
      name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, { error: "must match /^[a-zA-Z0-9_-]{1,64}$/" }),
      description: short(1_000).optional(),
      strict: z.boolean().optional(),
      parameters: z
        .strictObject({
          type: z.literal("object"),
          properties: z.record(z.string(), z.looseObject({ type: z.string() })),
          required: z.array(z.string()).optional(),
        })
        .optional(),
    })
    .optional(),
  messages: z.array(ToolMessage).optional(),
});

const AnalysisPlan = z.strictObject({
  minMessagesThreshold: ANY,
  structuredDataMultiPlan: ANY,
  outcomeIds: ANY,
  summaryPlan: z.strictObject({ messages: ANY, enabled: z.boolean().optional(), timeoutSeconds: ANY }).optional(),
  structuredDataPlan: z
    .strictObject({
      messages: ANY,
      enabled: z.boolean().optional(),
      timeoutSeconds: ANY,
      schema: z
        .looseObject({
          properties: z.record(z.string(), z.looseObject({ enum: z.array(z.string()).optional() })).optional(),
        })
        .optional(),
    })
    .optional(),
  successEvaluationPlan: z
    .strictObject({ rubric: ANY, messages: ANY, enabled: z.boolean().optional(), timeoutSeconds: ANY })
    .optional(),
} satisfies Record<keyof Vapi.AnalysisPlan, z.ZodType>);

const flag = z.boolean({ error: "must be a boolean value" }).optional();
const ArtifactPlan = z.strictObject({
  ...{ recordingFormat: ANY, recordingUseCustomStorageEnabled: ANY, videoRecordingEnabled: ANY, recordingPath: ANY },
  ...{ pcapS3PathPrefix: ANY, pcapUseCustomStorageEnabled: ANY, loggingUseCustomStorageEnabled: ANY, loggingPath: ANY },
  ...{ structuredOutputIds: ANY, structuredOutputs: ANY, scorecardIds: ANY, scorecards: ANY },
  ...{ recordingEnabled: flag, fullMessageHistoryEnabled: flag, pcapEnabled: flag, loggingEnabled: flag },
  transcriptPlan: z
    .strictObject({ enabled: flag, assistantName: ANY, userName: ANY } satisfies Record<
      keyof Vapi.TranscriptPlan,
      z.ZodType
    >)
    .optional(),
} satisfies Record<keyof Vapi.ArtifactPlan, z.ZodType>);

const Overrides = z.strictObject({
  artifactPlan: ArtifactPlan.optional(),
  ...{ transcriber: ANY, model: ANY, voice: ANY, firstMessageInterruptionsEnabled: ANY, clientMessages: ANY },
  ...{ backgroundSound: ANY, modelOutputInMessagesEnabled: ANY, transportConfigurations: ANY, observabilityPlan: ANY },
  ...{ credentials: ANY, hooks: ANY, endCallMessage: ANY, endCallPhrases: ANY, compliancePlan: ANY },
  ...{ backgroundSpeechDenoisingPlan: ANY, startSpeakingPlan: ANY, stopSpeakingPlan: ANY },
  ...{ monitorPlan: ANY, credentialIds: ANY, keypadInputPlan: ANY },
  name: short(40).optional(),
  firstMessage: z.string().optional(),
  firstMessageMode: z
    .enum(["assistant-speaks-first", "assistant-speaks-first-with-model-generated-message", "assistant-waits-for-user"])
    .optional(),
  voicemailDetection: z
    .union([z.literal("off"), z.looseObject({ provider: z.enum(["vapi", "google", "openai", "twilio"]) })])
    .optional(),
  voicemailMessage: short(1_000).optional(),
  serverMessages: z.array(z.string()).optional(),
  maxDurationSeconds: integer(10, 43_200).optional(),
  "tools:append": z.array(Tool).optional(),
  variableValues: z.record(z.string(), z.unknown()).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  analysisPlan: AnalysisPlan.optional(),
  server: Server.optional(),
} satisfies Record<keyof Vapi.AssistantOverrides, z.ZodType>);

const Customer = z.strictObject({
  numberE164CheckEnabled: ANY,
  extension: ANY,
  assistantOverrides: ANY,
  squadOverrides: ANY,
  sipUri: ANY,
  number: z.string().regex(/^\+[1-9]\d{6,14}$/, {
    error:
      "must be a valid phone number in the E.164 format. Hot tip, you may be missing the country code (Eg. US: +1).",
  }),
  name: short(40).optional(),
  email: short(40).optional(),
  externalId: short(40).optional(),
} satisfies Record<keyof Vapi.CreateCustomerDto, z.ZodType>);

/** The body of `POST /call`, as strict as Vapi is: its keys are those of the SDK's types, checked by the compiler. */
export const CreateCall = z.strictObject({
  ...{ assistantVersion: ANY, transport: ANY, customers: ANY, schedulePlan: ANY, assistant: ANY, squadId: ANY },
  ...{ squad: ANY, squadOverrides: ANY, workflowId: ANY, workflow: ANY, workflowOverrides: ANY },
  ...{ phoneNumber: ANY, customerId: ANY },
  name: short(40).optional(),
  assistantId: id,
  assistantOverrides: Overrides.optional(),
  phoneNumberId: id,
  customer: Customer,
} satisfies Record<keyof Vapi.CreateCallDto, z.ZodType>);
export type CreateCall = z.infer<typeof CreateCall>;

/** Refusals in the words of Vapi's validation: one sentence for each fault. */
export function refusals(error: z.ZodError): string[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.join(".");
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => `${path ? `${path}.` : ""}property ${key} should not exist`);
    }
    return [`${path || "body"} ${issue.message}`];
  });
}
