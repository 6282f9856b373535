import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Stack } from "../../support/stack";
import { ANSWERED, type EngineCalls, NO_ANSWER, requeueAt, retryAt, TALK } from "../engine-calls";
import { type EngineStage, startEngineStage } from "../engine-stage";
import {
  type Account,
  addSteps,
  after,
  DAY,
  HOUR,
  MINUTE,
  makeAccount,
  makeAgent,
  makeCampaign,
  makeCustomers,
  NOON,
  only,
} from "../fixtures";

let stack: Stack;
let account: Account;
let engine: EngineCalls;
let rows: EngineStage["rows"];
let number = 0;
beforeAll(async () => {
  ({ stack, engine, rows } = await startEngineStage());
});
beforeEach(async () => {
  account = await makeAccount(stack, `owner${++number}@clinic.test`, { call_concurrency: 1000, min_gap_minutes: 0 });
});
afterAll(() => stack.stop());

const make = async (people: number, more = {}) =>
  makeCampaign(stack, account, { customers: await makeCustomers(stack, account, people), ...more });
async function talkTo(attempt: string, report: object = TALK, next: object = ANSWERED, now = NOON) {
  await engine.begin(attempt, now);
  await engine.dispatch(attempt, undefined, now);
  return engine.finish(attempt, report, next, now);
}

describe("Starting", () => {
  it("selects the recipients and makes the campaign active", async () => {
    await makeCustomers(stack, account, 3);
    const { id } = await makeCampaign(stack, account);
    expect(await engine.start(id)).toEqual({ ok: true, status: "active", selected: 3 });
    expect(await rows.campaign(id)).toMatchObject({
      status: "active",
      started_at: "2026-11-23T17:00:00+00:00",
      pause_reason: null,
    });
  });

  it("is done once by two clicks, and the second hears so", async () => {
    await makeCustomers(stack, account, 3);
    const { id } = await makeCampaign(stack, account);
    const answers = await Promise.all([1, 2, 3, 4].map(() => engine.start(id)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === "campaign_already_active")).toHaveLength(3);
    expect((await rows.counts(id)).kept).toMatchObject({ selected: 3 });
  });

  it("waits for its time, also when it was paused before that time came", async () => {
    await makeCustomers(stack, account, 1);
    const { id } = await makeCampaign(stack, account, { scheduled_at: after(DAY) });
    expect(await engine.start(id)).toEqual({ ok: true, status: "scheduled", selected: 0 });
    expect(await engine.pause(id)).toMatchObject({ ok: true, status: "paused" });
    expect(await engine.start(id, after(HOUR))).toMatchObject({ status: "scheduled" });
    expect(await rows.campaign(id)).toMatchObject({ status: "scheduled", pause_reason: null, started_at: null });
    expect(await engine.start(id, after(DAY))).toMatchObject({ status: "active", selected: 1 });
  });

  it.each(["completed", "cancelled"])("a %s campaign is refused", async (status) => {
    const { id } = await make(1, { status });
    expect(await engine.start(id)).toEqual({ ok: false, code: "campaign_finished", status });
  });

  it("without anybody to call is refused, and so is what does not exist", async () => {
    const { id } = await makeCampaign(stack, account);
    expect(await engine.start(id)).toEqual({ ok: false, code: "campaign_without_recipients", status: "draft" });
    expect(await engine.start(account.id)).toEqual({ ok: false, code: "campaign_not_found" });
    expect(await engine.pause(account.id)).toEqual({ ok: false, code: "campaign_not_found" });
    expect(await engine.stop(account.id)).toEqual({ ok: false, code: "campaign_not_found" });
  });

  it("again after a pause keeps the first start and the same people", async () => {
    const { id } = await make(2);
    await engine.pause(id);
    await makeCustomers(stack, account, 5);
    expect(await engine.start(id, after(HOUR))).toMatchObject({ selected: 2 });
    expect(await rows.campaign(id)).toMatchObject({
      started_at: "2026-11-23T16:59:00+00:00",
      resumed_at: "2026-11-23T18:00:00+00:00",
    });
  });
});

describe("Pausing", () => {
  it("gives back what was reserved, lets calls in progress finish, and says why", async () => {
    const { id, recipients } = await make(3);
    const [talking = "", reserved = ""] = (await engine.claim(id, 2)).attempts;
    await engine.begin(talking);
    await engine.dispatch(talking);
    expect(await engine.pause(id, after(MINUTE), "provider_failing")).toEqual({ ok: true, status: "paused" });
    expect(await rows.campaign(id)).toMatchObject({ status: "paused", pause_reason: "provider_failing" });
    expect(await rows.attempt(reserved)).toMatchObject({ state: "ended", disposition: "cancelled", counted: false });
    expect(await rows.recipient(recipients[1] ?? "")).toMatchObject({ status: "pending" });
    expect(await engine.finish(talking, TALK, ANSWERED)).toMatchObject({ applied: true });
    expect(await rows.recipient(recipients[0] ?? "")).toMatchObject({ status: "answered" });
  });

  it.each(["draft", "paused", "completed", "cancelled"])("a %s campaign is refused", async (status) => {
    const { id } = await make(1, { status });
    expect(await engine.pause(id)).toEqual({ ok: false, code: "campaign_not_active", status });
  });
});

describe("Stopping", () => {
  it("accounts for everybody: contacted, tried in vain, never reached", async () => {
    const { id, recipients } = await make(4, { max_attempts: 3 });
    const [answered = "", retried = "", talking = ""] = (await engine.claim(id, 3)).attempts;
    await talkTo(answered);
    await talkTo(retried, NO_ANSWER, retryAt(after(HOUR)));
    await engine.begin(talking);
    await engine.dispatch(talking);
    expect(await engine.stop(id, after(MINUTE))).toEqual({ ok: true, status: "cancelled" });
    await engine.finish(talking, NO_ANSWER, retryAt(after(HOUR)));
    const found = await Promise.all(recipients.map((recipient) => rows.recipient(recipient)));
    expect(found).toMatchObject([
      { status: "answered", reason: null },
      { status: "failed", reason: "campaign_stopped", next_attempt_at: null },
      { status: "failed", reason: "campaign_stopped", next_attempt_at: null },
      { status: "skipped", reason: "campaign_stopped", next_attempt_at: null },
    ]);
  });

  it("skips who never was contacted though the provider's refusal came after it", async () => {
    const { id, recipients } = await make(1);
    const attempt = only((await engine.claim(id)).attempts);
    await engine.begin(attempt);
    await engine.stop(id);
    await engine.finish(attempt, { disposition: "capacity", provider_ref: null }, requeueAt(after(MINUTE)));
    expect(await rows.recipient(only(recipients))).toMatchObject({
      status: "skipped",
      reason: "campaign_stopped",
      attempts: 0,
    });
  });

  it.each(["draft", "completed", "cancelled"])("a %s campaign is refused", async (status) => {
    const { id } = await make(1, { status });
    expect(await engine.stop(id)).toEqual({ ok: false, code: "campaign_not_active", status });
  });
});

describe("Settling", () => {
  it("completes a campaign when nothing is left, and not before", async () => {
    const { id } = await make(2);
    const [first = "", second = ""] = (await engine.claim(id)).attempts;
    expect(await engine.settle(id)).toEqual({ status: "active", changed: false });
    await talkTo(first);
    await talkTo(second, NO_ANSWER, retryAt(after(HOUR)));
    expect(await engine.settle(id)).toEqual({ status: "active", changed: false });
    await talkTo(only((await engine.claim(id, 9, after(HOUR))).attempts), TALK, ANSWERED, after(HOUR));
    expect(await engine.settle(id, after(HOUR))).toEqual({ status: "completed", changed: true });
    expect(await engine.settle(id, after(HOUR))).toEqual({ status: "completed", changed: false });
    expect(await rows.campaign(id)).toMatchObject({ status: "completed", completed_at: "2026-11-23T18:00:00+00:00" });
  });

  it("leaves a campaign alone that is paused, and one that there is not", async () => {
    const { id } = await make(1, { status: "paused" });
    expect(await engine.settle(id)).toEqual({ status: "paused", changed: false });
    expect(await engine.settle(account.id)).toEqual({ status: null, changed: false });
  });

  it("completes no campaign whose report a stranger's clock still holds back", async () => {
    const { id } = await make(1);
    const attempt = only((await engine.claim(id)).attempts);
    await engine.begin(attempt);
    await engine.doubt(attempt);
    expect(await engine.settle(id, after(DAY))).toEqual({ status: "active", changed: false });
    await engine.unknown(attempt, after(DAY));
    expect(await engine.settle(id, after(DAY))).toEqual({ status: "completed", changed: true });
  });
});

describe("Editing", () => {
  const edit = (id: string, change: object) => account.client.from("campaigns").update(change).eq("id", id);
  const codeOf = async (work: PromiseLike<{ error: { code: string; message: string } | null }>) =>
    (await work).error?.message ?? "accepted";

  it("an active campaign changes its name, pace and limits, not who is called and what is said", async () => {
    const { id } = await make(1);
    for (const change of [
      { name: "New" },
      { rate_limit_per_minute: 5 },
      { budget: 9 },
      { calling_hours: { mon: [["09:00", "12:00"]] } },
      { max_attempts: 1 },
    ])
      expect(await codeOf(edit(id, change)), JSON.stringify(change)).toBe("accepted");
    const other = await makeAgent(stack, account.id);
    for (const change of [
      { target_criteria: { min_leads: 2 } },
      { max_recipients: 5 },
      { outreach_method: "email" },
      { agent_id: other },
      { variables: { promotion: "x" } },
    ])
      expect(await codeOf(edit(id, change)), JSON.stringify(change)).toBe("campaign_not_editable");
    const step = account.client.from("campaign_steps").update({ body: "Other words" }).eq("campaign_id", id);
    expect(await codeOf(step)).toBe("campaign_not_editable");
  });

  it("a paused one changes its words and its agent too, but neither loses the agent nor moves its steps", async () => {
    const { id } = await make(1, { status: "paused" });
    const step = (change: object) => account.client.from("campaign_steps").update(change).eq("campaign_id", id);
    expect(await codeOf(step({ body: "Other words" }))).toBe("accepted");
    expect(
      await codeOf(edit(id, { agent_id: await makeAgent(stack, account.id), variables: { promotion: "x" } })),
    ).toBe("accepted");
    for (const change of [{ position: 2 }, { channel: "sms" }])
      expect(await codeOf(step(change)), JSON.stringify(change)).toBe("campaign_not_editable");
    expect(await codeOf(account.client.from("campaign_steps").delete().eq("campaign_id", id))).toBe(
      "campaign_not_editable",
    );
    expect(await codeOf(edit(id, { agent_id: null }))).toBe("campaign_not_editable");
    expect(await codeOf(edit(id, { target_criteria: { min_leads: 2 } }))).toBe("campaign_not_editable");
  });

  it.each(["completed", "cancelled"])("a %s one changes only its name and description", async (status) => {
    const { id } = await make(1, { status });
    expect(await codeOf(edit(id, { name: "Autumn", description: "Done" }))).toBe("accepted");
    for (const change of [{ budget: 1 }, { max_attempts: 5 }, { agent_id: null }])
      expect(await codeOf(edit(id, change)), JSON.stringify(change)).toBe("campaign_not_editable");
    await expect(addSteps(stack, account, id, ["call", "sms"])).rejects.toThrow("campaign_not_editable");
  });
});
