import type { Vapi } from "@vapi-ai/server-sdk";
import type { RecordingPlan } from "@/lib/core/recording";
import type { OutboundCall } from "@/lib/providers/voice";
import { ANALYSIS_PLAN, campaignTools } from "./tools";

const NAME_LIMIT = 40;

// The SDK types it as an object, while the API takes a word.
const EXPONENTIAL = "exponential" as unknown as Vapi.BackoffPlan["type"];

/** Cut by code points: half an emoji would make the JSON unreadable. */
const shortName = (name: string) => Array.from(name.trim()).slice(0, NAME_LIMIT).join("");

function server(webhook: OutboundCall["webhook"]): Vapi.Server {
  return {
    url: webhook.url,
    headers: { "x-vapi-secret": webhook.secret },
    timeoutSeconds: 20,
    // Without a plan Vapi sends each webhook once only. This one lasts about eight minutes: a deployment, not an outage.
    backoffPlan: { type: EXPONENTIAL, maxRetries: 8, baseDelaySeconds: 2 },
  };
}

/** What Vapi itself keeps. Captured packets and logs hold what was said as well. */
const ARTIFACTS: Record<RecordingPlan, Vapi.ArtifactPlan> = {
  announced: { recordingEnabled: true },
  asked: { recordingEnabled: true, pcapEnabled: false, loggingEnabled: false },
  off: { recordingEnabled: false, pcapEnabled: false },
  unkept: { recordingEnabled: false, pcapEnabled: false, loggingEnabled: false, transcriptPlan: { enabled: false } },
};

/** The body of `POST /call` for one attempt. The attempt's id goes where it can be found again: `customer.externalId` and metadata. */
export function buildCallRequest(call: OutboundCall): Vapi.CreateCallDto {
  const name = shortName(call.customerName ?? "");
  return {
    name: shortName(call.attemptId),
    assistantId: call.assistantId,
    phoneNumberId: call.phoneNumberId,
    customer: { number: call.to, externalId: call.attemptId, ...(name && { name }) },
    assistantOverrides: {
      firstMessage: call.firstMessage,
      firstMessageMode: "assistant-speaks-first",
      variableValues: call.variables,
      // Empty rather than absent: otherwise the assistant's own message, meant for inbound calls, would be left.
      voicemailMessage: call.voicemailMessage ?? "",
      voicemailDetection: { provider: "vapi", type: "audio", beepMaxAwaitSeconds: 25 },
      maxDurationSeconds: call.maxDurationSeconds,
      metadata: { attempt_id: call.attemptId },
      server: server(call.webhook),
      serverMessages: ["status-update", "end-of-call-report", "tool-calls"],
      "tools:append": campaignTools(call),
      // So that a key that is pressed to opt out reaches the assistant.
      keypadInputPlan: { enabled: true, timeoutSeconds: 2 },
      artifactPlan: ARTIFACTS[call.recording],
      analysisPlan: ANALYSIS_PLAN,
    },
  };
}
