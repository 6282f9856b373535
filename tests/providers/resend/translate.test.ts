import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MessageEvent } from "@/lib/core/message";
import { redactResendPayload } from "@/lib/providers/resend/redact";
import { ResendPayloadError } from "@/lib/providers/resend/schema";
import { toMessageEvent } from "@/lib/providers/resend/translate";
import { ATTEMPT_ID, CUSTOMER, EMAIL_ID, received, webhook } from "./support";

/** Every event is what the engine's schema says, and the same from what is stored. */
function eventOf(body: unknown) {
  const event = toMessageEvent(body);
  expect(MessageEvent.parse(event)).toEqual(event);
  const stored = JSON.parse(JSON.stringify(redactResendPayload(body)));
  expect(toMessageEvent(stored)).toEqual(event);
  expect(redactResendPayload(stored)).toEqual(redactResendPayload(body));
  return event;
}

describe("what became of an email", () => {
  test.each<[string, Record<string, unknown>, string, string | null, string | null]>([
    ["email.sent", {}, "sent", null, null],
    ["email.scheduled", {}, "accepted", null, null],
    ["email.delivered", {}, "delivered", "delivered", null],
    ["email.delivery_delayed", {}, "delayed", null, null],
    ["email.opened", {}, "opened", "delivered", null],
    ["email.clicked", {}, "clicked", "delivered", null],
    ["email.complained", {}, "complained", "delivered", null],
    [
      "email.bounced",
      { bounce: { type: "Permanent", subType: "General", message: "550" } },
      "failed",
      "bounced",
      "Permanent/General",
    ],
    [
      "email.bounced",
      { bounce: { type: "Transient", subType: "MailboxFull" } },
      "failed",
      "undelivered",
      "Transient/MailboxFull",
    ],
    ["email.bounced", { bounce: { type: "Undetermined" } }, "failed", "undelivered", "Undetermined"],
    ["email.bounced", {}, "failed", "undelivered", "bounced"],
    ["email.bounced", { bounce: "odd" }, "failed", "undelivered", "bounced"],
    [
      "email.suppressed",
      { suppressed: { type: "OnAccountSuppressionList", message: "It is on the list." } },
      "failed",
      "blocked",
      "OnAccountSuppressionList",
    ],
    ["email.suppressed", { suppressed: { type: "x", message: "A previous email bounced." } }, "failed", "bounced", "x"],
    ["email.suppressed", {}, "failed", "blocked", "suppressed"],
    ["email.failed", { failed: { reason: "reached_daily_quota" } }, "failed", "provider_failed", "reached_daily_quota"],
    ["email.failed", {}, "failed", "provider_failed", "failed"],
  ])("%s with %j is %s and ends as %s", (type, data, status, disposition, code) => {
    expect(eventOf(webhook(type, data))).toEqual({
      kind: "status",
      channel: "email",
      providerRef: EMAIL_ID,
      attemptId: ATTEMPT_ID,
      ...{ status, disposition, code, costUsd: null, segments: null, userAgent: null, link: null },
      at: "2026-11-21T15:41:12.126Z",
    });
  });

  test("a click tells what was clicked, by whom and when", () => {
    const click = {
      ipAddress: "203.0.113.7",
      link: "https://app.example/r/1",
      timestamp: "2026-11-21T15:40:00Z",
      userAgent: "Scanner/1",
    };
    expect(eventOf(webhook("email.clicked", { click }))).toMatchObject({
      link: "https://app.example/r/1",
      userAgent: "Scanner/1",
      at: "2026-11-21T15:40:00.000Z",
    });
  });

  test.each([
    [{ attempt_id: ATTEMPT_ID.toUpperCase() }, ATTEMPT_ID],
    [
      [
        { name: "attempt_id", value: ATTEMPT_ID },
        { name: "x", value: "y" },
      ],
      ATTEMPT_ID,
    ],
    [{ attempt_id: "7" }, null],
    [{}, null],
    [[], null],
    [null, null],
    ["odd", null],
  ])("belongs to the attempt in its tags %j", (tags, attemptId) => {
    expect(eventOf(webhook("email.sent", { tags }))).toMatchObject({ attemptId });
  });

  test.each([
    ["2026-11-21 15:41:11.894719+00", "2026-11-21T15:41:11.894Z"],
    ["2026-11-21T16:41:11+01:00", "2026-11-21T15:41:11.000Z"],
  ])("has the time %s", (created_at, at) => {
    expect(eventOf(webhook("email.sent", {}, { created_at }))).toMatchObject({ at });
  });

  test.each(["suppression.added", "domain.updated", "contact.created", "email.something_new", "toString"])(
    "is not what %s is about",
    (type) => {
      expect(eventOf(webhook(type))).toEqual({ kind: "ignored", channel: "email", type, providerRef: EMAIL_ID });
      expect(eventOf({ type })).toMatchObject({ kind: "ignored", providerRef: null });
    },
  );

  test.each<[string, unknown]>([
    ["no object", 7],
    ["no type", { data: {} }],
    ["no email", webhook("email.sent", { email_id: undefined })],
    ["no time", webhook("email.sent", { created_at: "never" }, { created_at: null })],
    ["nothing but its type", { type: "email.delivered" }],
  ])("is not told by %s", (_, body) => {
    expect(() => toMessageEvent(body)).toThrow(ResendPayloadError);
  });
});

describe("an email that came in", () => {
  test("has who wrote, to which of our addresses, and no words yet", () => {
    expect(eventOf(received())).toEqual({
      kind: "inbound",
      channel: "email",
      providerRef: EMAIL_ID,
      from: "dana.whitfield@customers.example",
      to: "reply@brightsmile.example",
      subject: "Re: We miss you, Dana",
      ...{ body: null, optOutType: null, answered: false, at: "2026-11-21T15:41:12.126Z" },
    });
  });

  test("is ours by its first address where nothing says what it was received for", () => {
    expect(eventOf(received({ received_for: undefined }))).toMatchObject({ to: "someone@else.example" });
    expect(eventOf(received({ from: "odd", to: null, received_for: [], subject: " \r\n " }))).toMatchObject({
      ...{ from: "", to: "", subject: null },
    });
  });
});

describe("what is stored", () => {
  test("of an email of ours is no address, no subject and nothing that was said", () => {
    const bounce = { type: "Permanent", subType: "General", message: `550 no such user: <${CUSTOMER}>` };
    const click = {
      link: "https://app.example/r/1",
      timestamp: "2026-11-21T15:40:00Z",
      userAgent: "x",
      ipAddress: "203.0.113.7",
    };
    const stored = JSON.stringify(
      redactResendPayload(webhook("email.bounced", { bounce, click, html: "<p>Hi</p>", to: [CUSTOMER] })),
    );
    for (const word of [CUSTOMER, "We miss you", "brightsmile", "<p>", "203.0.113.7"])
      expect(stored).not.toContain(word);
    expect(stored).toContain(ATTEMPT_ID);
  });

  test("of one that came in is who wrote and to whom, without other people and attachments", () => {
    const stored = JSON.stringify(redactResendPayload(received({ text: "secret" })));
    expect(stored).toContain("Dana.Whitfield@Customers.example");
    for (const word of ["cc@else", "photo.png", "secret"]) expect(stored).not.toContain(word);
  });

  test("is what Postgres can store", () => {
    const stored = JSON.stringify(redactResendPayload(received({ subject: "a\u0000b\ud800" })));
    expect(stored).not.toMatch(/\\u0000|\\ud800/);
  });

  test("whatever comes, it is an event or refused, and never anything else", () => {
    const type = fc.constantFrom(
      "email.sent",
      "email.bounced",
      "email.clicked",
      "email.received",
      "email.suppressed",
      "x",
    );
    const odd = fc.dictionary(
      fc.constantFrom(
        "email_id",
        "tags",
        "bounce",
        "click",
        "to",
        "from",
        "subject",
        "created_at",
        "suppressed",
        "received_for",
      ),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(type, odd, (name, data) => {
        try {
          eventOf(webhook(name, data));
        } catch (error) {
          if (!(error instanceof ResendPayloadError)) throw error;
        }
      }),
      { seed: 9, numRuns: 400 },
    );
  });
});
