import { describe, expect, test } from "vitest";
import { toInboundEvent } from "@/lib/providers/vapi/receive";
import { toolCallReply } from "@/lib/providers/vapi/reply";
import { VapiPayloadError } from "@/lib/providers/vapi/schema";
import { toCallEvent } from "@/lib/providers/vapi/translate";
import { CALL_ID, fixtureText } from "./support";

describe("a received webhook", () => {
  test("has the same key each time it is delivered", () => {
    const body = fixtureText("end-of-call-report-booked");
    expect(toInboundEvent(body).eventKey).toBe(toInboundEvent(body).eventKey);
    expect(toInboundEvent(body).eventKey).toMatch(new RegExp(`^vapi:${CALL_ID}:report:[0-9a-f]{64}$`));
  });

  test("has another key than another event of the same call", () => {
    const ended = toInboundEvent(fixtureText("status-update-ended"));
    const started = toInboundEvent(fixtureText("status-update-in-progress"));
    expect(ended.eventKey).not.toBe(started.eventKey);
  });

  test("can be applied from its payload alone", () => {
    const { payload, event } = toInboundEvent(fixtureText("end-of-call-report-booked"));
    expect(toCallEvent(JSON.parse(JSON.stringify(payload)))).toEqual(event);
  });

  test.each([
    ["truncated", fixtureText("end-of-call-report-booked").slice(0, 900)],
    ["empty", ""],
    ["HTML", "<html>502</html>"],
  ])("that is %s is refused as no JSON", (_, body) => {
    expect(() => toInboundEvent(body)).toThrow(expect.objectContaining({ code: "invalid_json" }));
  });

  test("that is JSON but no webhook is refused for its shape", () => {
    expect(() => toInboundEvent('{"hello":1}')).toThrow(VapiPayloadError);
    expect(() => toInboundEvent('{"hello":1}')).toThrow(expect.objectContaining({ code: "invalid_shape" }));
  });
});

test("answers to tool calls keep their ids and are one line each", () => {
  const body = toolCallReply([
    { toolCallId: "c1", name: "book_appointment", result: "Booked.\n\nThursday  at ten." },
    { toolCallId: "c2", name: "request_callback", error: "No time\nunderstood." },
  ]);
  expect(body).toEqual({
    results: [
      { toolCallId: "c1", name: "book_appointment", result: "Booked. Thursday at ten." },
      { toolCallId: "c2", name: "request_callback", error: "No time understood." },
    ],
  });
});
