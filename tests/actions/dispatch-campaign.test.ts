import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contactRecipient } from "@/lib/actions/contact-recipient";
import { dispatchCampaign } from "@/lib/actions/dispatch-campaign";
import { pauseCampaign } from "@/lib/actions/pause-campaign";
import { PERSONAS } from "@/local/simulators/vapi/types";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numberOf, numbers } from "@/tests/support/engine-account";
import { rowsOf } from "@/tests/support/engine-rows";

let stage: EngineStage;
let rows: ReturnType<typeof rowsOf>;
let made = 0;

beforeAll(async () => {
  stage = await startEngine();
  rows = rowsOf(stage);
});
afterAll(() => stage.stop());
beforeEach(() => stage.clock.nextWeek());

async function launched(phones: string[], input = {}, settings: Record<string, unknown> = {}) {
  const account: Account = await stage.account(`dispatch-${++made}`);
  await account.settings(settings);
  const campaignId = await account.launched(phones, input);
  stage.jobs.clear();
  return { account, campaignId };
}
const dispatch = (campaignId: string) => dispatchCampaign(stage.deps, { campaignId });
const later = () => stage.jobs.named("dispatch-campaign").map(({ key, delayMs }) => ({ key, delayMs }));

describe("a dispatch", () => {
  it("hands each claimed customer to a job of its own", async () => {
    const { campaignId } = await launched(numbers(3));
    expect(await dispatch(campaignId)).toEqual({ reserved: 3, status: "active" });
    const attempts = (await rows.attempts(campaignId)).map(({ id }) => id).sort();
    const jobs = stage.jobs
      .named("contact-recipient")
      .map(({ input }) => ("attemptId" in input ? input.attemptId : ""));
    expect(jobs.sort()).toEqual(attempts);
  });

  it("takes no more than the rate, and comes again when the first minute is over", async () => {
    const { campaignId } = await launched(numbers(5), { rate_limit_per_minute: 2 });
    expect(await dispatch(campaignId)).toMatchObject({ reserved: 2 });
    expect(later()).toEqual([{ key: `dispatch-later:${campaignId}`, delayMs: 60_025 }]);
    stage.clock.advance(45_000);
    expect(await dispatch(campaignId)).toMatchObject({ reserved: 0 });
    expect(later()).toEqual([{ key: `dispatch-later:${campaignId}`, delayMs: 15_025 }]);
    stage.clock.advance(15_001);
    expect(await dispatch(campaignId)).toMatchObject({ reserved: 2 });
  });

  it("takes no more than the free lines, and comes again soon in case nobody tells it of one", async () => {
    const { campaignId } = await launched(numbers(5), {}, { call_concurrency: 5, inbound_lines: 2 });
    expect(await dispatch(campaignId)).toMatchObject({ reserved: 3 });
    expect(later()).toEqual([{ key: `dispatch-later:${campaignId}`, delayMs: 10_025 }]);
    expect(await dispatch(campaignId)).toMatchObject({ reserved: 0 });
  });

  it("of a long list goes on at once after each hundred", async () => {
    const { campaignId } = await launched(numbers(130), {}, { call_concurrency: 1000 });
    expect(await dispatch(campaignId)).toMatchObject({ reserved: 100 });
    expect(later()).toEqual([{ key: `dispatch:${campaignId}`, delayMs: undefined }]);
    expect(await dispatch(campaignId)).toMatchObject({ reserved: 30 });
  });

  it("leaves what is due in hours to the sweep", async () => {
    const { campaignId } = await launched([numberOf("no_answer")]);
    stage.simulator.hold();
    await dispatch(campaignId);
    expect(later()).toEqual([]);
    stage.simulator.release();
    await stage.settle();
    expect(later()).toEqual([]);
  });

  it("of a campaign that is paused, or gone, does nothing", async () => {
    const { account, campaignId } = await launched(numbers(2));
    await pauseCampaign(account.deps, { id: campaignId });
    expect(await dispatch(campaignId)).toEqual({ reserved: 0, status: "paused" });
    expect(await dispatch("7f0f6f57-5ca0-4b6c-8a43-3c9f1a7d2e10")).toEqual({ reserved: 0, status: null });
    expect(stage.jobs.waiting).toEqual([]);
  });

  it("forgets nobody when the queue breaks off in the middle", async () => {
    const { campaignId } = await launched(numbers(2));
    stage.jobs.broken = true;
    expect(await dispatch(campaignId)).toMatchObject({ reserved: 2 });
    stage.jobs.broken = false;
    stage.clock.advance(121_000);
    await stage.deps.engine.releaseExpired(stage.clock.now());
    expect(await dispatch(campaignId)).toMatchObject({ reserved: 2 });
  });

  it("pauses a campaign whose budget is used up, and says so", async () => {
    const { campaignId } = await launched(numbers(3), { budget: 0.3 });
    expect(await dispatch(campaignId)).toMatchObject({ reserved: 1 });
    const [attempt] = await rows.attempts(campaignId);
    await stage.stack.pool.query("update campaign_recipients set cost = 0.3 where id = $1", [attempt?.recipient_id]);
    await stage.stack.pool.query("update outreach_attempts set state = 'unknown' where id = $1", [attempt?.id]);
    expect(await dispatch(campaignId)).toEqual({ reserved: 0, status: "paused" });
    expect(await rows.campaign(campaignId)).toEqual({ status: "paused", pause_reason: "budget_reached" });
  });
});

describe("eight dispatches at once", () => {
  it("keep the rate and claim nobody twice", async () => {
    const { campaignId } = await launched(numbers(40), { rate_limit_per_minute: 12 });
    const claims = await Promise.all(Array.from({ length: 8 }, () => dispatch(campaignId)));
    expect(claims.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(12);
    const recipients = (await rows.attempts(campaignId)).map(({ recipient_id }) => recipient_id);
    expect(new Set(recipients).size).toBe(12);
  });

  it("of two campaigns share the account's lines", async () => {
    const { account, campaignId } = await launched(numbers(20), {}, { call_concurrency: 9, inbound_lines: 2 });
    const second = await account.campaign();
    await stage.deps.engine.start(second, stage.clock.now());
    const claims = await Promise.all(Array.from({ length: 8 }, (_, turn) => dispatch(turn % 2 ? campaignId : second)));
    expect(claims.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(7);
  });
});

describe("a campaign with one customer of each kind", () => {
  it("calls each of them once a round, as often as is allowed, and ends with everybody accounted for", async () => {
    const { account, campaignId } = await launched(PERSONAS.map((persona) => numberOf(persona)));
    const phase = async () => {
      await dispatch(campaignId);
      await stage.settle();
    };
    await phase();
    const byPersona = async () => {
      const { rows: recipients } = await account.deps.data.recipients.list(campaignId, { limit: 100, offset: 0 });
      return Object.fromEntries(
        PERSONAS.map((persona) => {
          const found = recipients.find(({ phone }) => phone === numberOf(persona));
          return [persona, `${found?.status} ${found?.reason ?? found?.outcome}`];
        }),
      );
    };
    expect(await byPersona()).toEqual({
      answers_and_books: "answered booked",
      interested: "answered interested",
      asks_callback: "answered callback",
      not_interested: "answered not_interested",
      opts_out_mid_call: "opted_out opted_out",
      wrong_number: "answered wrong_number",
      hangs_up_early: "answered no_decision",
      no_answer: "pending no_answer",
      busy: "pending busy",
      voicemail: "pending voicemail",
      silent: "pending silent",
      provider_error: "pending provider_failed",
      refuses_recording: "answered interested",
    });
    for (let hour = 0; hour < 24 * 8; hour += 4) {
      stage.clock.advance(4 * 3_600_000);
      await phase();
    }
    expect(await rows.campaign(campaignId)).toMatchObject({ status: "completed" });
    const calls = Map.groupBy(stage.simulator.calls(), ({ number, attemptId }) => `${number}${attemptId ? "" : "?"}`);
    const mine = PERSONAS.map((persona) => [persona, calls.get(numberOf(persona))?.length ?? 0]);
    expect(Object.fromEntries(mine)).toMatchObject({
      answers_and_books: 1,
      opts_out_mid_call: 1,
      voicemail: 2,
      busy: 3,
    });
    expect(await account.deps.data.campaigns.results(campaignId)).toMatchObject({
      selected: 13,
      pending: 0,
      queued: 0,
      sent: 0,
      converted: 4,
    });
    const attempts = await rows.attempts(campaignId);
    expect(attempts.filter(({ counted }) => counted)).toHaveLength(
      stage.simulator.calls().filter(({ attemptId }) => attempts.some(({ id }) => id === attemptId)).length,
    );
    expect(stage.logged.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("writes nobody's number, name or words into the log", () => {
    expect(stage.logged.length).toBeGreaterThan(50);
    expect(JSON.stringify(stage.logged)).not.toMatch(/\+1\d{10}|@|Dana|assistant calling|simulated-private/);
  });
});

it("a job that comes twice places no second call", async () => {
  const { campaignId } = await launched([numberOf("busy")]);
  await dispatch(campaignId);
  const attemptId = (await rows.attempts(campaignId))[0]?.id ?? "";
  await Promise.all([contactRecipient(stage.deps, { attemptId }), stage.jobs.work()]);
  expect(stage.simulator.calls().filter((call) => call.attemptId === attemptId)).toHaveLength(1);
});
