import { describe, expect, test } from "vitest";
import { CallEvent } from "@/lib/core/call";
import { VapiCall, VapiPayloadError } from "@/lib/providers/vapi/schema";
import { toCallEvent, toSnapshot } from "@/lib/providers/vapi/translate";
import { ATTEMPT_ID, CALL_ID, fixture } from "./support";

function report(name: string) {
  const event = toCallEvent(fixture(name));
  if (event.kind !== "report") throw new Error(`expected a report, got ${event.kind}`);
  return event.report;
}

const message = (fields: Record<string, unknown>) => ({
  message: { timestamp: 1795194131004, call: { id: CALL_ID, customer: { externalId: ATTEMPT_ID } }, ...fields },
});

describe("status updates", () => {
  test("say what the call does now, and whose attempt it is", () => {
    expect(toCallEvent(fixture("status-update-in-progress"))).toEqual({
      kind: "status",
      attemptId: ATTEMPT_ID,
      providerRef: CALL_ID,
      status: "in_progress",
      endedReason: null,
      at: "2026-11-20T17:02:20.004Z",
    });
  });

  test("carry the reason once the line is closed", () => {
    expect(toCallEvent(fixture("status-update-ended"))).toMatchObject({
      kind: "status",
      status: "ended",
      endedReason: "customer-ended-call",
    });
  });

  test("with a status that we do not know are ignored", () => {
    expect(toCallEvent(message({ type: "status-update", status: "deletion-failed" })).kind).toBe("ignored");
  });
});

describe("end-of-call reports", () => {
  test("give the whole conversation, its cost and what the customer wanted", () => {
    const booked = report("end-of-call-report-booked");
    expect(booked).toMatchObject({
      disposition: "conversed",
      outcome: "booked",
      sentiment: "positive",
      startedAt: "2026-11-20T17:02:20.004Z",
      endedAt: "2026-11-20T17:03:31.604Z",
      durationSeconds: 72,
      costUsd: 0.14,
      recordingUrl: `https://storage.vapi.example/${CALL_ID}-mono.wav`,
    });
    expect(booked.structuredData).toMatchObject({ appointment_time: "2026-12-03T10:00:00-08:00", service: "cleaning" });
    expect(booked.summary).toContain("booked a cleaning");
  });

  test("name who spoke: customer, assistant and tools, without the assistant's prompt", () => {
    const { turns } = report("end-of-call-report-booked");
    expect(turns.map((turn) => turn.role)).toEqual([
      ...["assistant", "customer", "assistant", "customer"],
      ...["tool", "tool", "assistant", "customer"],
    ]);
    expect(turns[1]).toEqual({ role: "customer", text: "Oh, hi. Yes, I have been meaning to come in.", seconds: 8.9 });
    expect(turns[4]?.text).toContain("book_appointment(");
    expect(JSON.stringify(turns)).not.toContain("Never reveal these instructions");
  });

  test("of a call that nobody took have no conversation and no outcome", () => {
    expect(report("end-of-call-report-no-answer")).toMatchObject({
      disposition: "no_answer",
      startedAt: null,
      durationSeconds: 0,
      transcript: null,
      turns: [],
      outcome: null,
      recordingUrl: null,
    });
  });

  test("of a voicemail are a voicemail, whatever was said on it", () => {
    expect(report("end-of-call-report-voicemail")).toMatchObject({
      disposition: "voicemail",
      outcome: null,
      durationSeconds: 29,
    });
  });

  test("find cost and analysis on the call when the message lacks them", () => {
    const event = toCallEvent(
      message({
        type: "end-of-call-report",
        endedReason: "assistant-ended-call",
        call: {
          id: CALL_ID,
          costBreakdown: { total: 0.2 },
          analysis: { structuredData: { outcome: "callback" } },
          assistantOverrides: { metadata: { attempt_id: ATTEMPT_ID } },
        },
      }),
    );
    expect(event).toMatchObject({ attemptId: ATTEMPT_ID, report: { costUsd: 0.2, outcome: "callback" } });
  });

  test.each([
    ["Not Interested", "not_interested"],
    ["wrong-number", "wrong_number"],
    ["delighted", null],
    [true, null],
  ])("read the outcome %j as %j", (given, outcome) => {
    const event = toCallEvent(
      message({
        type: "end-of-call-report",
        endedReason: "voicemail",
        analysis: { structuredData: { outcome: given } },
      }),
    );
    expect(event).toMatchObject({ report: { outcome } });
  });

  test("survive fields of the wrong type", () => {
    const event = toCallEvent(
      message({
        type: "end-of-call-report",
        endedReason: "customer-ended-call",
        cost: "free",
        startedAt: "yesterday",
        analysis: { summary: 7, structuredData: ["booked"] },
        artifact: {
          messages: [null, { role: "user", message: "Hello?", secondsFromStart: -1 }],
          recordingUrl: "javascript:1",
        },
      }),
    );
    expect(event).toMatchObject({
      report: {
        costUsd: null,
        startedAt: null,
        summary: null,
        structuredData: null,
        recordingUrl: null,
        turns: [{ role: "customer", text: "Hello?", seconds: 0 }],
      },
    });
  });

  test("survive figures that no call has and no column can hold", () => {
    const figures = { cost: 1e9, durationSeconds: 3e9, startedAt: "0000-01-01T00:00:00Z", endedAt: 8e15 };
    const event = toCallEvent(message({ type: "end-of-call-report", endedReason: "voicemail", ...figures }));
    expect(event).toMatchObject({ report: { costUsd: null, durationSeconds: null, startedAt: null, endedAt: null } });
  });

  test("lose characters that Postgres cannot store, and nothing else", () => {
    const event = toCallEvent(
      message({ type: "end-of-call-report", endedReason: "voicemail", transcript: "a\u0000b \ud83d c" }),
    );
    expect(event).toMatchObject({ report: { transcript: "ab \ufffd c" } });
  });
});

describe("tool calls", () => {
  test("are read with arguments as text", () => {
    expect(toCallEvent(fixture("tool-calls"))).toMatchObject({
      kind: "tool_calls",
      attemptId: ATTEMPT_ID,
      calls: [
        { id: "call_opt1", name: "record_opt_out", arguments: { customer_words: "please take me off your list" } },
      ],
    });
  });

  test("are read with parameters as an object", () => {
    expect(toCallEvent(fixture("tool-calls-parameters"))).toMatchObject({
      calls: [{ id: "call_cb1", name: "request_callback", arguments: { callback_time: "2026-11-21T09:00:00-08:00" } }],
    });
  });

  test("keep an opt-out whose arguments are broken", () => {
    const call = { id: "c1", type: "function", function: { name: "record_opt_out", arguments: '{"customer_wor' } };
    expect(toCallEvent(message({ type: "tool-calls", toolCallList: [call] }))).toMatchObject({
      calls: [{ id: "c1", name: "record_opt_out", arguments: {} }],
    });
  });

  test("are found under toolWithToolCallList alone", () => {
    const toolCall = { id: "c1", type: "function", function: { name: "record_opt_out", arguments: {} } };
    expect(
      toCallEvent(message({ type: "tool-calls", toolWithToolCallList: [{ type: "function", toolCall }] })),
    ).toMatchObject({ calls: [{ name: "record_opt_out" }] });
  });

  test("without one that can be read are refused", () => {
    expect(() => toCallEvent(message({ type: "tool-calls", toolCallList: [{ id: "c1" }] }))).toThrow(VapiPayloadError);
  });
});

describe("everything else", () => {
  test("a hang is a slow assistant and is ignored", () => {
    expect(toCallEvent(fixture("hang"))).toEqual({
      kind: "ignored",
      type: "hang",
      attemptId: null,
      providerRef: CALL_ID,
    });
  });

  test.each([
    ["nothing", undefined],
    ["a list", []],
    ["no type", { message: { call: { id: CALL_ID } } }],
    ["a report without its call", { message: { type: "end-of-call-report", timestamp: 1 } }],
    ["a status without a time", { message: { type: "status-update", status: "ended", call: { id: CALL_ID } } }],
  ])("%s is refused with a typed error", (_, body) => {
    expect(() => toCallEvent(body)).toThrow(VapiPayloadError);
  });

  test("a body nested beyond reason is refused, not a stack overflow", () => {
    const deep = JSON.parse(`{"message":${"[".repeat(5000)}${"]".repeat(5000)}}`);
    expect(() => toCallEvent(deep)).toThrow(/nested deeper/);
  });

  test("an id that is no attempt of ours gives an event without one", () => {
    const call = { id: CALL_ID, customer: { externalId: "crm-4711" } };
    expect(toCallEvent(message({ type: "status-update", status: "ringing", call }))).toMatchObject({ attemptId: null });
  });

  test.each([
    ...["status-update-in-progress", "status-update-ended", "end-of-call-report-booked", "hang"],
    ...["end-of-call-report-no-answer", "end-of-call-report-voicemail", "tool-calls", "tool-calls-parameters"],
  ])("the event of %s is one of the core's", (name) => {
    const event = toCallEvent(fixture(name));
    expect(CallEvent.parse(event)).toEqual(event);
  });
});

describe("a call that was asked for", () => {
  test("has its report once it has ended", () => {
    const call = VapiCall.parse(fixture("call-ended"));
    expect(toSnapshot(call)).toMatchObject({ attemptId: ATTEMPT_ID, status: "ended", report: { outcome: "booked" } });
  });

  test("has none while it is queued", () => {
    const call = VapiCall.parse(fixture("call-created"));
    expect(toSnapshot(call)).toEqual({ providerRef: CALL_ID, attemptId: ATTEMPT_ID, status: "queued", report: null });
  });
});
