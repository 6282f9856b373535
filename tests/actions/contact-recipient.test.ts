import { createServer } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { contactRecipient } from "@/lib/actions/contact-recipient";
import { dispatchCampaign } from "@/lib/actions/dispatch-campaign";
import { vapiVoice } from "@/lib/providers/vapi/adapter";
import type { Fault } from "@/local/simulators/vapi/types";
import { type EngineStage, startEngine, VAPI_TOKEN } from "@/tests/support/engine";
import { numberOf } from "@/tests/support/engine-account";
import { reserved, rowsOf } from "@/tests/support/engine-rows";

let stage: EngineStage;
let rows: ReturnType<typeof rowsOf>;
let made = 0;

beforeAll(async () => {
  stage = await startEngine({ simulator: { speed: 50_000 } });
  rows = rowsOf(stage);
});
afterEach(async () => {
  stage.simulator.setFaults([]);
  await stage.settle();
});
afterAll(() => stage.stop());

const contact = (attemptId: string, deps = stage.deps) => contactRecipient(deps, { attemptId });
/** A business of its own for each test, with one reserved call. */
async function oneReserved(input = {}, phones = [numberOf("no_answer")]) {
  const account = await stage.account(`contact-${++made}`);
  return { account, ...(await reserved(stage, account, phones, input)) };
}
const secondsFromNow = (at: Date | null) => at && (at.getTime() - stage.clock.now().getTime()) / 1000;
const postCount = () => stage.simulator.requests().filter(({ method }) => method === "POST").length;

describe("placing a call", () => {
  it("sends one request with the attempt's id and the words for this customer, and notes the call", async () => {
    const { campaignId, attemptId } = await oneReserved();
    stage.simulator.hold();
    expect(await contact(attemptId)).toEqual({ result: "dispatched" });
    const call = stage.simulator.calls().at(-1);
    expect(call).toMatchObject({ attemptId, number: numberOf("no_answer") });
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "dispatched", provider_ref: call?.id, counted: true });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "sent", attempts: 1 });
    stage.simulator.release();
  });

  it("happens once, however often its job runs and however many at the same time", async () => {
    const { attemptId } = await oneReserved();
    const before = postCount();
    const answers = await Promise.all([contact(attemptId), contact(attemptId), contact(attemptId)]);
    expect(answers.map(({ result }) => result).sort()).toEqual(["already_begun", "already_begun", "dispatched"]);
    expect(await contact(attemptId)).toEqual({ result: "already_begun" });
    expect(postCount() - before).toBe(1);
  });

  it("is nothing to do for an attempt that is gone", async () => {
    expect(await contact("7f0f6f57-5ca0-4b6c-8a43-3c9f1a7d2e10")).toEqual({ result: "gone" });
  });
});

describe("a definite refusal", () => {
  const refuse = (status: number, message: string | string[]): Fault => ({
    answer: "status",
    status,
    body: { message, statusCode: status },
  });
  const cases: [string, Fault, { result: string; campaign: object; recipient: object; wait: number | null }][] = [
    [
      "400 for the number",
      refuse(400, ["customer.number must be a valid phone number in the E.164 format"]),
      {
        result: "invalid_number",
        campaign: { status: "completed" },
        recipient: { status: "failed", reason: "invalid_number", attempts: 1 },
        wait: null,
      },
    ],
    [
      "400 for anything else",
      refuse(400, ["assistantOverrides.voice must be an object"]),
      {
        result: "provider_failed",
        campaign: { status: "active" },
        recipient: { status: "pending", reason: "provider_failed", attempts: 1 },
        wait: 900,
      },
    ],
    [
      "401",
      refuse(401, "Invalid Key."),
      {
        result: "provider_failed",
        campaign: { status: "paused", pause_reason: "provider_auth" },
        recipient: { status: "pending", attempts: 0 },
        wait: 60,
      },
    ],
    [
      "402",
      refuse(402, "Insufficient credits."),
      {
        result: "billing",
        campaign: { status: "paused", pause_reason: "provider_billing" },
        recipient: { status: "pending", attempts: 0 },
        wait: 600,
      },
    ],
    [
      "429",
      refuse(429, "Too Many Requests"),
      {
        result: "capacity",
        campaign: { status: "active", pause_reason: null },
        recipient: { status: "pending", reason: "capacity", attempts: 0 },
        wait: 15,
      },
    ],
    [
      "400 over concurrency",
      refuse(400, "Over Concurrency Limit. Check your subscription."),
      {
        result: "capacity",
        campaign: { status: "active" },
        recipient: { status: "pending", reason: "capacity", attempts: 0 },
        wait: 15,
      },
    ],
  ];
  it.each(cases)("%s: one request, the right state, the right reason", async (_, fault, expected) => {
    const { campaignId, attemptId } = await oneReserved();
    stage.simulator.failNext(fault);
    const before = postCount();
    expect(await contact(attemptId)).toEqual({ result: expected.result });
    expect(await rows.attempt(attemptId)).toMatchObject({
      state: "ended",
      disposition: expected.result,
      provider_ref: null,
    });
    const recipient = await rows.recipient(campaignId);
    expect(recipient).toMatchObject(expected.recipient);
    expect(secondsFromNow(recipient.next_attempt_at)).toBe(expected.wait);
    expect(await rows.campaign(campaignId)).toMatchObject(expected.campaign);
    expect(await contact(attemptId)).toEqual({ result: "already_begun" });
    expect(postCount() - before).toBe(1);
  });

  it("of the number is remembered: no other campaign calls it", async () => {
    const { account, attemptId } = await oneReserved();
    stage.simulator.failNext(refuse(400, "customer.number is not valid"));
    await contact(attemptId);
    const next = await account.campaign();
    await stage.deps.engine.start(next, stage.clock.now());
    expect(await dispatchCampaign(stage.deps, { campaignId: next })).toMatchObject({
      reserved: 0,
      status: "completed",
    });
    expect(await rows.recipient(next)).toMatchObject({ status: "skipped", reason: "invalid_number" });
  });

  it("for want of lines is no attempt, however often: the customer is still called in the end", async () => {
    const { campaignId, attemptId } = await oneReserved({ max_attempts: 1 });
    stage.simulator.failNext(refuse(429, "Too Many Requests"), 4);
    await contact(attemptId);
    for (let round = 0; round < 4; round++) {
      stage.clock.advance(20_000);
      await dispatchCampaign(stage.deps, { campaignId });
      await stage.settle();
    }
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "failed", reason: "no_answer", attempts: 1 });
    expect((await rows.attempts(campaignId)).map(({ disposition }) => disposition)).toEqual([
      ...Array(4).fill("capacity"),
      "no_answer",
    ]);
  });
});

describe("an answer that leaves doubt", () => {
  it.each<[string, Fault]>([
    ["500, not accepted", { answer: "status", status: 500 }],
    ["500, accepted all the same", { answer: "status", status: 500, accept: true }],
    ["408", { answer: "status", status: 408 }],
    ["garbage", { answer: "garbage" }],
    ["nothing in it", { answer: "empty" }],
    ["silence", { answer: "hang" }],
    ["silence, accepted all the same", { answer: "hang", accept: true }],
    ["a reset connection", { answer: "reset" }],
    ["coming too late", { answer: "delay", ms: 1200 }],
  ])("(%s) is waited out: no second request, and the provider is asked in 15 s", async (_, fault) => {
    stage.simulator.hold();
    const { campaignId, attemptId } = await oneReserved();
    stage.simulator.failNext(fault);
    const before = postCount();
    expect(await contact(attemptId, stage.hasty)).toEqual({ result: "doubt" });
    expect(await contact(attemptId)).toEqual({ result: "already_begun" });
    await dispatchCampaign(stage.deps, { campaignId });
    const attempt = await rows.attempt(attemptId);
    expect(["reserved", "dispatched"]).toContain(attempt.state);
    expect(attempt.begun_at).not.toBeNull();
    if (attempt.state === "reserved") {
      expect(attempt.error).toMatch(/^(unavailable|timeout|bad_response)/);
      expect(secondsFromNow(attempt.lease_expires_at)).toBe(15);
    }
    expect((await rows.recipient(campaignId)).attempts).toBe(1);
    expect((await rows.attempts(campaignId)).length).toBe(1);
    stage.simulator.release();
    await stage.simulator.until(() => postCount() > before);
    expect(postCount() - before).toBe(1);
  });

  it("is resolved by the first webhook of the call that was placed all the same", async () => {
    const { campaignId, attemptId } = await oneReserved({}, [numberOf("interested")]);
    stage.simulator.failNext({ answer: "hang", accept: true });
    await contact(attemptId, stage.hasty);
    await stage.settle();
    expect(await rows.attempt(attemptId)).toMatchObject({
      state: "ended",
      disposition: "conversed",
      outcome: "interested",
    });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "answered", outcome: "interested" });
  });
});

describe("a provider that can't be reached", () => {
  it("costs no attempt and is asked again in a minute", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await new Promise((resolve) => server.close(resolve));
    const voice = vapiVoice({ baseUrl: `http://127.0.0.1:${port}`, token: VAPI_TOKEN, timeoutSeconds: 1 });
    const { campaignId, attemptId } = await oneReserved();
    expect(await contactRecipient(stage.with({ voice }), { attemptId })).toEqual({ result: "provider_failed" });
    const recipient = await rows.recipient(campaignId);
    expect(recipient).toMatchObject({ status: "pending", reason: "provider_failed", attempts: 0 });
    expect(secondsFromNow(recipient.next_attempt_at)).toBe(60);
    expect(await rows.campaign(campaignId)).toMatchObject({ status: "active" });
  });
});

it("nobody's number, name or words are in the log", () => {
  const text = JSON.stringify(stage.logged);
  expect(stage.logged.length).toBeGreaterThan(20);
  expect(text).not.toMatch(/\+?1?2125550|@|Dana|AI assistant|simulated-private/);
});

it("no attempt ever became two calls", () => {
  const ids = stage.simulator.calls().map(({ attemptId }) => attemptId);
  expect(ids.length).toBeGreaterThan(8);
  expect(new Set(ids).size).toBe(ids.length);
});
