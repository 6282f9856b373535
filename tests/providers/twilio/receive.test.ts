import { describe, expect, test } from "vitest";
import { MessageEvent } from "@/lib/core/message";
import errorCodes from "@/lib/providers/twilio/error-codes.json" with { type: "json" };
import { twilioInbox } from "@/lib/providers/twilio/receive";
import { TwilioPayloadError } from "@/lib/providers/twilio/schema";
import { ATTEMPT_ID, AUTH_TOKEN, CUSTOMER, form, HOOK, NOW, SENDER, SID } from "./support";

const inbox = twilioInbox({ authToken: AUTH_TOKEN });
const receive = (fields: Record<string, string>, url = `${HOOK}?attempt=${ATTEMPT_ID}`) =>
  inbox.receive(form(Object.entries(fields)), new Headers(), { url, now: NOW });

const report = (status: string, extra: Record<string, string> = {}) => ({
  ...{ SmsSid: SID, SmsStatus: status, MessageStatus: status, To: CUSTOMER, MessageSid: SID },
  ...{ AccountSid: "AC0123456789abcdef0123456789abcdef", From: SENDER, ApiVersion: "2010-04-01", ...extra },
});
const text = (Body: string, extra: Record<string, string> = {}) => ({
  ...{ ToCountry: "US", SmsMessageSid: SID, NumMedia: "0", FromZip: "94105", SmsSid: SID, FromState: "CA" },
  ...{ SmsStatus: "received", FromCity: "SAN FRANCISCO", Body, FromCountry: "US", To: SENDER, MessageSid: SID },
  ...{ AccountSid: "AC0123456789abcdef0123456789abcdef", From: CUSTOMER, ApiVersion: "2010-04-01", ...extra },
});

describe("a report on a text", () => {
  test.each([
    ["queued", undefined, "accepted", null],
    ["accepted", undefined, "accepted", null],
    ["sending", undefined, "accepted", null],
    ["sent", undefined, "sent", null],
    ["delivered", undefined, "delivered", "delivered"],
    ["read", undefined, "opened", "delivered"],
    ["canceled", undefined, "failed", "cancelled"],
    ["undelivered", undefined, "failed", "undelivered"],
    ["failed", undefined, "failed", "provider_failed"],
    ["undelivered", "30003", "failed", "undelivered"],
    ["undelivered", "30004", "failed", "blocked"],
    ["undelivered", "30005", "failed", "bounced"],
    ["undelivered", "30006", "failed", "landline"],
    ["undelivered", "30007", "failed", "filtered"],
    ["undelivered", "30008", "failed", "undelivered"],
    ["failed", "30034", "failed", "provider_failed"],
    ["failed", "21610", "failed", "opted_out"],
    ["failed", "30002", "failed", "billing"],
    ["undelivered", "99999", "failed", "provider_failed"],
    ["undelivered", "nonsense", "failed", "undelivered"],
  ])("%s with %s is %s: %s", (stated, code, status, disposition) => {
    const { event, eventKey } = receive(report(stated, code ? { ErrorCode: code } : {}));
    expect(event).toMatchObject({
      ...{ kind: "status", channel: "sms", providerRef: SID, attemptId: ATTEMPT_ID, status, disposition },
      at: NOW.toISOString(),
    });
    expect(eventKey).toBe(`twilio:${SID}:${stated}`);
    expect(MessageEvent.safeParse(event).success).toBe(true);
  });

  test("tells a refused sender from a refused text", () => {
    expect(receive(report("failed", { ErrorCode: "30034" })).event).toMatchObject({ halt: "sender" });
    expect(receive(report("undelivered", { ErrorCode: "30007" })).event).not.toHaveProperty("halt");
  });

  test("keeps no number and no word", () => {
    const { payload } = receive(report("delivered", { Body: "secret words" }));
    expect(JSON.stringify(payload)).not.toMatch(/\+1|secret|AC01/);
  });

  test.each(["", "?attempt=nonsense", "?other=1"])("of an unknown attempt is one all the same: %j", (query) => {
    expect(receive(report("delivered"), HOOK + query).event).toMatchObject({ kind: "status", attemptId: null });
  });

  test("of a kind that we do not know says nothing", () => {
    expect(receive(report("teleported")).event).toMatchObject({
      kind: "ignored",
      type: "teleported",
      providerRef: SID,
    });
  });
});

describe("a text that came in", () => {
  test("is who wrote what to whom", () => {
    const { event, eventKey, payload } = receive(text("STOP", { OptOutType: "STOP" }), HOOK);
    expect(eventKey).toBe(`twilio:${SID}:inbound`);
    expect(event).toEqual({
      ...{ kind: "inbound", channel: "sms", providerRef: SID, from: CUSTOMER, to: SENDER, subject: null },
      ...{ body: "STOP", optOutType: "STOP", answered: true, at: NOW.toISOString() },
    });
    expect(JSON.stringify(payload)).not.toMatch(/94105|FRANCISCO|AC01/);
  });
  test.each(["STOP", " stop ", "Help", "UNSTOP"])("%j is answered by Twilio itself", (body) => {
    expect(receive(text(body)).event).toMatchObject({ answered: true });
  });
  test.each(["STOP.", "yes", "please stop", ""])("%j is for us to answer", (body) => {
    expect(receive(text(body)).event).toMatchObject({ answered: false });
  });
  test("is stored whatever is in it, and cut to what fits", () => {
    const long = receive(text(`a\u0000b${"👍".repeat(6_000)}`)).event;
    expect(long).toMatchObject({ kind: "inbound", optOutType: null });
    const body = long.kind === "inbound" ? (long.body ?? "") : "";
    expect([body.startsWith("ab👍"), body.isWellFormed(), body.length <= 10_000]).toEqual([true, true, true]);
    expect(receive(text("", { NumMedia: "1" })).event).toMatchObject({ body: "(sent a picture or a file)" });
    expect(receive(text("", { OptOutType: "elsewhere" })).event).toMatchObject({ body: "", optOutType: null });
  });
  test.each(["whatsapp:+14155550123", "12345", "BRIGHT", ""])("from %j is nobody's phone", (From) => {
    expect(receive(text("Hi", { From })).event).toMatchObject({ kind: "ignored", type: "inbound" });
  });
});

describe("what is stored", () => {
  const bodies = [
    report("sent"),
    report("failed", { ErrorCode: "30034" }),
    report("odd"),
    text("Hello 👋"),
    text("", { From: "x" }),
  ];
  test("is read again as the same event", () => {
    for (const fields of bodies) {
      const { payload, event } = receive(fields);
      expect(inbox.read(JSON.parse(JSON.stringify(payload)))).toEqual(event);
    }
  });
  test("has the same key each time it comes, whatever else is said", () => {
    const again = receive({ ...report("sent"), RawDlrDoneDate: "2611212200" });
    expect(again.eventKey).toBe(receive(report("sent")).eventKey);
    expect(again.eventKey).not.toBe(receive(report("delivered")).eventKey);
  });
});

test.each([
  ["nothing", {}],
  ["no id", { MessageStatus: "sent" }],
  ["an id that is none", { MessageStatus: "sent", MessageSid: "../x" }],
  ["a call", { CallSid: "CA0123456789abcdef0123456789abcdef", CallStatus: "ringing" }],
  ["prototype names", { __proto__x: "1", constructor: "x" }],
])("%s is refused", (_, fields) => {
  expect(() => receive(fields as Record<string, string>)).toThrow(TwilioPayloadError);
});
test.each([{}, { kind: "status" }, { kind: "other", type: "x" }])("%j is nothing that we stored", (payload) => {
  expect(() => inbox.read(payload)).toThrow(TwilioPayloadError);
});

test("no code of Twilio's is in two groups, and none means success", () => {
  for (const groups of [errorCodes.request, errorCodes.delivery]) {
    const codes = Object.values<number[]>(groups).flat();
    expect(codes.length).toBe(new Set(codes).size);
  }
  expect(Object.keys(errorCodes.delivery)).not.toContain("delivered");
  expect(Object.keys(errorCodes.delivery)).not.toContain("sent");
});
