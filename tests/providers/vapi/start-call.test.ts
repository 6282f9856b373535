import { afterEach, describe, expect, test } from "vitest";
import { vapiVoice } from "@/lib/providers/vapi/adapter";
import { ATTEMPT_ID, CUSTOMER_NUMBER, fixture, json, outboundCall, startServer } from "./support";

const TOKEN = "private-key-of-the-test-0123456789";
let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

async function serverAnswering(answer: Parameters<typeof startServer>[0]) {
  const server = await startServer(answer);
  stop = server.stop;
  return server;
}
const voice = (baseUrl: string, timeoutSeconds = 5) => vapiVoice({ baseUrl, token: TOKEN, timeoutSeconds });

describe("a call that Vapi takes", () => {
  test("is one request with our names for everything, as it goes over the wire", async () => {
    const server = await serverAnswering((response) => json(response, 201, fixture("call-created")));
    const result = await voice(server.url).startCall(outboundCall());
    expect(result).toEqual({ ok: true, providerRef: "0199a4c2-7b1e-7cc3-8f40-5d1a2b3c4d5e" });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ method: "POST", path: "/call" });
    expect(server.received[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(JSON.parse(server.received[0]?.body ?? "")).toMatchObject({
      name: ATTEMPT_ID,
      assistantId: "c0a8e5b2-1d3f-4a6b-9c7d-2e4f6a8b0c1d",
      phoneNumberId: "5b7f4c1d-9a3e-4e0a-8f14-2d6a7c9b1e30",
      customer: { number: CUSTOMER_NUMBER, name: "Dana Whitfield", externalId: ATTEMPT_ID },
      assistantOverrides: {
        firstMessage: outboundCall().firstMessage,
        firstMessageMode: "assistant-speaks-first",
        variableValues: { customer_name: "Dana", business_name: "Bright Smile Dental" },
        voicemailMessage: "This is Bright Smile Dental. Please call us back.",
        voicemailDetection: { provider: "vapi" },
        maxDurationSeconds: 300,
        metadata: { attempt_id: ATTEMPT_ID },
        server: {
          url: "http://127.0.0.1:9/api/webhooks/vapi",
          headers: { "x-vapi-secret": "webhook-secret-of-the-test" },
          backoffPlan: { type: "exponential", maxRetries: 8, baseDelaySeconds: 2 },
        },
        serverMessages: ["status-update", "end-of-call-report", "tool-calls"],
        "tools:append": [
          { type: "function", function: { name: "record_opt_out", parameters: { type: "object" } } },
          { type: "function", function: { name: "book_appointment" } },
          { type: "function", function: { name: "request_callback" } },
          { type: "function", function: { name: "record_consent" } },
        ],
        keypadInputPlan: { enabled: true },
        artifactPlan: { recordingEnabled: true },
        analysisPlan: {
          summaryPlan: { enabled: true },
          structuredDataPlan: {
            enabled: true,
            schema: { type: "object", properties: { outcome: { type: "string" } } },
          },
        },
      },
    });
  });

  test("with an opt-out confirms in one sentence and hangs up", async () => {
    const server = await serverAnswering((response) => json(response, 201, fixture("call-created")));
    await voice(server.url).startCall(outboundCall());
    const tools = JSON.parse(server.received[0]?.body ?? "").assistantOverrides["tools:append"];
    expect(tools[0].async).toBe(false);
    expect(tools[0].messages.map((message: { type: string }) => message.type)).toEqual([
      "request-complete",
      "request-failed",
    ]);
    for (const message of tools[0].messages) expect(message.endCallAfterSpokenEnabled).toBe(true);
  });

  test("names no customer longer than Vapi allows, and none without a name", async () => {
    const server = await serverAnswering((response) => json(response, 201, fixture("call-created")));
    await voice(server.url).startCall(outboundCall({ customerName: "😀".repeat(60) }));
    await voice(server.url).startCall(outboundCall({ customerName: null, voicemailMessage: null }));
    const [long, none] = server.received.map((request) => JSON.parse(request.body));
    expect(Array.from(long.customer.name)).toHaveLength(40);
    expect(none.customer).toEqual({ number: CUSTOMER_NUMBER, externalId: ATTEMPT_ID });
    expect(none.assistantOverrides.voicemailMessage).toBe("");
  });
});

const error = (status: number, message: unknown, kind = "Bad Request") => ({
  message,
  error: kind,
  statusCode: status,
});
const REFUSALS: [string, number, unknown, object][] = [
  [
    "a number that is none",
    400,
    error(400, [`customer.number must be a valid phone number in the E.164 format. Got ${CUSTOMER_NUMBER}`]),
    { certainty: "definite", code: "invalid_contact" },
  ],
  [
    "a field it does not know",
    400,
    error(400, ["property colour should not exist"]),
    { certainty: "definite", code: "rejected" },
  ],
  [
    "a phone number of ours that is missing",
    400,
    error(400, ["phoneNumberId must be a UUID"]),
    { certainty: "definite", code: "rejected" },
  ],
  ["a missing assistant", 404, error(404, "Assistant not found"), { certainty: "definite", code: "rejected" }],
  ["a body that cannot be processed", 422, error(422, "no"), { certainty: "definite", code: "rejected" }],
  ["a wrong key", 401, error(401, "Invalid Key", "Unauthorized"), { certainty: "definite", code: "auth" }],
  ["a forbidden key", 403, error(403, "Forbidden"), { certainty: "definite", code: "auth" }],
  ["an unpaid bill", 402, error(402, "Payment Required"), { certainty: "definite", code: "billing" }],
  [
    "an empty wallet",
    400,
    error(400, "Wallet Balance Is -0.1. Purchase More Credits Or Upgrade Your Plan."),
    { certainty: "definite", code: "billing" },
  ],
  ["a frozen subscription", 403, error(403, "Subscription is frozen"), { certainty: "definite", code: "billing" }],
  ["too many requests", 429, error(429, "Too Many Requests"), { certainty: "retryable", code: "capacity" }],
  [
    "full lines",
    400,
    error(400, "Over Concurrency Limit. Upgrade your subscription."),
    { certainty: "retryable", code: "capacity" },
  ],
  [
    "a full day",
    400,
    error(400, "Numbers Bought On Vapi Have A Daily Outbound Call Limit."),
    { certainty: "retryable", code: "capacity" },
  ],
  ["a time-out of its own", 408, error(408, "Request Timeout"), { certainty: "ambiguous", code: "timeout" }],
  ["a fault of its own", 500, error(500, "Internal server error"), { certainty: "ambiguous", code: "unavailable" }],
  ["an overload", 503, "<html>busy</html>", { certainty: "ambiguous", code: "unavailable" }],
];

describe("a call that Vapi answers with", () => {
  test.each(REFUSALS)("%s (%i) is asked for once and fails accordingly", async (_, status, body, failure) => {
    const server = await serverAnswering((response) => json(response, status, body));
    const result = await voice(server.url).startCall(outboundCall());
    expect(result).toMatchObject({ ok: false, failure: { ...failure, status } });
    expect(server.received).toHaveLength(1);
  });

  test("contact details, our key or our secret says none of them in the failure", async () => {
    const said = `customer.number ${CUSTOMER_NUMBER} (415) 555-0123 dana@example.com ${TOKEN} webhook-secret-of-the-test ${"x ".repeat(400)}`;
    const server = await serverAnswering((response) => json(response, 400, error(400, [said])));
    const result = await voice(server.url).startCall(outboundCall());
    if (result.ok) throw new Error("expected a failure");
    expect(result.failure.message).not.toMatch(/4155550123|555-0123|dana|private-key|webhook-secret/);
    expect(result.failure.message.length).toBeLessThanOrEqual(300);
  });

  test.each([
    ["an empty 201", ""],
    ["garbage", "<html>ok</html>"],
    ["JSON without an id", '{"status":"queued"}'],
    ["half of its JSON", '{"id":"0199'],
  ])("%s may exist: ambiguous", async (_, body) => {
    const server = await serverAnswering((response) =>
      response.writeHead(201, { "content-type": "application/json" }).end(body),
    );
    const result = await voice(server.url).startCall(outboundCall());
    expect(result).toMatchObject({ ok: false, failure: { certainty: "ambiguous", code: "bad_response" } });
    expect(server.received).toHaveLength(1);
  });

  test("silence is given up in time and may exist", async () => {
    const server = await serverAnswering(() => {});
    const result = await voice(server.url, 0.2).startCall(outboundCall());
    expect(result).toMatchObject({ ok: false, failure: { certainty: "ambiguous", code: "timeout", status: null } });
    expect(server.received).toHaveLength(1);
  });

  test("a head without a body is given up in time too", async () => {
    const server = await serverAnswering((response) => {
      response.writeHead(201, { "content-type": "application/json", "content-length": "500" }).write('{"id":');
    });
    const result = await voice(server.url, 0.3).startCall(outboundCall());
    expect(result).toMatchObject({ ok: false, failure: { certainty: "ambiguous", code: "timeout" } });
    expect(server.received).toHaveLength(1);
  });

  test.each([
    ["before the answer", false],
    ["in the middle of the answer", true],
  ])("a connection reset %s may exist", async (_, started) => {
    const server = await serverAnswering((response) => {
      if (started) response.writeHead(201, { "content-length": "500" }).write('{"id":');
      setImmediate(() => response.socket?.resetAndDestroy());
    });
    const result = await voice(server.url).startCall(outboundCall());
    expect(result).toMatchObject({ ok: false, failure: { certainty: "ambiguous", code: "unavailable" } });
    expect(server.received).toHaveLength(1);
  });
});

describe("a call that never reached Vapi can be tried again", () => {
  test("when the port is closed", async () => {
    const server = await startServer(() => {});
    await server.stop();
    const result = await voice(server.url).startCall(outboundCall());
    expect(result).toMatchObject({ ok: false, failure: { certainty: "retryable", code: "unavailable", status: null } });
  });

  test("when the name does not resolve", async () => {
    const result = await voice("http://vapi.invalid").startCall(outboundCall());
    expect(result).toMatchObject({ ok: false, failure: { certainty: "retryable", code: "unavailable" } });
  });
});
