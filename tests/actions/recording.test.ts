import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { contactRecipient } from "@/lib/actions/contact-recipient";
import { previewContent } from "@/lib/actions/preview-content";
import { receiveVoiceEvent } from "@/lib/actions/receive-voice-event";
import { PreviewContent } from "@/lib/core/content-preview";
import { RECORDING_NOTICE, RECORDING_QUESTION } from "@/lib/core/recording";
import type { Persona } from "@/local/simulators/vapi/types";
import { type EngineStage, startEngine, WEBHOOK_SECRET } from "@/tests/support/engine";
import { numberOf } from "@/tests/support/engine-account";
import { reserved, rowsOf } from "@/tests/support/engine-rows";
import { voiceWebhook } from "@/tests/support/voice-webhook";

/** New York asks one party, Connecticut all. */
const [ONE_PARTY, ALL_PARTIES] = ["212", "203"];

let stage: EngineStage;
let rows: ReturnType<typeof rowsOf>;
let made = 0;
beforeAll(async () => {
  stage = await startEngine({ simulator: { speed: 50_000 } });
  rows = rowsOf(stage);
});
afterEach(() => {
  stage.simulator.setWebhookFaults({ drop: 0 });
  stage.simulator.release();
});
afterAll(() => stage.stop());

async function placed(area: string, { persona = "interested" as Persona, settings = {} } = {}) {
  const account = await stage.account(`consent-${++made}`);
  await account.settings(settings);
  const { campaignId, attemptId } = await reserved(stage, account, [numberOf(persona, area)]);
  await contactRecipient(stage.deps, { attemptId });
  const call = () => stage.simulator.calls().find((one) => one.attemptId === attemptId);
  return { account, campaignId, attemptId, call };
}
async function called(area: string, options: Parameters<typeof placed>[1] = {}) {
  const begun = await placed(area, options);
  await stage.settle();
  return { ...begun, kept: await keptOf(begun.attemptId), timeline: await rows.timeline(begun.attemptId) };
}
/** Everything that the database holds of an attempt. */
async function keptOf(attemptId: string) {
  const sql = `select a.recording, a.disposition, a.outcome, a.transcript, a.messages, a.summary, a.recording_url, a.structured_data,
    (select string_agg(payload::text, ' ') from provider_events where attempt_id = a.id) as events,
    (select string_agg(detail::text, ' ') from attempt_events where attempt_id = a.id) as timeline,
    (select to_jsonb(l) from leads l where outreach_attempt_id = a.id) as lead
    from outreach_attempts a where a.id = $1`;
  return (await stage.stack.pool.query(sql, [attemptId])).rows[0];
}
const NOTHING = { transcript: null, messages: null, summary: null, recording_url: null };
const receive = (body: unknown) =>
  receiveVoiceEvent(stage.deps, {
    headers: new Headers({ "x-vapi-secret": WEBHOOK_SECRET }),
    rawBody: JSON.stringify(body),
  });
/** A call whose webhooks this test sends itself. */
async function heldCall(area: string) {
  stage.simulator.setWebhookFaults({ drop: 1 });
  stage.simulator.hold();
  const begun = await placed(area);
  const callId = begun.call()?.id ?? "";
  return { ...begun, webhook: voiceWebhook({ callId, attemptId: begun.attemptId, at: stage.clock.now() }) };
}

describe("where one party is enough", () => {
  it("a call says that it may be recorded, and everything is kept", async () => {
    const { call, kept } = await called(ONE_PARTY);
    expect(call()?.turns[0]?.message).toContain(` ${RECORDING_NOTICE}`);
    expect(kept).toMatchObject({ recording: "announced", recording_url: expect.stringMatching(/^http/) });
    expect(kept.transcript).toMatch(/User: /);
  });

  it("whoever objects all the same is not kept either", async () => {
    const { kept, timeline } = await called(ONE_PARTY, { persona: "refuses_recording" });
    expect(kept).toMatchObject({ ...NOTHING, recording: "refused", outcome: "interested" });
    expect(timeline).toContain("recording_refused");
  });

  it("nothing is said where the account does not record, no audio is made, and the words are kept", async () => {
    const { call, kept } = await called(ONE_PARTY, { settings: { recording: "off" } });
    expect(call()?.turns[0]?.message).not.toMatch(/record/);
    expect(kept).toMatchObject({ recording: "off", recording_url: null });
    expect(kept.transcript).toMatch(/User: /);
  });
});

describe("where all parties must agree", () => {
  it("the call asks, and keeps everything of who agrees", async () => {
    const { call, kept, timeline } = await called(ALL_PARTIES);
    expect(call()?.turns[0]?.message.endsWith(RECORDING_QUESTION)).toBe(true);
    expect(kept).toMatchObject({ recording: "granted", recording_url: expect.stringMatching(/^http/) });
    expect(kept.transcript).toMatch(/User: Yes, that is fine\./);
    expect(timeline).toContain("recording_granted");
  });

  it("keeps nothing of who refuses but how it ended and what came of it: not in the call, its lead or its reports", async () => {
    const { kept, timeline, campaignId } = await called(ALL_PARTIES, { persona: "refuses_recording" });
    expect(kept).toMatchObject({ ...NOTHING, recording: "refused", disposition: "conversed", outcome: "interested" });
    expect(kept.lead).toMatchObject({ call_summary: null, call_transcript: null, recording_url: null });
    expect(JSON.stringify(kept)).not.toMatch(/please do not record|Dana is|recordings\/|notes/);
    expect(timeline).toContain("recording_refused");
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "answered", outcome: "interested" });
  });

  it("keeps nothing of who does not say", async () => {
    const { attemptId, webhook } = await heldCall(ALL_PARTIES);
    await receive(webhook.report("interested"));
    await stage.jobs.work();
    expect(await keptOf(attemptId)).toMatchObject({ ...NOTHING, recording: "asked", outcome: "interested" });
    expect((await keptOf(attemptId)).events).not.toMatch(/Hello|cleaning/);
    expect(await rows.timeline(attemptId)).toContain("recording_unanswered");
  });

  it("keeps an opt-out and a booking of who does not say, without a word of theirs", async () => {
    const { account, attemptId, webhook } = await heldCall(ALL_PARTIES);
    const booking = { appointment_time: "2026-12-01T15:30:00-05:00", service: "a cut", notes: "likes it short" };
    await receive(webhook.tool("book_appointment", booking, "1"));
    await receive(webhook.tool("record_opt_out", { customer_words: "leave me alone" }, "2"));
    await receive(webhook.report(null));
    await stage.jobs.work();
    const kept = await keptOf(attemptId);
    expect(kept).toMatchObject({
      outcome: "opt_out",
      structured_data: { book_appointment: { appointment_time: booking.appointment_time, service: "a cut" } },
    });
    expect(kept.structured_data).not.toMatchObject({ book_appointment: { notes: expect.anything() } });
    expect(kept.timeline).not.toMatch(/short|leave me alone/);
    expect(kept.events).not.toMatch(/short|leave me alone/);
    expect(kept.events).toContain(booking.appointment_time);
    const { rows: held } = await stage.stack.pool.query("select reason from suppressions where user_id = $1", [
      account.accountId,
    ]);
    expect(held).toEqual([{ reason: "opt_out" }]);
  });

  it("keeps no word in reports that name the call by the provider's reference alone, before and after the refusal", async () => {
    const { attemptId, webhook, call } = await heldCall(ALL_PARTIES);
    const unnamed = voiceWebhook({ callId: call()?.id ?? "", attemptId: null, at: stage.clock.now() });
    await receive(unnamed.tool("request_callback", { notes: "rather in the evening" }, "1"));
    await receive(webhook.tool("record_consent", { granted: false }, "2"));
    await receive(unnamed.report("interested"));
    await stage.jobs.work();
    expect(await keptOf(attemptId)).toMatchObject({ ...NOTHING, recording: "refused", outcome: "callback" });
    const { rows: events } = await stage.stack.pool.query(
      "select payload from provider_events where payload::text like $1",
      [`%${call()?.id}%`],
    );
    expect(events).toHaveLength(3);
    expect(JSON.stringify(events)).not.toMatch(/evening|Hello|cleaning/);
  });

  it("takes words out of the inbox that came in before somebody objected where one party is enough", async () => {
    const { attemptId, webhook, call } = await heldCall(ONE_PARTY);
    const unnamed = voiceWebhook({ callId: call()?.id ?? "", attemptId: null, at: stage.clock.now() });
    await receive(
      webhook.tool("book_appointment", { appointment_time: "2026-12-01T15:30:00-05:00", notes: "short hair" }, "1"),
    );
    await receive(unnamed.tool("request_callback", { notes: "rather in the evening" }, "2"));
    await receive(webhook.tool("record_consent", { granted: false }, "3"));
    const { rows: events } = await stage.stack.pool.query(
      "select payload from provider_events where payload::text like $1",
      [`%${call()?.id}%`],
    );
    expect(events).toHaveLength(3);
    expect(JSON.stringify(events)).not.toMatch(/evening|short hair/);
    expect((await keptOf(attemptId)).recording).toBe("refused");
  });

  it("asks nobody where the account does not record, and keeps neither audio nor words", async () => {
    const { call, kept } = await called(ALL_PARTIES, { settings: { recording: "off" } });
    expect(call()?.turns[0]?.message).not.toMatch(/record/);
    expect(kept).toMatchObject({ ...NOTHING, recording: "unkept", outcome: "interested" });
  });

  it("takes a refusal that comes after the report, and lets a later yes change nothing", async () => {
    const { attemptId, webhook } = await heldCall(ALL_PARTIES);
    await receive(webhook.tool("record_consent", { granted: true }, "yes"));
    await receive(webhook.report("interested"));
    await stage.jobs.work();
    expect((await keptOf(attemptId)).transcript).toMatch(/Hello/);
    const answer = await receive(webhook.tool("record_consent", { granted: "no" }, "no"));
    expect(answer).toMatchObject({ results: [{ result: expect.stringMatching(/nothing that is said .* is kept/) }] });
    await receive(webhook.tool("record_consent", { granted: true }, "yes again"));
    const kept = await keptOf(attemptId);
    expect(kept).toMatchObject({ ...NOTHING, recording: "refused" });
    expect(kept.lead).toMatchObject({ call_summary: null, call_transcript: null });
    expect(kept.events).not.toMatch(/Hello|cleaning/);
    expect((await rows.timeline(attemptId)).filter((kind) => /^recording/.test(kind))).toEqual([
      "recording_granted",
      "recording_refused",
    ]);
  });

  it("has what the provider recorded deleted there where somebody did not agree, and only then", async ({ skip }) => {
    const list = "select to_regclass('private.calls_to_delete') is not null as exists";
    skip(!(await stage.stack.pool.query(list)).rows[0].exists, "needs the list of calls to delete");
    const agreed = await called(ALL_PARTIES);
    const refused = await called(ALL_PARTIES, { persona: "refuses_recording" });
    const sql = "select attempt_id from private.calls_to_delete where attempt_id = any ($1)";
    const { rows: due } = await stage.stack.pool.query(sql, [[agreed.attemptId, refused.attemptId]]);
    expect(due).toEqual([{ attempt_id: refused.attemptId }]);
  });

  it("is what the preview shows for this customer", async () => {
    const { account, call } = await called(ALL_PARTIES);
    const draft = {
      call_script: call()?.turns[0]?.message.replace(` ${RECORDING_QUESTION}`, ""),
      agent_id: account.agentId,
    };
    const { people } = await previewContent(account.deps, PreviewContent.parse(draft));
    expect(people).toMatchObject([{ first_message: call()?.turns[0]?.message }]);
  });
});
