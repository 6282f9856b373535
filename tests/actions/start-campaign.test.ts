import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkLaunch } from "@/lib/actions/check-launch";
import { executeCampaign } from "@/lib/actions/execute-campaign";
import { pauseCampaign } from "@/lib/actions/pause-campaign";
import { selectRecipients } from "@/lib/actions/select-recipients";
import { startCampaign } from "@/lib/actions/start-campaign";
import { stopCampaign } from "@/lib/actions/stop-campaign";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { type Account, numbers } from "@/tests/support/engine-account";
import { refusal, refusalCode } from "@/tests/support/refusals";

let stage: EngineStage;
let bright: Account;

beforeAll(async () => {
  stage = await startEngine();
  bright = await stage.account("bright");
  await bright.leads(numbers(6));
});
afterAll(() => stage.stop());
beforeEach(() => stage.jobs.clear());

const statusOf = async (id: string) => (await bright.deps.data.campaigns.get(id)).status;
const start = (id: string) => startCampaign(bright.deps, { id });

describe("starting a campaign", () => {
  it("selects its customers, makes it active and asks for one dispatch, without a word to the provider", async () => {
    const id = await bright.campaign();
    expect(await start(id)).toEqual({ status: "active", selected: 6, warnings: [] });
    expect(stage.jobs.waiting).toEqual([
      { name: "dispatch-campaign", input: { campaignId: id }, key: `dispatch:${id}`, delayMs: undefined },
    ]);
    expect(stage.simulator.requests()).toEqual([]);
    await stopCampaign(bright.deps, { id });
  });

  it.each<[string, Record<string, unknown>, (account: Account) => PromiseLike<unknown>]>([
    ["no_script", { call_script: undefined }, async () => undefined],
    ["no_agent", { agent_id: null }, async () => undefined],
    ["unknown_variable", { call_script: "{discount} AI" }, async () => undefined],
    ["stray_brace", { call_script: "AI }" }, async () => undefined],
    ["empty_variable", { call_script: "AI {promotion}" }, async () => undefined],
    ["too_long", { call_script: `AI ${"a".repeat(1000)}` }, async () => undefined],
    ["email_not_configured", { outreach_method: "email" }, async () => undefined],
    ["no_open_hours", { calling_hours: {} }, async () => undefined],
    [
      "agent_without_assistant",
      {},
      (a) => a.client.from("agents").update({ vapi_assistant_id: null }).eq("id", a.agentId),
    ],
    [
      "agent_without_number",
      {},
      (a) => a.client.from("agents").update({ vapi_phone_number_id: "" }).eq("id", a.agentId),
    ],
    ["no_business_name", {}, (a) => a.settings({ business_name: null })],
    ["no_free_line", {}, (a) => a.settings({ call_concurrency: 2 })],
  ])("is refused with %s, and changes nothing", async (code, input, prepare) => {
    const account = await stage.account(`lacks-${code.replaceAll("_", "-")}`);
    await account.leads(numbers(1));
    const id = await account.campaign(input);
    await prepare(account);
    const refused = await refusal(startCampaign(account.deps, { id }));
    expect(refused?.code).toBe("campaign_not_ready");
    expect(refused?.details).toEqual(expect.arrayContaining([expect.objectContaining({ code, blocking: true })]));
    expect(await account.deps.data.campaigns.get(id)).toMatchObject({ status: "draft", selected_at: null });
    expect(stage.jobs.waiting).toEqual([]);
  });

  it("is refused when nobody agreed to be called, and starts as a service message for those who said yes", async () => {
    const account = await stage.account("nobody-agreed");
    await account.leads(numbers(2));
    await stage.stack.pool.query("update consents set revoked_at = '2026-01-01' where user_id = $1", [
      account.deps.accountId,
    ]);
    const id = await account.campaign({ campaign_type: "followup" });
    const refused = await refusal(startCampaign(account.deps, { id }));
    expect(refused?.details).toEqual([
      expect.objectContaining({
        ...{ code: "nobody_agreed", field: "target_criteria", blocking: true },
        message: expect.stringContaining("2 of 2 customers have not agreed in writing"),
      }),
    ]);
    await stage.stack.pool.query(
      "insert into consents (user_id, customer_id, channel, basis, purpose, source, obtained_at) select user_id, id, 'call', 'express', 'informational', 'said so', '2026-02-01' from customers where user_id = $1 limit 1",
      [account.deps.accountId],
    );
    await account.deps.data.campaigns.update(id, { purpose: "informational" });
    expect(await startCampaign(account.deps, { id })).toMatchObject({ status: "active", selected: 2 });
    await stopCampaign(account.deps, { id });
  });

  it("is told, and not kept from it, that the calls of a sequence reach nobody: its other touches do", async () => {
    const account = await stage.account("calls-of-a-sequence");
    await account.leads(numbers(2));
    await stage.stack.pool.query("update consents set revoked_at = '2026-01-01' where user_id = $1", [
      account.deps.accountId,
    ]);
    const email = { channel: "email", wait_minutes: 60, subject: "We miss you", body: "Hi {name}" };
    const call = { channel: "call", body: "Hi {name}, this is {agent_name}, an AI of {business_name}." };
    const id = await account.campaign({ outreach_method: "multi", call_script: undefined, steps: [call, email] });
    const checks = await checkLaunch(account.deps, await account.deps.data.campaigns.get(id));
    expect(checks.find(({ code }) => code === "nobody_agreed")).toMatchObject({ blocking: false });
  });

  it("is refused with a link that can't be opened, however it got there", async () => {
    const id = await bright.campaign();
    await bright.client
      .from("campaigns")
      .update({ variables: { booking_link: "http://[" } })
      .eq("id", id);
    const refused = await refusal(start(id));
    expect(refused).toMatchObject({
      code: "campaign_not_ready",
      details: [{ code: "unusable_variable", blocking: true }],
    });
  });

  it("that the database answers in words we don't know is a fault of ours, not of who asked", async () => {
    const id = await bright.campaign();
    const { pool } = stage.stack;
    const sql = "select pg_get_functiondef('public.start_campaign(uuid, timestamptz)'::regprocedure) as text";
    const { rows } = await pool.query<{ text: string }>(sql);
    await pool.query(`create or replace function public.start_campaign(p_campaign uuid, p_now timestamptz) returns jsonb
      language sql as $$ select '{"ok":"perhaps"}'::jsonb $$`);
    expect(await refusalCode(start(id))).toBe("internal");
    await pool.query(rows[0]?.text ?? "");
    expect(await start(id)).toMatchObject({ status: "active" });
    await stopCampaign(bright.deps, { id });
  });

  it("is refused when the server has no voice provider", async () => {
    const id = await bright.campaign();
    const refused = await refusal(startCampaign({ ...bright.deps, voice: null }, { id }));
    expect(refused?.details).toMatchObject([{ code: "voice_not_configured" }]);
  });

  it("is refused when nobody matches", async () => {
    const id = await bright.campaign({ target_criteria: { min_leads: 50 } });
    expect(await refusalCode(start(id))).toBe("campaign_without_recipients");
    expect(await statusOf(id)).toBe("draft");
  });

  it("is refused while it runs and after it has ended", async () => {
    const id = await bright.campaign();
    await start(id);
    expect(await refusalCode(start(id))).toBe("campaign_already_active");
    await stopCampaign(bright.deps, { id });
    expect(await refusalCode(start(id))).toBe("campaign_finished");
    const completed = await bright.campaign();
    await bright.deps.engine.start(completed, stage.clock.now());
    await stage.stack.pool.query("update campaigns set status = 'completed' where id = $1", [completed]);
    expect(await refusalCode(start(completed))).toBe("campaign_finished");
  });

  it("happens once when it is asked for ten times at once", async () => {
    const id = await bright.campaign();
    const answers = await Promise.all(Array.from({ length: 10 }, () => refusalCode(start(id))));
    expect(answers.filter((code) => code === null)).toHaveLength(1);
    expect(new Set(answers.filter(Boolean))).toEqual(new Set(["campaign_already_active"]));
    expect(await bright.deps.data.campaigns.results(id)).toMatchObject({ selected: 6 });
    await stopCampaign(bright.deps, { id });
  });

  it("waits for its time when it has one", async () => {
    const id = await bright.campaign({ scheduled_at: "2026-12-01T15:00:00Z" });
    expect(await start(id)).toMatchObject({ status: "scheduled", selected: 0 });
    expect(stage.jobs.waiting).toEqual([]);
    expect(await pauseCampaign(bright.deps, { id })).toEqual({ status: "paused" });
  });

  it("does not fail because the queue can't be reached: the sweep dispatches it", async () => {
    const id = await bright.campaign();
    stage.jobs.broken = true;
    expect(await start(id)).toMatchObject({ status: "active" });
    expect(await refusalCode(executeCampaign(bright.deps, { id }))).toBe("jobs_unavailable");
    stage.jobs.broken = false;
    expect(stage.logged.at(-1)).toMatchObject({ level: "warn", message: "dispatch left to the sweep" });
    await stopCampaign(bright.deps, { id });
  });
});

describe("pausing, stopping, selecting and executing", () => {
  it("pause and resume keep the recipients; a second pause says that nothing runs", async () => {
    const id = await bright.campaign();
    await start(id);
    expect(await pauseCampaign(bright.deps, { id })).toEqual({ status: "paused" });
    expect(await refusal(pauseCampaign(bright.deps, { id }))).toMatchObject({
      code: "campaign_not_active",
      details: { status: "paused" },
    });
    expect(await bright.deps.data.campaigns.get(id)).toMatchObject({ pause_reason: "owner" });
    expect(await start(id)).toMatchObject({ status: "active", selected: 6 });
    await stopCampaign(bright.deps, { id });
  });

  it("a stop skips whoever was not called, with the reason", async () => {
    const id = await bright.campaign();
    await start(id);
    expect(await stopCampaign(bright.deps, { id })).toEqual({ status: "cancelled" });
    const { rows } = await bright.deps.data.recipients.list(id, { limit: 100, offset: 0 });
    expect(rows.map(({ status, reason }) => `${status} ${reason}`)).toEqual(Array(6).fill("skipped campaign_stopped"));
    expect(await refusalCode(stopCampaign(bright.deps, { id }))).toBe("campaign_not_active");
  });

  it("a selection before the start is made once, and refused once the campaign runs", async () => {
    const id = await bright.campaign({ max_recipients: 4 });
    expect(await selectRecipients(bright.deps, { id })).toEqual({ selected: 4 });
    expect(await selectRecipients(bright.deps, { id })).toEqual({ selected: 4 });
    expect(await start(id)).toMatchObject({ selected: 4 });
    expect(await refusalCode(selectRecipients(bright.deps, { id }))).toBe("campaign_not_editable");
    await stopCampaign(bright.deps, { id });
    const nobody = await bright.campaign({ target_criteria: { min_leads: 50 } });
    expect(await refusalCode(selectRecipients(bright.deps, { id: nobody }))).toBe("campaign_without_recipients");
  });

  it("an execution asks for a dispatch of an active campaign only", async () => {
    const id = await bright.campaign();
    expect(await refusal(executeCampaign(bright.deps, { id }))).toMatchObject({
      code: "campaign_not_active",
      details: { status: "draft" },
    });
    await start(id);
    stage.jobs.clear();
    expect(await executeCampaign(bright.deps, { id })).toEqual({ status: "active" });
    expect(stage.jobs.named("dispatch-campaign")).toHaveLength(1);
    await stopCampaign(bright.deps, { id });
  });
});
