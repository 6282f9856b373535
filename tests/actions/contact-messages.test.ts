import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { contactMessages } from "@/lib/actions/contact-messages";
import type { Fault as EmailFault } from "@/local/simulators/resend/types";
import { type Account, MINUTE, type NewCustomer, newPhone } from "../supabase/fixtures";
import { newEmail } from "../supabase/message-calls";
import { type MessageStage, startMessageEngine } from "../support/message-engine";
import { campaignOf, claimed, optOut } from "../support/message-rows";

let stage: MessageStage;
let account: Account;
beforeAll(async () => {
  stage = await startMessageEngine();
  account = await stage.account("owner@bright.test");
});
afterEach(async () => {
  await stage.settle();
  await stage.stack.pool.query("delete from private.provider_pace");
});
afterAll(() => stage.stop());

const people = (count: number): NewCustomer[] => Array.from({ length: count }, () => ({}));
const emails = (count: number | NewCustomer[], body = "Hi {name}, come back.", columns = {}) =>
  claimed(stage, account, typeof count === "number" ? people(count) : count, { channel: "email", body }, columns);
const texts = (count: number | NewCustomer[], body = "Hi {name}, come back.", columns = {}) =>
  claimed(stage, account, typeof count === "number" ? people(count) : count, { channel: "sms", body }, columns);
const send = (channel: "email" | "sms", attemptIds: string[], deps = stage.deps) =>
  contactMessages(deps, { channel, attemptIds });
const posts = () => stage.resend.requests().filter(({ method }) => method === "POST").length;
const sentTo = (email: string | null) => stage.resend.emails().filter(({ to }) => to === email).length;
const textsTo = (phone: string | null) => stage.twilio.messages().filter(({ to }) => to === phone);

describe("Messages", () => {
  it.each(["email", "sms"] as const)(
    "over %s are not sent to who opted out while they waited for their turn",
    async (channel) => {
      const { attemptIds, rows } = await (channel === "email" ? emails(3) : texts(1));
      const [gone, ...others] = await rows();
      let asked = 0;
      const takeTurn: typeof stage.deps.messages.takeTurn = async (provider, perSecond, now) => {
        // The first asks for room alone; by the second they are allowed, written down, and wait.
        if (++asked === 2) {
          await optOut(stage, account, gone?.phone ?? null);
          stage.clock.advance(2000);
          return stage.clock.now();
        }
        return stage.deps.messages.takeTurn(provider, perSecond, now);
      };
      const deps = { ...stage.deps, messages: { ...stage.deps.messages, takeTurn } };
      const before = channel === "email" ? posts() : textsTo(gone?.phone ?? null).length;
      expect((await send(channel, attemptIds, deps)).sent).toBe(0);
      expect(channel === "email" ? posts() : textsTo(gone?.phone ?? null).length).toBe(before);
      const after = await rows();
      expect(after[0]).toMatchObject({ state: "ended", counted: false });
      for (const row of after.slice(1)) expect(row).toMatchObject({ state: "ended", status: "pending" });
      expect(others).toHaveLength(channel === "email" ? 2 : 0);
    },
  );

  it("go many in one request by email, each with its attempt's name and its way out", async () => {
    const { attemptIds, rows } = await emails(5);
    const before = posts();
    expect(await send("email", attemptIds)).toEqual({ sent: 5, later: 0 });
    expect(posts() - before).toBe(1);
    for (const row of await rows()) {
      const email = stage.resend.emails().find(({ attemptId }) => attemptId === row.id);
      expect(email).toMatchObject({ id: row.provider_ref, to: row.email });
      expect(email?.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
      expect(row).toMatchObject({ state: "dispatched", status: "sent", counted: true });
    }
  });

  it("go one by one by text, with the way out in the first", async () => {
    const { attemptIds, rows } = await texts(3);
    expect(await send("sms", attemptIds)).toEqual({ sent: 3, later: 0 });
    for (const row of await rows()) {
      expect(textsTo(row.phone)).toMatchObject([{ sid: row.provider_ref, attemptId: row.id }]);
      expect(textsTo(row.phone)[0]?.body).toMatch(/STOP/);
    }
  });

  it("are sent once, however often their job runs and however many at the same time", async () => {
    const one = await emails(4);
    const two = await texts(2);
    const answers = await Promise.all(
      [1, 2, 3].flatMap(() => [send("email", one.attemptIds), send("sms", two.attemptIds)]),
    );
    await send("email", one.attemptIds);
    expect(answers.reduce((sum, { sent }) => sum + sent, 0)).toBe(6);
    for (const { email } of await one.rows()) expect(sentTo(email)).toBe(1);
    for (const { phone } of await two.rows()) expect(textsTo(phone)).toHaveLength(1);
  });

  it("that lack a value are not sent at all", async () => {
    const lacking = "Hi {name}: {promotion}";
    const before = posts();
    for (const [channel, { attemptIds, rows }] of [
      ["email", await emails(2, lacking)],
      ["sms", await texts(1, lacking)],
    ] as const) {
      expect(await send(channel, attemptIds)).toMatchObject({ sent: 0 });
      for (const row of await rows())
        expect(row).toMatchObject({ status: "skipped", reason: "content_incomplete", counted: false, attempts: 0 });
    }
    expect(posts()).toBe(before);
  });

  it("are not sent to who opted out between the claim and the sending", async () => {
    const { attemptIds, rows, customers } = await emails(3);
    await optOut(stage, account, customers[0]?.email ?? null);
    expect(await send("email", attemptIds)).toMatchObject({ sent: 2 });
    expect(sentTo(customers[0]?.email ?? "")).toBe(0);
    expect((await rows()).filter(({ reason }) => reason === "opted_out")).toMatchObject([
      { status: "skipped", attempts: 0 },
    ]);
  });

  it("whose leave to send is old are not sent, and are back in line", async () => {
    const { attemptIds, rows } = await texts(2);
    const begin: typeof stage.deps.messages.begin = async (...args) => {
      const begun = await stage.deps.messages.begin(...args);
      stage.clock.advance(MINUTE);
      return begun;
    };
    const slow = { ...stage.deps, messages: { ...stage.deps.messages, begin } };
    expect(await send("sms", attemptIds, slow)).toMatchObject({ sent: 0 });
    for (const row of await rows()) {
      expect(row).toMatchObject({ status: "pending", attempts: 0, counted: false });
      expect(textsTo(row.phone)).toEqual([]);
    }
  });

  it("that somebody took back while their words were written are not sent", async () => {
    const { attemptIds, rows } = await texts(1);
    const prepare: typeof stage.deps.messages.prepare = async (...args) => {
      const [attemptId = ""] = attemptIds;
      await stage.deps.engine.markUnknown(attemptId, stage.clock.now());
      return stage.deps.messages.prepare(...args);
    };
    await send("sms", attemptIds, { ...stage.deps, messages: { ...stage.deps.messages, prepare } });
    expect(textsTo((await rows())[0]?.phone ?? "")).toEqual([]);
  });
});

describe("A provider that", () => {
  it("asks to be let be is asked when it said, by nobody before, and it was no attempt", async () => {
    stage.resend.failNext({ answer: "error", name: "rate_limit_exceeded", headers: { "retry-after": "45" } });
    const { id, attemptIds, rows } = await emails(3);
    const now = stage.clock.now().getTime();
    expect(await send("email", attemptIds)).toMatchObject({ sent: 0 });
    for (const row of await rows()) {
      expect(row).toMatchObject({ status: "pending", attempts: 0, counted: false, disposition: "capacity" });
      expect(Math.abs((row.next_attempt_at?.getTime() ?? 0) - now - 45_000)).toBeLessThan(5_000);
    }
    expect(await campaignOf(stage, id)).toMatchObject({ status: "active" });
    const other = await emails(1);
    expect(await send("email", other.attemptIds)).toEqual({ sent: 0, later: 1 });
    expect(stage.jobs.named("contact-messages")[0]?.delayMs).toBeGreaterThan(30_000);
    expect((await other.rows())[0]).toMatchObject({ state: "reserved", status: "queued" });
  });

  const halts: [string, EmailFault, string][] = [
    ["has no more for the day", { answer: "error", name: "daily_quota_exceeded" }, "message_quota"],
    ["has no more for the month", { answer: "error", name: "monthly_quota_exceeded" }, "message_quota"],
    ["refuses the key", { answer: "error", name: "invalid_api_key" }, "message_auth"],
    ["refuses a key that is not there", { answer: "error", name: "missing_api_key" }, "message_auth"],
    ["refuses the sender", { answer: "error", name: "invalid_from_address" }, "sender_refused"],
    ["looks into the account", { answer: "error", name: "security_error" }, "sender_refused"],
  ];
  it.each(halts)("%s pauses the campaign and says why, and nobody is used up by it", async (_, fault, reason) => {
    stage.resend.failNext(fault);
    const { id, attemptIds, rows } = await emails(2);
    await send("email", attemptIds);
    expect(await campaignOf(stage, id)).toEqual({ status: "paused", pause_reason: reason });
    for (const row of await rows()) expect(row).toMatchObject({ status: "pending", attempts: 0, counted: false });
  });

  it.each([
    ["the account", { status: 401 }, "message_auth"],
    [
      "the number it comes from",
      { status: 400, body: { code: 21606, message: "not yours", status: 400 } },
      "sender_refused",
    ],
    [
      "a trial account's stranger",
      { status: 400, body: { code: 21608, message: "unverified", status: 400 } },
      "message_billing",
    ],
    ["more for today", { status: 429, body: { code: 63038, message: "limit", status: 429 } }, "message_quota"],
  ])("refuses %s for a text pauses the campaign too", async (_, fault, reason) => {
    stage.twilio.failNext({ answer: "status", ...fault });
    const { id, attemptIds, rows } = await texts(2);
    await send("sms", attemptIds);
    expect(await campaignOf(stage, id)).toEqual({ status: "paused", pause_reason: reason });
    for (const row of await rows()) expect(row).toMatchObject({ status: "pending", attempts: 0, counted: false });
  });

  it.each([
    [21610, { disposition: "opted_out", status: "opted_out" }],
    [21211, { disposition: "bounced", status: "failed", reason: "bounced" }],
    [21614, { disposition: "landline", status: "failed", reason: "landline" }],
  ])("refuses one text with %i ends it rightly, and sends the next", async (code, ends) => {
    const { attemptIds, rows } = await texts(2);
    const [first] = await rows();
    const body = { code, message: "no", status: 400 };
    stage.twilio.failNext({ answer: "status", status: 400, number: first?.phone ?? "", body });
    await send("sms", attemptIds);
    const after = await rows();
    expect(after.find(({ id }) => id === first?.id)).toMatchObject(ends);
    expect(after.filter(({ id }) => id !== first?.id)).toMatchObject([{ status: "sent" }]);
  });

  it("has no room for a moment is asked again in turn, and each message goes out once", async () => {
    const { attemptIds, rows } = await texts(2);
    const body = { code: 20429, message: "busy", status: 429 };
    stage.twilio.failNext({ answer: "status", status: 429, body });
    expect(await send("sms", attemptIds)).toEqual({ sent: 2, later: 0 });
    for (const row of await rows()) expect(row).toMatchObject({ status: "sent", attempts: 1, disposition: null });
  });
});

describe("A lot with one address that can't be written to", () => {
  it("is sent one by one, each under its own key, and only that one bounces", async () => {
    const bad = newEmail();
    stage.resend.failNext({
      answer: "error",
      name: "validation_error",
      message: "Invalid `to` field.",
      to: bad,
      times: 2,
    });
    const { attemptIds, rows } = await emails([{ email: bad }, ...people(3)]);
    expect(await send("email", attemptIds)).toMatchObject({ sent: 3 });
    const after = await rows();
    expect(after.filter(({ email }) => email === bad)).toMatchObject([{ disposition: "bounced", status: "failed" }]);
    for (const row of after.filter(({ email }) => email !== bad))
      expect([row.status, sentTo(row.email)]).toEqual(["sent", 1]);
    expect(after.map((row) => row.batch_id)).toEqual([null, null, null, null]);
  });

  it("stops in the midst when the provider asks to be let be, and nobody is sent to twice or forgotten", async () => {
    const bad = newEmail();
    stage.resend.failNext({ answer: "error", name: "validation_error", message: "Invalid `to` field.", to: bad });
    const { attemptIds, rows } = await emails([{ email: bad, phone: newPhone() }, ...people(3)]);
    stage.resend.failNext({ answer: "error", name: "rate_limit_exceeded", headers: { "retry-after": "60" } });
    expect(await send("email", attemptIds)).toMatchObject({ sent: 0 });
    for (const row of await rows()) expect([row.status, row.attempts, sentTo(row.email)]).toEqual(["pending", 0, 0]);
  });
});
