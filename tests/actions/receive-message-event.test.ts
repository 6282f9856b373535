import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyMessageEvents } from "@/lib/actions/apply-message-events";
import { contactMessages } from "@/lib/actions/contact-messages";
import { loadRules } from "@/lib/actions/load-rules";
import { receiveMessageEvent } from "@/lib/actions/receive-message-event";
import type { Rules } from "@/lib/core/rules/rules";
import { rulesData } from "@/lib/data/rules";
import type { Account } from "../supabase/fixtures";
import { SENDER } from "../supabase/message-calls";
import { type MessageStage, RESEND_SECRET, startMessageEngine, TWILIO } from "../support/message-engine";
import { claimed, messageRows } from "../support/message-rows";
import { repositoryRules } from "../support/rule-texts";

let stage: MessageStage;
let account: Account;
beforeAll(async () => {
  stage = await startMessageEngine();
  account = await stage.account("owner@bright.test", { callback_number: "+12125550123" });
  stage.deaf = true;
});
beforeEach(() => stage.jobs.clear());
afterAll(() => stage.stop());

/** A text of a customer, or Twilio's report, as Twilio signs it. */
function fromTwilio(fields: Record<string, string>, query = "", token = TWILIO.token) {
  const url = `${stage.deps.smsCallback}${query}`;
  const signed =
    url +
    Object.keys(fields)
      .sort()
      .map((name) => name + fields[name])
      .join("");
  const signature = createHmac("sha1", token).update(signed).digest("base64");
  return {
    url,
    rawBody: new URLSearchParams(fields).toString(),
    headers: new Headers({ "x-twilio-signature": signature }),
  };
}
function fromResend(body: object, { id = `msg_${Math.random()}`, secret = RESEND_SECRET } = {}) {
  const rawBody = JSON.stringify(body);
  const timestamp = String(Math.floor(stage.clock.now().getTime() / 1000));
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signature = `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${rawBody}`).digest("base64")}`;
  const headers = new Headers({ "svix-id": id, "svix-timestamp": timestamp, "svix-signature": signature });
  return { url: "", rawBody, headers };
}
const text = (from: string, Body: string, MessageSid: string) => ({
  MessageSid,
  From: from,
  To: SENDER,
  Body,
  NumMedia: "0",
});
const withKeywords = (rules: Rules, values: Record<string, string>): Rules => ({
  ...rules,
  rules: rules.rules.map((row) => ({ ...row, value: values[row.rule] ?? row.value })),
});
let sids = 0;
const newSid = () => `SM${String(++sids).padStart(32, "0")}`;
const inbox = async () =>
  (
    await stage.stack.pool.query(
      "select event_key, payload, processed_at, next_try_at from provider_events order by id",
    )
  ).rows;

async function sent(channel: "sms" | "email") {
  const one = await claimed(stage, account, [{}], { channel, body: "Hi {name}" });
  await contactMessages(stage.deps, { channel, attemptIds: one.attemptIds });
  const row = async () => (await messageRows(stage, one.id))[0];
  const first = await row();
  if (!first) throw new Error("nothing was sent");
  return { ...one, ...first, row };
}
const status = (one: { id: string; provider_ref: string | null }, type: string, attempt: string) => ({
  type,
  created_at: stage.clock.now().toISOString(),
  data: { email_id: one.provider_ref, created_at: stage.clock.now().toISOString(), tags: { attempt_id: attempt } },
});

describe("A webhook that is forged", () => {
  it("is not believed, and nothing of it is kept", async () => {
    const before = await inbox();
    const forged = fromTwilio(text("+12125550001", "STOP", newSid()), "", "another-token-of-somebody-else");
    await expect(receiveMessageEvent(stage.deps, "twilio", forged)).rejects.toMatchObject({
      code: "webhook_not_verified",
    });
    const true_ = fromTwilio(text("+12125550001", "STOP", newSid()));
    const changed = { ...true_, rawBody: true_.rawBody.replace("STOP", "START") };
    await expect(receiveMessageEvent(stage.deps, "twilio", changed)).rejects.toMatchObject({
      code: "webhook_not_verified",
    });
    const secret = `whsec_${Buffer.from("another-secret-of-another").toString("base64")}`;
    const mail = fromResend(
      { type: "email.delivered", created_at: "2026-11-25T15:00:00Z", data: { email_id: "x" } },
      { secret },
    );
    await expect(receiveMessageEvent(stage.deps, "resend", mail)).rejects.toMatchObject({
      code: "webhook_not_verified",
    });
    expect(await inbox()).toEqual(before);
  });
});

describe("A text of a customer", () => {
  it("that says STOP is in force before it is answered, once, and its words are kept in one place alone", async () => {
    const one = await sent("sms");
    const sid = newSid();
    const stop = fromTwilio(text(one.phone ?? "", "Please take me off your list", sid));
    const { answer } = await receiveMessageEvent(stage.deps, "twilio", stop);
    expect(answer).toMatch(/Bright Smiles/);
    expect(await one.row()).toMatchObject({ status: "sent" });
    const sql = "select channel, reason from suppressions where contact = $1";
    expect((await stage.stack.pool.query(sql, [one.phone])).rows).toEqual([{ channel: "all", reason: "opt_out" }]);
    expect((await inbox()).find(({ event_key }) => event_key.includes(sid))).toMatchObject({
      payload: {},
      processed_at: expect.any(Date),
    });
    expect(await receiveMessageEvent(stage.deps, "twilio", stop)).toEqual({ answer: null });
    const kept = "select body from inbound_messages where provider_ref = $1";
    expect((await stage.stack.pool.query(kept, [sid])).rows).toEqual([{ body: "Please take me off your list" }]);
  });

  it("is not answered twice where Twilio answers by itself, and HELP is answered", async () => {
    const one = await sent("sms");
    const say = async (words: string) =>
      (await receiveMessageEvent(stage.deps, "twilio", fromTwilio(text(one.phone ?? "", words, newSid())))).answer;
    expect(await say("STOP")).toBeNull();
    expect(await say("what is this? who is it?")).toBeNull();
  });

  it("is a keyword by the newest rules, from their loading on", async () => {
    const one = await sent("sms");
    const say = async (words: string) => {
      const sid = newSid();
      await receiveMessageEvent(stage.deps, "twilio", fromTwilio(text(one.phone ?? "", words, sid)));
      const sql = "select kind from inbound_messages where provider_ref = $1";
      return (await stage.stack.pool.query<{ kind: string }>(sql, [sid])).rows[0]?.kind;
    };
    const rules = repositoryRules();
    const deps = { rules: rulesData(stage.stack.service), now: stage.deps.now };
    expect([await say("Info"), await say("Wakey wakey"), await say("End")]).toEqual(["help", "reply", "stop"]);
    await loadRules(deps, withKeywords(rules, { help_keywords: "HELP", opt_out_keywords: "STOP" }));
    expect([await say("Info"), await say("End"), await say("Stop")]).toEqual(["reply", "reply", "stop"]);
    await loadRules(deps, rules);
  });

  it("of a stranger is taken and not answered", async () => {
    const stranger = fromTwilio(text("+12127770009", "Take me off your list", newSid()));
    expect(await receiveMessageEvent(stage.deps, "twilio", stranger)).toEqual({ answer: null });
  });

  it("that can't be applied at once is left to a job, which does not take it up while the first is at it", async () => {
    const one = await sent("sms");
    const sid = newSid();
    const receive = () => Promise.reject(new Error("the database is away"));
    const broken = { ...stage.deps, messages: { ...stage.deps.messages, receive } };
    const reply = fromTwilio(text(one.phone ?? "", "Stop texting me", sid));
    await expect(receiveMessageEvent(broken, "twilio", reply)).rejects.toThrow();
    await applyMessageEvents(stage.deps);
    const sql = "select kind from inbound_messages where provider_ref = $1";
    expect((await stage.stack.pool.query(sql, [sid])).rows).toEqual([]);
    stage.clock.advance(31_000);
    await applyMessageEvents(stage.deps);
    expect((await stage.stack.pool.query(sql, [sid])).rows).toHaveLength(1);
    expect(await one.row()).toMatchObject({ state: "dispatched" });
  });
});

describe("News of a message", () => {
  it("is stored once, however often it is told, and applied by one job", async () => {
    const one = await sent("email");
    const [attempt = ""] = one.attemptIds;
    const told = fromResend(status(one, "email.delivered", attempt), { id: `msg_${attempt}` });
    const before = (await inbox()).length;
    await Promise.all([1, 2, 3].map(() => receiveMessageEvent(stage.deps, "resend", told)));
    expect((await inbox()).length - before).toBe(1);
    expect(stage.jobs.named("apply-message-events")).toHaveLength(1);
    expect(await applyMessageEvents(stage.deps)).toEqual({ applied: 1 });
    expect(await one.row()).toMatchObject({ disposition: "delivered", status: "delivered" });
  });

  it("that nobody here sent is let go, by its id and by another's attempt", async () => {
    const stranger = { id: "", provider_ref: "00000000-0000-4000-8000-00000000000f" };
    const attempt = "00000000-0000-4000-8000-00000000000e";
    await receiveMessageEvent(stage.deps, "resend", fromResend(status(stranger, "email.bounced", attempt)));
    const sms = { MessageSid: newSid(), MessageStatus: "delivered" };
    await receiveMessageEvent(stage.deps, "twilio", fromTwilio(sms, `?attempt=${attempt}`));
    await applyMessageEvents(stage.deps);
    expect((await inbox()).every(({ processed_at }) => processed_at !== null)).toBe(true);
  });

  it("is kept for the sweep when the queue can't be reached", async () => {
    const one = await sent("sms");
    const [attempt = ""] = one.attemptIds;
    stage.jobs.broken = true;
    const sms = { MessageSid: one.provider_ref ?? "", MessageStatus: "undelivered", ErrorCode: "30006" };
    await receiveMessageEvent(stage.deps, "twilio", fromTwilio(sms, `?attempt=${attempt}`));
    stage.jobs.broken = false;
    await applyMessageEvents(stage.deps);
    expect(await one.row()).toMatchObject({ disposition: "landline", status: "failed", reason: "landline" });
  });

  it.each([
    ["30007", "message_filtered"],
    ["30034", "sender_refused"],
  ])("that says %s pauses the campaign", async (ErrorCode, pause_reason) => {
    const one = await claimed(stage, account, [{}, {}], { channel: "sms", body: "Hi {name}" });
    const [first = ""] = one.attemptIds;
    await contactMessages(stage.deps, { channel: "sms", attemptIds: [first] });
    const row = (await one.rows()).find(({ id }) => id === first);
    const sms = { MessageSid: row?.provider_ref ?? "", MessageStatus: "undelivered", ErrorCode };
    await receiveMessageEvent(stage.deps, "twilio", fromTwilio(sms, `?attempt=${first}`));
    await applyMessageEvents(stage.deps);
    const sql = "select status, pause_reason from campaigns where id = $1";
    expect((await stage.stack.pool.query(sql, [one.id])).rows).toEqual([{ status: "paused", pause_reason }]);
  });
});
