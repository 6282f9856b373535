import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { contactRecipient } from "@/lib/actions/contact-recipient";
import { dispatchCampaign } from "@/lib/actions/dispatch-campaign";
import { pauseCampaign } from "@/lib/actions/pause-campaign";
import type { Fault } from "@/local/simulators/vapi/types";
import { type EngineStage, startEngine } from "@/tests/support/engine";
import { numberOf, numbers } from "@/tests/support/engine-account";
import { reserved, rowsOf } from "@/tests/support/engine-rows";
import { agreeToCalls } from "../support/consents";

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

const contact = (attemptId: string) => contactRecipient(stage.deps, { attemptId });
async function oneReserved(input = {}, phones = [numberOf("no_answer")]) {
  const account = await stage.account(`guard-${++made}`);
  return { account, ...(await reserved(stage, account, phones, input)) };
}
const postCount = () => stage.simulator.requests().filter(({ method }) => method === "POST").length;

describe("the breaker", () => {
  it.each<[string, Fault]>([
    ["fails", { answer: "status", status: 500 }],
    ["refuses", { answer: "status", status: 400, body: { message: "no such voice", statusCode: 400 } }],
  ])("pauses a campaign whose provider %s five times, and not before", async (_, fault) => {
    const { campaignId, attempts } = await oneReserved({}, numbers(6));
    expect(attempts).toHaveLength(6);
    stage.simulator.failNext(fault, 6);
    for (const attemptId of attempts.slice(0, 4)) await contact(attemptId);
    expect(await rows.campaign(campaignId)).toMatchObject({ status: "active" });
    for (const attemptId of attempts.slice(4, 5)) await contact(attemptId);
    expect(await rows.campaign(campaignId)).toMatchObject({ status: "paused", pause_reason: "provider_failing" });
    const before = postCount();
    expect(await contact(attempts[5] ?? "")).toEqual({ result: "already_begun" });
    expect(postCount()).toBe(before);
  });

  it("lets a campaign go on in which most calls are placed", async () => {
    const { campaignId, attempts } = await oneReserved(
      {},
      ["201", "202", "203", "212", "215", "216", "646"].map((area) => numberOf("interested", area)),
    );
    stage.simulator.failNext({ answer: "status", status: 500 }, 2);
    for (const attemptId of attempts) await contact(attemptId);
    await stage.settle();
    expect((await rows.campaign(campaignId)).status).toBe("active");
  });
});

describe("the last look before the call", () => {
  it("keeps back a customer who opted out since the claim", async () => {
    const { account, campaignId, attemptId } = await oneReserved();
    const before = postCount();
    await stage.stack.pool.query(
      "insert into suppressions (user_id, contact, reason, source) values ($1, $2, 'opt_out', 'form')",
      [account.accountId, numberOf("no_answer")],
    );
    expect(await contact(attemptId)).toEqual({ result: "opted_out" });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "skipped", reason: "opted_out", attempts: 0 });
    expect(postCount()).toBe(before);
  });

  it("keeps back everybody of a campaign that was paused since, and calls them after it resumed", async () => {
    const { account, campaignId, attemptId } = await oneReserved();
    const before = postCount();
    await pauseCampaign(account.deps, { id: campaignId });
    expect(await contact(attemptId)).toEqual({ result: "already_begun" });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "pending", attempts: 0 });
    expect(postCount()).toBe(before);
    await stage.deps.engine.start(campaignId, stage.clock.now());
    await dispatchCampaign(stage.deps, { campaignId });
    await stage.settle();
    expect(postCount()).toBe(before + 1);
  });

  it("gives back a reservation that nobody took up in time", async () => {
    const { campaignId, attemptId } = await oneReserved();
    stage.clock.advance(121_000);
    expect(await contact(attemptId)).toEqual({ result: "lease_expired" });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "pending", attempts: 0 });
  });

  it("pauses a campaign whose agent lost its assistant, and forgets nobody", async () => {
    const { account, campaignId, attemptId } = await oneReserved();
    const before = postCount();
    await account.client.from("agents").update({ vapi_assistant_id: null }).eq("id", account.agentId);
    expect(await contact(attemptId)).toEqual({ result: "cancelled" });
    expect(await rows.campaign(campaignId)).toEqual({ status: "paused", pause_reason: "not_ready" });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "pending", attempts: 0 });
    expect(postCount()).toBe(before);
  });

  it("pauses a campaign whose business lost its name: nobody is called for nobody", async () => {
    const { account, campaignId, attemptId } = await oneReserved();
    const before = postCount();
    await account.settings({ business_name: null });
    expect(await contact(attemptId)).toEqual({ result: "cancelled" });
    expect(await rows.campaign(campaignId)).toEqual({ status: "paused", pause_reason: "not_ready" });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "pending", attempts: 0 });
    expect(postCount()).toBe(before);
  });

  it("skips a customer for whom a variable has no value, and says so", async () => {
    const account = await stage.account("no-service");
    await stage.stack.service.from("leads").insert({ agent_id: account.agentId, customer_phone: "+12125550777" });
    await agreeToCalls(stage.stack.pool, account.accountId);
    stage.clock.advance(1000);
    const id = await account.campaign({ call_script: "An AI calls about {service_type}." });
    const before = postCount();
    await stage.deps.engine.start(id, stage.clock.now());
    await dispatchCampaign(stage.deps, { campaignId: id });
    await stage.settle();
    expect(await rows.recipient(id)).toMatchObject({ status: "skipped", reason: "content_incomplete", attempts: 0 });
    expect(await rows.campaign(id)).toMatchObject({ status: "completed" });
    expect(postCount()).toBe(before);
  });
});
