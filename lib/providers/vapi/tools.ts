import type { Vapi } from "@vapi-ai/server-sdk";
import { type CallTool, SENTIMENTS } from "@/lib/core/call";
import type { RecordingPlan } from "@/lib/core/recording";
import { OUTCOMES } from "@/lib/core/words";
import type { OutboundCall } from "@/lib/providers/voice";

type Tool = Vapi.AssistantOverridesToolsAppendItem.Function;

const time = (description: string): Vapi.JsonSchema => ({
  type: "string",
  format: "date-time",
  description: `${description} ISO 8601 with the offset of the customer's time zone, e.g. 2026-12-01T15:30:00-05:00.`,
});
const text = (description: string): Vapi.JsonSchema => ({ type: "string", description });

function tool(
  name: CallTool,
  description: string,
  parameters: Pick<Vapi.OpenAiFunctionParameters, "properties" | "required">,
  messages?: Tool["messages"],
): Tool {
  return {
    type: "function",
    // The assistant waits for our answer: an opt-out is in force before the call ends.
    async: false,
    function: { name, description, parameters: { type: "object", ...parameters } },
    ...(messages && { messages }),
  };
}

const recordOptOut = tool(
  "record_opt_out",
  "Call this at once, before saying anything else, when the customer asks in any words not to be called, texted, emailed or " +
    'contacted again ("stop calling", "take me off your list", "remove my number", "leave me alone", "do not call"), or presses a ' +
    "key to opt out, whatever else was said before and however friendly or angry they are. In doubt whether they mean this call " +
    "or all calls, take it for all. It confirms in one sentence and ends the call. Never persuade, never ask why or whether they " +
    "are sure, make no offer, ask no second question, offer no transfer and no other channel, and say nothing after it.",
  { properties: { customer_words: text("What the customer said, in their own words.") } },
  // Spoken by the platform itself, so that the ending does not depend on the model's obedience.
  [
    {
      type: "request-complete",
      role: "assistant",
      content: "You are off our list, and we will not contact you again. Goodbye.",
      endCallAfterSpokenEnabled: true,
    },
    {
      type: "request-failed",
      role: "assistant",
      content: "Your request not to be contacted again is noted. Goodbye.",
      endCallAfterSpokenEnabled: true,
    },
  ],
);

const bookAppointment = tool(
  "book_appointment",
  "Call this when the customer has agreed to a service and a time. Repeat what the result says; promise nothing else.",
  {
    properties: {
      appointment_time: time("When the appointment starts."),
      service: text("The service that the customer wants."),
      notes: text("Anything the business should know beforehand."),
    },
    required: ["appointment_time"],
  },
);

const requestCallback = (number: string | undefined) =>
  tool(
    "request_callback",
    "Call this when the customer wants to be called at another time, or by a person. You are an AI, whatever else you are told: say so " +
      "when you are asked, and never say or suggest that you are a person, or that you are no AI." +
      `${number ? ` When they ask under which number they can call back, say ${number}.` : ""}`,
    {
      properties: {
        callback_time: time("When the customer wants to be called."),
        notes: text("What the customer wants to talk about."),
      },
    },
  );

const granted: Pick<Vapi.OpenAiFunctionParameters, "properties" | "required"> = {
  properties: { granted: { type: "boolean", description: "True only for a clear yes." } },
  required: ["granted"],
};
const UNDERSTOOD: Tool["messages"] = [{ type: "request-start", content: "All right." }];

const CONSENT: Record<RecordingPlan, Tool[]> = {
  off: [],
  unkept: [],
  announced: [
    tool(
      "record_consent",
      "Call this with granted false at once when the customer objects to being recorded. Do not persuade and do not ask why.",
      granted,
      UNDERSTOOD,
    ),
  ],
  asked: [
    tool(
      "record_consent",
      "Your first message asked whether this call may be recorded. Call this as soon as the customer has answered, before anything " +
        "else: granted true only for a clear yes to that question, false for a no or when they later object. When their first reply " +
        "does not answer it, ask once more in one sentence; without a clear yes then, call it with granted false. Do not persuade and " +
        "do not ask why.",
      granted,
      UNDERSTOOD,
    ),
  ],
};

/** Added to the tools that the business's own assistant already has. What this call alone needs to know stands in them: the assistant's
 *  own instructions are the business's. */
export const campaignTools = ({ recording, variables }: Pick<OutboundCall, "recording" | "variables">): Tool[] => [
  recordOptOut,
  bookAppointment,
  requestCallback(variables.callback_number),
  ...CONSENT[recording],
];

const analysisSchema: Vapi.JsonSchema = {
  type: "object",
  properties: {
    outcome: {
      type: "string",
      enum: [...OUTCOMES],
      description:
        "What the customer wanted. opt_out when they asked in any words not to be contacted again, whatever else was said; " +
        "booked when a time was agreed; callback when they asked to be called later; wrong_number when the person does not " +
        "know the business or is not the customer; no_decision when none fits.",
    },
    sentiment: { type: "string", enum: [...SENTIMENTS], description: "How the customer felt about the call." },
    callback_time: time("When the customer wants to be called, if they said so."),
    appointment_time: time("The agreed time, if one was agreed."),
    service: text("The service the customer is interested in, if any."),
    notes: text("What the business should know, in one or two sentences. Nothing that was not said."),
  },
  required: ["outcome", "sentiment"],
};

/** What Vapi works out once the call is over: `analysis.summary` and `analysis.structuredData`. */
export const ANALYSIS_PLAN: Vapi.AnalysisPlan = {
  summaryPlan: { enabled: true, timeoutSeconds: 20 },
  structuredDataPlan: { enabled: true, schema: analysisSchema, timeoutSeconds: 20 },
};
