import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contactRecipient } from "@/lib/actions/contact-recipient";
import type { EngineDeps } from "@/lib/actions/deps";
import { dispatchCampaign } from "@/lib/actions/dispatch-campaign";
import { receiveVoiceEvent } from "@/lib/actions/receive-voice-event";
import { runSweep } from "@/lib/actions/run-sweep";
import { type EngineStage, startEngine, WEBHOOK_SECRET } from "@/tests/support/engine";
import { numberOf } from "@/tests/support/engine-account";
import { reserved, rowsOf } from "@/tests/support/engine-rows";
import { voiceWebhook } from "@/tests/support/voice-webhook";

let stage: EngineStage;
let rows: ReturnType<typeof rowsOf>;
let made = 0;

beforeAll(async () => {
  stage = await startEngine();
  rows = rowsOf(stage);
  stage.simulator.hold();
  stage.simulator.setWebhookFaults({ drop: 1 });
});
afterAll(() => stage.stop());
beforeEach(() => stage.jobs.clear());

async function oneCall() {
  const account = await stage.account(`tool-${++made}`);
  const { campaignId, attemptId } = await reserved(stage, account, [numberOf("interested")]);
  await contactRecipient(stage.deps, { attemptId });
  const callId = stage.simulator.calls().at(-1)?.id ?? "";
  return { account, campaignId, attemptId, webhook: voiceWebhook({ callId, attemptId, at: stage.clock.now() }) };
}
const receive = (body: unknown, deps: EngineDeps = stage.deps) =>
  receiveVoiceEvent(deps, { headers: new Headers({ "x-vapi-secret": WEBHOOK_SECRET }), rawBody: JSON.stringify(body) });
const suppressed = async (accountId: string) => {
  const sql = "select contact, channel, reason from suppressions where user_id = $1";
  return (await stage.stack.pool.query(sql, [accountId])).rows;
};

describe("an opt-out during a call", () => {
  it("is in force when the assistant gets its answer, for every channel and every other campaign", async () => {
    const { account, attemptId, webhook } = await oneCall();
    const second = await account.campaign();
    await stage.deps.engine.start(second, stage.clock.now());
    const answer = await receive(webhook.tool("record_opt_out", { customer_words: "Stop calling me" }));
    expect(answer).toMatchObject({
      results: [{ toolCallId: "call_1", name: "record_opt_out", result: expect.stringMatching(/^Recorded\./) }],
    });
    expect(stage.jobs.waiting).toEqual([]);
    expect(await suppressed(account.accountId)).toEqual([
      { contact: numberOf("interested"), channel: "all", reason: "opt_out" },
    ]);
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "dispatched", outcome: "opt_out" });
    expect(await dispatchCampaign(stage.deps, { campaignId: second })).toMatchObject({
      reserved: 0,
      status: "completed",
    });
    expect(await rows.recipient(second)).toMatchObject({ status: "skipped", reason: "opted_out" });
  });

  it("stands against an analysis that saw a booking", async () => {
    const { campaignId, attemptId, webhook } = await oneCall();
    await receive(webhook.tool("record_opt_out"));
    await receive(webhook.report("booked"));
    await stage.jobs.work();
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "ended", outcome: "opt_out" });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "opted_out", converted_at: null });
    expect(await rows.leads(attemptId)).toEqual([]);
  });

  it("counts when it comes only from the analysis, and when it comes after the end", async () => {
    const analysed = await oneCall();
    await receive(analysed.webhook.report("opt_out"));
    await stage.jobs.work();
    expect(await suppressed(analysed.account.accountId)).toHaveLength(1);
    const late = await oneCall();
    await receive(late.webhook.report("interested"));
    await stage.jobs.work();
    await receive(late.webhook.tool("record_opt_out"));
    expect(await suppressed(late.account.accountId)).toHaveLength(1);
    expect(await rows.recipient(late.campaignId)).toMatchObject({ status: "opted_out" });
  });

  it("that could not be written down is answered with an error, and written down by the sweep", async () => {
    const { account, webhook } = await oneCall();
    const broken = { ...stage.deps.engine, toolCall: () => Promise.reject(new Error("connection lost")) };
    await expect(receive(webhook.tool("record_opt_out"), stage.with({ engine: broken }))).rejects.toThrow();
    expect(await suppressed(account.accountId)).toEqual([]);
    stage.clock.advance(16_000);
    expect(await runSweep(stage.deps)).toMatchObject({ applied: 1 });
    expect(await suppressed(account.accountId)).toHaveLength(1);
  });
});

describe("a booking or a callback during a call", () => {
  it("is what the call came to, though the provider lost the line: nobody calls again", async () => {
    const { campaignId, attemptId, webhook } = await oneCall();
    await receive(webhook.tool("book_appointment", { appointment_time: "2026-11-30T10:00:00-05:00" }));
    await receive(webhook.report(null, "pipeline-error-openai-llm-failed"));
    await stage.jobs.work();
    expect(await rows.attempt(attemptId)).toMatchObject({ disposition: "provider_failed", outcome: "booked" });
    expect(await rows.recipient(campaignId)).toMatchObject({
      status: "answered",
      outcome: "booked",
      next_attempt_at: null,
    });
    expect(await rows.leads(attemptId)).toMatchObject([
      { structured_data: { book_appointment: { appointment_time: "2026-11-30T10:00:00-05:00" } } },
    ]);
  });

  it("changes nothing the second time", async () => {
    const { attemptId, webhook } = await oneCall();
    const body = webhook.tool("request_callback", { notes: "after five" });
    const first = await receive(body);
    expect(await receive(body)).toEqual(first);
    expect((await rows.timeline(attemptId)).filter((kind) => kind === "request_callback")).toHaveLength(1);
  });

  it("gives way to an opt-out in the same breath", async () => {
    const { attemptId, webhook } = await oneCall();
    await receive(webhook.tool("record_opt_out", {}, "call_1"));
    await receive(webhook.tool("book_appointment", {}, "call_2"));
    expect(await rows.attempt(attemptId)).toMatchObject({ outcome: "opt_out" });
  });
});

describe("what nobody here knows", () => {
  it("is answered at once: a tool that does not exist, a call that is not ours", async () => {
    const { webhook } = await oneCall();
    expect(await receive(webhook.tool("transfer_to_moon"))).toMatchObject({
      results: [{ result: "There is no such tool here." }],
    });
    for (const attemptId of [null, randomUUID()]) {
      const strange = voiceWebhook({ callId: randomUUID(), attemptId, at: stage.clock.now() });
      expect(await receive(strange.tool("record_opt_out"))).toMatchObject({
        results: [{ toolCallId: "call_1", result: "This call is not known here." }],
      });
    }
  });
});
