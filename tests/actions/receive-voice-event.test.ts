import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyEvent } from "@/lib/actions/apply-event";
import { contactRecipient } from "@/lib/actions/contact-recipient";
import { dispatchCampaign } from "@/lib/actions/dispatch-campaign";
import { receiveVoiceEvent } from "@/lib/actions/receive-voice-event";
import { runSweep } from "@/lib/actions/run-sweep";
import { type EngineStage, startEngine, WEBHOOK_SECRET } from "@/tests/support/engine";
import { numberOf } from "@/tests/support/engine-account";
import { reserved, rowsOf } from "@/tests/support/engine-rows";
import { refusalCode } from "@/tests/support/refusals";
import { voiceWebhook } from "@/tests/support/voice-webhook";

let stage: EngineStage;
let rows: ReturnType<typeof rowsOf>;
let made = 0;

beforeAll(async () => {
  stage = await startEngine();
  rows = rowsOf(stage);
  // The webhooks of these tests are written by hand: the simulated calls ring and nobody answers.
  stage.simulator.hold();
  stage.simulator.setWebhookFaults({ drop: 1 });
});
afterAll(() => stage.stop());
beforeEach(() => stage.jobs.clear());

/** A call under way of a business of its own. */
async function oneCall(input = {}) {
  const account = await stage.account(`webhook-${++made}`);
  const { campaignId, attemptId } = await reserved(stage, account, [numberOf("interested")], input);
  await contactRecipient(stage.deps, { attemptId });
  const callId = stage.simulator.calls().at(-1)?.id ?? "";
  const webhook = voiceWebhook({ callId, attemptId, at: stage.clock.now() });
  return { account, campaignId, attemptId, callId, webhook };
}
const secret = { "x-vapi-secret": WEBHOOK_SECRET };
const receive = (body: unknown, headers: Record<string, string> = secret) =>
  receiveVoiceEvent(stage.deps, {
    headers: new Headers(headers),
    rawBody: typeof body === "string" ? body : JSON.stringify(body),
  });
const receiveAndApply = async (body: unknown) => {
  await receive(body);
  await stage.jobs.work();
};

describe("a webhook that is not the provider's", () => {
  it.each<[string, (body: string) => Record<string, string>]>([
    ["without a proof", () => ({})],
    ["with another secret", () => ({ "x-vapi-secret": "guess" })],
    ["with an empty secret", () => ({ "x-vapi-secret": "" })],
    ["with another bearer", () => ({ authorization: "Bearer guess" })],
    ["with the signature of another body", (body) => sign(`${body} `, stage.clock.now())],
    ["signed with another secret", (body) => sign(body, stage.clock.now(), "guess")],
    ["signed six minutes ago", (body) => sign(body, new Date(stage.clock.now().getTime() - 360_000))],
  ])("%s is refused and not stored", async (_, headers) => {
    const body = JSON.stringify(
      voiceWebhook({ callId: randomUUID(), attemptId: null, at: stage.clock.now() }).status("ringing"),
    );
    const before = (await rows.events()).length;
    expect(await refusalCode(receive(body, headers(body)))).toBe("webhook_not_verified");
    expect((await rows.events()).length).toBe(before);
    expect(stage.jobs.waiting).toEqual([]);
  });

  it("is refused on a server without a voice provider", async () => {
    const work = receiveVoiceEvent(
      { ...stage.deps, voiceInbox: null },
      { headers: new Headers(secret), rawBody: "{}" },
    );
    expect(await refusalCode(work)).toBe("webhook_not_verified");
  });

  it("is believed with a bearer or a fresh signature", async () => {
    const { webhook } = await oneCall();
    const body = JSON.stringify(webhook.status("ringing"));
    expect(await receive(body, { authorization: `Bearer ${WEBHOOK_SECRET}` })).toEqual({});
    expect(await receive(body, sign(body, stage.clock.now()))).toEqual({});
  });
});

const sign = (body: string, at: Date, key = WEBHOOK_SECRET) => ({
  "x-timestamp": String(at.getTime()),
  "x-signature": createHmac("sha256", key).update(`${at.getTime()}.${body}`).digest("hex"),
});

describe("a webhook that can't be read", () => {
  it.each([
    ["cut off", (body: string) => body.slice(0, body.length / 2)],
    ["empty", () => ""],
    ["no JSON", () => "<html>"],
    ["no object", () => "[]"],
    ["without a message", () => "{}"],
    ["a report without its call", () => '{"message":{"type":"end-of-call-report","timestamp":1}}'],
  ])("(%s) is refused and changes nothing", async (_, change) => {
    const { attemptId, webhook } = await oneCall();
    const before = await rows.attempt(attemptId);
    expect(await refusalCode(receive(change(JSON.stringify(webhook.report("booked")))))).toBe("malformed_json");
    expect(await rows.attempt(attemptId)).toEqual(before);
  });

  it("of a kind that says nothing to us is taken and dropped", async () => {
    const before = (await rows.events()).length;
    expect(await receive({ message: { type: "hang", timestamp: stage.clock.now().getTime() } })).toEqual({});
    expect((await rows.events()).length).toBe(before);
  });
});

describe("the life of a call", () => {
  it("is told by its webhooks, each stored once and applied by a job", async () => {
    const { attemptId, webhook } = await oneCall();
    for (const status of ["ringing", "in-progress", "ended"]) await receiveAndApply(webhook.status(status));
    await receiveAndApply(webhook.report("booked"));
    expect(await rows.timeline(attemptId)).toEqual([
      ...["reserved", "begun", "dispatched", "ringing", "in_progress", "line_closed", "ended"],
    ]);
    expect((await rows.events()).filter((event) => event.attempt_id === attemptId)).toMatchObject(
      Array(4).fill({ error: null, tries: 0, processed_at: expect.any(Date) }),
    );
  });

  it("comes out the same when the webhooks arrive twice and the wrong way round", async () => {
    const { campaignId, attemptId, webhook } = await oneCall();
    const bodies = [
      webhook.report("interested"),
      webhook.status("ended"),
      webhook.status("in-progress"),
      webhook.status("ringing"),
    ];
    for (const body of [...bodies, ...bodies]) await receiveAndApply(body);
    expect(await rows.attempt(attemptId)).toMatchObject({
      state: "ended",
      disposition: "conversed",
      outcome: "interested",
    });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "answered", attempts: 1, outcome: "interested" });
    expect(await rows.leads(attemptId)).toHaveLength(1);
    expect((await rows.events()).filter((event) => event.attempt_id === attemptId)).toHaveLength(4);
  });

  it("comes out the same when one event is applied by five workers at once", async () => {
    const { attemptId, webhook } = await oneCall();
    await receive(webhook.report("booked"));
    const [job] = stage.jobs.named("apply-event");
    const eventId = job && "eventId" in job.input ? job.input.eventId : 0;
    await Promise.all(Array.from({ length: 5 }, () => applyEvent(stage.deps, { eventId })));
    expect(await rows.leads(attemptId)).toHaveLength(1);
    expect((await rows.timeline(attemptId)).filter((kind) => kind === "ended")).toHaveLength(1);
    expect(await applyEvent(stage.deps, { eventId })).toEqual({ applied: false });
  });

  it("is not found again under another call's id: a second call changes nothing of the first", async () => {
    const { attemptId, callId } = await oneCall();
    const foreign = voiceWebhook({ callId: randomUUID(), attemptId, at: stage.clock.now() });
    await receiveAndApply(foreign.report("booked"));
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "dispatched", provider_ref: callId, outcome: null });
  });

  it("is found by the call's id alone where ours is not repeated", async () => {
    const { attemptId, callId } = await oneCall();
    await receiveAndApply(voiceWebhook({ callId, attemptId: null, at: stage.clock.now() }).report("callback"));
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "ended", outcome: "callback" });
  });

  it("of a call that is not ours is let go", async () => {
    for (const attemptId of [null, randomUUID()]) {
      const strange = voiceWebhook({ callId: randomUUID(), attemptId, at: stage.clock.now() });
      for (const body of [strange.status("in-progress"), strange.report("booked")]) await receiveAndApply(body);
    }
    expect((await rows.events()).slice(-4)).toMatchObject(
      Array(4).fill({ error: null, processed_at: expect.any(Date) }),
    );
  });

  it("keeps no number, no credential and no prompt of what was sent", async () => {
    const { attemptId, webhook } = await oneCall();
    await receiveAndApply(webhook.report("interested"));
    const stored = JSON.stringify((await rows.events()).filter((event) => event.attempt_id === attemptId));
    expect(stored).toContain("We spoke of a cleaning");
    expect(stored).not.toMatch(/\+1|twilio|secret|system prompt/i);
  });
});

describe("the end of a call", () => {
  it.each(["interested", "booked", "callback"])("%s makes one lead, and the recipient converted", async (outcome) => {
    const { campaignId, attemptId, webhook } = await oneCall();
    await receiveAndApply(webhook.report(outcome));
    expect(await rows.leads(attemptId)).toMatchObject([
      {
        call_summary: "We spoke of a cleaning.",
        call_transcript: "AI: Hi.\nUser: Hello.",
        structured_data: { outcome, source: "campaign", campaign_id: campaignId },
      },
    ]);
    expect(await rows.recipient(campaignId)).toMatchObject({
      status: "answered",
      outcome,
      converted_at: expect.any(Date),
    });
    expect(await rows.campaign(campaignId)).toMatchObject({ status: "completed" });
  });

  it("leaves neither a lead nor an end when one of the two can't be written", async () => {
    const { campaignId, attemptId, webhook } = await oneCall();
    const { pool } = stage.stack;
    await pool.query("alter table leads add constraint no_leads check (call_summary is null) not valid");
    await receiveAndApply(webhook.report("booked"));
    expect(await rows.leads(attemptId)).toEqual([]);
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "dispatched", transcript: null });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "sent", converted_at: null });
    await pool.query("alter table leads drop constraint no_leads");
    stage.clock.advance(61_000);
    expect(await runSweep(stage.deps)).toMatchObject({ applied: 1, failed: [] });
    expect(await rows.leads(attemptId)).toHaveLength(1);
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "answered", converted_at: expect.any(Date) });
  });

  it("of an answering machine wins nobody, whatever the analysis makes of its greeting", async () => {
    const { campaignId, attemptId, webhook } = await oneCall();
    await receiveAndApply(webhook.report("callback", "voicemail"));
    expect(await rows.attempt(attemptId)).toMatchObject({ disposition: "voicemail", outcome: null });
    expect(await rows.leads(attemptId)).toEqual([]);
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "pending", reason: "voicemail" });
  });

  it("that comes when the owner has stopped the campaign is recorded all the same", async () => {
    const { campaignId, attemptId, webhook } = await oneCall();
    await stage.deps.engine.stop(campaignId, stage.clock.now());
    await receiveAndApply(webhook.report("booked"));
    expect(await rows.leads(attemptId)).toHaveLength(1);
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "answered", outcome: "booked" });
    expect(await dispatchCampaign(stage.deps, { campaignId })).toEqual({ reserved: 0, status: "cancelled" });
  });
});
