/** Vapi's webhooks for one call, with what a real one carries besides. */
export function voiceWebhook({ callId, attemptId, at }: { callId: string; attemptId: string | null; at: Date }) {
  const customer = { number: "+12125550202", ...(attemptId && { externalId: attemptId }) };
  const assistantOverrides = {
    ...(attemptId && { metadata: { attempt_id: attemptId } }),
    server: { secret: "server-secret" },
  };
  const call = { id: callId, type: "outboundPhoneCall", customer, assistantOverrides, status: "in-progress" };
  const common = {
    timestamp: at.getTime(),
    call,
    customer,
    assistant: { model: { messages: [{ role: "system", content: "the system prompt" }] } },
    phoneNumber: { number: "+16505550100", twilioAuthToken: "twilio-token" },
  };
  return {
    status: (status: string) => ({
      message: {
        ...common,
        type: "status-update",
        status,
        ...(status === "ended" && { endedReason: "customer-ended-call" }),
      },
    }),
    report: (outcome: string | null, endedReason = "customer-ended-call") => ({
      message: {
        ...common,
        type: "end-of-call-report",
        endedReason,
        startedAt: at.toISOString(),
        endedAt: new Date(at.getTime() + 60_000).toISOString(),
        cost: 0.12,
        analysis: {
          summary: "We spoke of a cleaning.",
          ...(outcome && { structuredData: { outcome, sentiment: "positive" } }),
        },
        artifact: {
          transcript: "AI: Hi.\nUser: Hello.",
          messages: [
            { role: "system", message: "the system prompt", time: at.getTime(), secondsFromStart: 0 },
            { role: "user", message: "Hello.", time: at.getTime(), secondsFromStart: 1 },
          ],
        },
      },
    }),
    tool: (name: string, args: Record<string, unknown> = {}, id = "call_1") => ({
      message: {
        ...common,
        type: "tool-calls",
        toolCallList: [{ id, type: "function", function: { name, arguments: JSON.stringify(args) } }],
      },
    }),
  };
}
