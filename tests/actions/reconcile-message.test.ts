import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { contactMessages } from "@/lib/actions/contact-messages";
import { reconcileAttempts } from "@/lib/actions/reconcile-attempts";
import { type Account, HOUR, MINUTE, type NewCustomer } from "../supabase/fixtures";
import { type MessageStage, startMessageEngine } from "../support/message-engine";
import { claimed } from "../support/message-rows";

let stage: MessageStage;
let account: Account;
beforeAll(async () => {
  stage = await startMessageEngine();
  account = await stage.account("owner@bright.test");
});
afterEach(async () => {
  stage.deaf = false;
  await stage.settle();
  // What this test left in doubt is not another's.
  await stage.stack.pool.query(
    "update outreach_attempts set state = 'ended', lease_expires_at = null where state <> 'ended'",
  );
});
afterAll(() => stage.stop());

const people = (count: number): NewCustomer[] => Array.from({ length: count }, () => ({}));
const emails = (count: number) => claimed(stage, account, people(count), { channel: "email", body: "Hi {name}" });
const texts = (count: number) => claimed(stage, account, people(count), { channel: "sms", body: "Hi {name}" });
const hasty = (channel: "email" | "sms", attemptIds: string[]) => contactMessages(stage.hasty, { channel, attemptIds });
const send = (channel: "email" | "sms", attemptIds: string[]) => contactMessages(stage.deps, { channel, attemptIds });
/** A while later, as the sweep does. */
const reconcile = async (ms: number) => {
  stage.clock.advance(ms);
  return reconcileAttempts(stage.deps);
};
const textsTo = (phone: string | null) => stage.twilio.messages().filter(({ to }) => to === phone).length;
const emailsTo = (email: string | null) => stage.resend.emails().filter(({ to }) => to === email).length;

describe("A text whose answer never came", () => {
  it.each(["hang", "reset", "garbage", "empty"] as const)(
    "is found by the provider's list (%s), and not sent again",
    async (answer) => {
      stage.deaf = true;
      stage.twilio.failNext({ answer, accept: true });
      const { attemptIds, rows } = await texts(1);
      expect(await hasty("sms", attemptIds)).toMatchObject({ sent: 0 });
      expect((await rows())[0]).toMatchObject({ state: "reserved", counted: true, provider_ref: null });
      await stage.twilio.idle();
      await reconcile(MINUTE);
      const [row] = await rows();
      expect(row).toMatchObject({ disposition: "delivered", status: "delivered" });
      expect(textsTo(row?.phone ?? "")).toBe(1);
    },
  );

  it("and that the provider does not know is marked as unknown, and never sent again", async () => {
    stage.twilio.failNext({ answer: "hang", accept: false });
    const { attemptIds, rows } = await texts(1);
    await hasty("sms", attemptIds);
    await reconcile(MINUTE);
    expect((await rows())[0]).toMatchObject({ state: "reserved" });
    await reconcile(2 * MINUTE);
    const [row] = await rows();
    expect(row).toMatchObject({ state: "unknown", status: "failed", reason: "outcome_unknown" });
    await reconcile(HOUR);
    expect(textsTo(row?.phone ?? "")).toBe(0);
  });
});

describe("Emails whose answer never came", () => {
  it.each([
    ["one", 1, "hang", true],
    ["one that was not taken", 1, "reset", false],
    ["many", 4, "garbage", true],
    ["many that were not taken", 4, "hang", false],
    ["many of a broken server", 4, "error", false],
  ] as const)(
    "are sent again under their key with their own bytes, so that each customer gets %s",
    async (_, count, answer, accept) => {
      stage.deaf = true;
      stage.resend.failNext({ answer, accept });
      const { attemptIds, rows } = await emails(count);
      expect(await hasty("email", attemptIds)).toMatchObject({ sent: 0 });
      await reconcile(MINUTE);
      for (const row of await rows()) expect([row.state, emailsTo(row.email)]).toEqual(["dispatched", 1]);
      const keys = new Set(
        stage.resend
          .requests()
          .slice(-2)
          .map(({ idempotencyKey }) => idempotencyKey),
      );
      expect(keys.size).toBe(1);
    },
  );

  it.each([
    [
      "somebody opted out",
      "insert into suppressions (user_id, contact, channel, reason, source) values ($2, $1, 'all', 'opt_out', 'sms')",
    ],
    [
      "the campaign was paused",
      "update campaigns set status = 'paused' where user_id = $2 and status = 'active' and $1 <> ''",
    ],
  ])("are not sent again once %s, and shown to the owner in the end", async (_, sql) => {
    stage.resend.failNext({ answer: "hang", accept: false });
    const { attemptIds, rows } = await emails(2);
    await hasty("email", attemptIds);
    await stage.stack.pool.query(sql, [(await rows())[0]?.email, account.id]);
    await reconcile(2 * MINUTE);
    for (const row of await rows()) expect([row.state, emailsTo(row.email)]).toEqual(["reserved", 0]);
    await reconcile(13 * HOUR);
    for (const row of await rows()) expect([row.state, emailsTo(row.email)]).toEqual(["unknown", 0]);
  });

  it("and that are refused when they are sent again go one by one, and only the bad one bounces", async () => {
    stage.resend.failNext({ answer: "hang", accept: false });
    const { attemptIds, rows, customers } = await emails(3);
    await hasty("email", attemptIds);
    const bad = customers[1]?.email ?? "";
    stage.resend.failNext({
      answer: "error",
      name: "validation_error",
      message: "Invalid `to` field.",
      to: bad,
      times: 5,
    });
    for (let round = 0; round < 3; round++) await reconcile(2 * MINUTE);
    for (const row of await rows())
      if (row.email === bad) expect(row).toMatchObject({ disposition: "bounced", status: "failed" });
      else expect([row.state, emailsTo(row.email)]).toEqual(["dispatched", 1]);
  });
});

describe("A message of which no news comes", () => {
  it("is asked after, and what its customer did meanwhile stays theirs", async () => {
    const { attemptIds, rows } = await emails(1);
    stage.deaf = true;
    await send("email", attemptIds);
    await stage.resend.idle();
    stage.deaf = false;
    const at = new Date(stage.clock.now().getTime() + 5 * MINUTE).toISOString();
    const click = {
      n: 0,
      attempt_id: attemptIds[0] ?? "",
      provider_ref: null,
      status: "clicked",
      at,
      link: "https://a.test",
    };
    const nothing = { disposition: null, code: null, cost: null, segments: null, machine: false, next: null };
    await stage.deps.messages.apply([{ ...click, ...nothing }], 10_000, stage.clock.now());
    await reconcile(31 * MINUTE);
    const sql = "select status, clicked_at is not null as clicked from campaign_recipients where email = $1";
    const found = await stage.stack.pool.query(sql, [(await rows())[0]?.email]);
    expect(found.rows).toEqual([{ status: "answered", clicked: true }]);
  });

  it.each([
    ["reads", "delivered"],
    ["complains", "opted_out"],
  ] as const)("ends all the same when its customer %s", async (persona, status) => {
    const { attemptIds, rows, customers } = await emails(1);
    stage.resend.set({ personas: { [customers[0]?.email ?? ""]: [persona] } });
    stage.deaf = true;
    await send("email", attemptIds);
    await stage.resend.idle();
    stage.deaf = false;
    await reconcile(31 * MINUTE);
    expect((await rows())[0]).toMatchObject({ state: "ended", disposition: "delivered", status });
  });

  it("is taken for sent after a day, also when the provider may not be asked", async () => {
    stage.twilio.hold();
    const { attemptIds, rows } = await texts(1);
    await send("sms", attemptIds);
    await reconcile(16 * MINUTE);
    expect((await rows())[0]).toMatchObject({ state: "dispatched", status: "sent" });
    await reconcile(12 * HOUR);
    expect((await rows())[0]).toMatchObject({ state: "dispatched" });
    await reconcile(13 * HOUR);
    expect((await rows())[0]).toMatchObject({ state: "ended", disposition: "sent", status: "delivered" });
    stage.twilio.release();
    stage.deaf = true;
    stage.resend.set({ fullAccess: false });
    const email = await emails(1);
    await send("email", email.attemptIds);
    await reconcile(HOUR);
    expect((await email.rows())[0]).toMatchObject({ state: "dispatched" });
    await reconcile(25 * HOUR);
    expect((await email.rows())[0]).toMatchObject({ state: "ended", disposition: "sent" });
    stage.resend.set({ fullAccess: true });
  });

  it("that was begun and never written down was not sent: it is back in line and was no attempt", async () => {
    const one = await texts(1);
    const two = await emails(2);
    await stage.deps.messages.begin([...one.attemptIds, ...two.attemptIds], stage.clock.now());
    await reconcile(3 * MINUTE);
    for (const row of [...(await one.rows()), ...(await two.rows())])
      expect(row).toMatchObject({ status: "pending", attempts: 0, counted: false });
  });
});
