import { expect, test } from "vitest";
import { resendInbox } from "@/lib/providers/resend/inbox";
import { toInboundMessage } from "@/lib/providers/resend/receive";
import { ResendPayloadError } from "@/lib/providers/resend/schema";
import { ATTEMPT_ID, webhook } from "./support";

const inbox = resendInbox({ secret: "whsec_c2VjcmV0" });
const receive = (body: string, headers: Record<string, string> = { "svix-id": "msg_1" }) =>
  toInboundMessage(body, new Headers(headers));
const BODY = JSON.stringify(webhook("email.delivered"));

test("every delivery of one event has one key", () => {
  expect(receive(BODY).eventKey).toBe("resend:msg_1");
  expect(receive(BODY, { "svix-id": "msg_2" }).eventKey).toBe("resend:msg_2");
  const nameless = receive(BODY, {}).eventKey;
  expect(nameless).toMatch(/^resend:[0-9a-f]{64}$/);
  expect(receive(BODY, { "svix-id": "x".repeat(1_000) }).eventKey).toBe(nameless);
});

test("what is stored is read again as the same event", () => {
  const { event, payload } = receive(BODY);
  expect(event).toMatchObject({ kind: "status", status: "delivered", attemptId: ATTEMPT_ID });
  expect(inbox.read(JSON.parse(JSON.stringify(payload)))).toEqual(event);
});

test.each(["", "{", "[]", "null", '{"type":1}'])("%j is no webhook", (body) => {
  expect(() => receive(body)).toThrow(ResendPayloadError);
});

test("without a secret nothing is believed", () => {
  const open = resendInbox({ secret: null });
  expect(open.verify({ headers: new Headers(), rawBody: BODY, url: "", now: new Date() })).toBe(false);
});
