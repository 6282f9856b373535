import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contactRecipient } from "@/lib/actions/contact-recipient";
import type { EngineDeps } from "@/lib/actions/deps";
import { receiveVoiceEvent } from "@/lib/actions/receive-voice-event";
import { runSweep } from "@/lib/actions/run-sweep";
import { startCampaign } from "@/lib/actions/start-campaign";
import { AppError } from "@/lib/core/errors";
import { type EngineStage, startEngine, WEBHOOK_SECRET } from "@/tests/support/engine";
import { type Account, numberOf, numbers } from "@/tests/support/engine-account";
import { reserved, rowsOf } from "@/tests/support/engine-rows";
import { voiceWebhook } from "@/tests/support/voice-webhook";

let stage: EngineStage;
let rows: ReturnType<typeof rowsOf>;
let made = 0;

beforeAll(async () => {
  stage = await startEngine({ simulator: { speed: 50_000 } });
  rows = rowsOf(stage);
});
afterAll(() => stage.stop());
beforeEach(async () => {
  stage.clock.nextWeek();
  stage.jobs.clear();
  // Each sweep looks at every account's campaigns: those of the test before are over.
  await stage.stack.pool.query("update campaigns set status = 'cancelled' where status in ('active', 'scheduled')");
  await stage.stack.pool.query(
    "update outreach_attempts set state = 'unknown' where state in ('reserved', 'dispatched')",
  );
});

const newAccount = (): Promise<Account> => stage.account(`sweep-${++made}`);
const minutesFromNow = (minutes: number) => new Date(stage.clock.now().getTime() + minutes * 60_000).toISOString();
async function scheduled(account: Account, input = {}) {
  const id = await account.campaign({ scheduled_at: minutesFromNow(10), ...input });
  expect(await startCampaign(account.deps, { id })).toMatchObject({ status: "scheduled" });
  return id;
}
const nothing = { started: 0, released: 0, applied: 0, dispatched: 0, reconciled: 0, failed: [] };

describe("a sweep", () => {
  it("with nothing to do does nothing", async () => {
    expect(await runSweep(stage.deps)).toEqual(nothing);
    expect(stage.jobs.waiting).toEqual([]);
  });

  it("starts a scheduled campaign when its time has come, not before", async () => {
    const account = await newAccount();
    await account.leads(numbers(2));
    const id = await scheduled(account);
    expect(await runSweep(stage.deps)).toEqual(nothing);
    stage.clock.advance(10 * 60_000);
    expect(await runSweep(stage.deps)).toMatchObject({ started: 1, dispatched: 1, failed: [] });
    expect(await rows.campaign(id)).toMatchObject({ status: "active" });
    expect(stage.jobs.named("dispatch-campaign")).toMatchObject([{ key: `dispatch:${id}` }]);
  });

  it("pauses one that can't start, with the reason, and starts the next all the same", async () => {
    const [empty, ready] = [await newAccount(), await newAccount()];
    await ready.leads(numbers(1));
    await empty.leads(numbers(1));
    const [unready, nobody, fine] = [
      await scheduled(empty),
      await scheduled(ready, { target_criteria: { min_leads: 9 } }),
      await scheduled(ready),
    ];
    await empty.settings({ business_name: null });
    stage.clock.advance(10 * 60_000);
    expect(await runSweep(stage.deps)).toMatchObject({ started: 1, failed: [] });
    expect(await rows.campaign(unready)).toEqual({ status: "paused", pause_reason: "campaign_not_ready" });
    expect(await rows.campaign(nobody)).toEqual({ status: "paused", pause_reason: "campaign_without_recipients" });
    expect(await rows.campaign(fine)).toMatchObject({ status: "active" });
  });

  it("never pauses a campaign that another sweep has just started", async () => {
    const account = await newAccount();
    await account.leads(numbers(1));
    const id = await scheduled(account);
    stage.clock.advance(10 * 60_000);
    const sweeps = await Promise.all(Array.from({ length: 6 }, () => runSweep(stage.deps)));
    expect(sweeps.map(({ started }) => started).sort()).toEqual([0, 0, 0, 0, 0, 1]);
    expect(sweeps.flatMap(({ failed }) => failed)).toEqual([]);
    expect(await rows.campaign(id)).toEqual({ status: "active", pause_reason: null });
  });

  it("leaves one that could not start for a fault of ours to the next sweep, and starts the others", async () => {
    const account = await newAccount();
    await account.leads(numbers(1));
    const ids = [await scheduled(account), await scheduled(account), await scheduled(account)];
    stage.clock.advance(10 * 60_000);
    const engine: EngineDeps["engine"] = {
      ...stage.deps.engine,
      start: (id, now) =>
        id === ids[0]
          ? Promise.reject(new AppError("internal"))
          : id === ids[1]
            ? Promise.reject(new TypeError("a bug"))
            : stage.deps.engine.start(id, now),
    };
    expect(await runSweep(stage.with({ engine }))).toMatchObject({ started: 1, failed: ["start"] });
    expect(await rows.campaign(ids[0] ?? "")).toEqual({ status: "scheduled", pause_reason: null });
    expect(await runSweep(stage.deps)).toMatchObject({ started: 2, failed: [] });
  });

  it("gives expired reservations back and dispatches them again", async () => {
    const { campaignId, attemptId } = await reserved(stage, await newAccount(), [numberOf("no_answer")]);
    stage.clock.advance(121_000);
    expect(await runSweep(stage.deps)).toMatchObject({ released: 1, dispatched: 1 });
    await stage.settle();
    expect(await rows.attempt(attemptId)).toMatchObject({ state: "ended", disposition: "cancelled", counted: false });
    expect(await rows.recipient(campaignId)).toMatchObject({ attempts: 1, reason: "no_answer" });
  });

  it("applies what a lost job left in the inbox", async () => {
    stage.simulator.hold();
    const { campaignId, attemptId } = await reserved(stage, await newAccount(), [numberOf("no_answer")]);
    await contactRecipient(stage.deps, { attemptId });
    const callId = stage.simulator.calls().at(-1)?.id ?? "";
    const rawBody = JSON.stringify(voiceWebhook({ callId, attemptId, at: stage.clock.now() }).report("booked"));
    stage.jobs.broken = true;
    await receiveVoiceEvent(stage.deps, { headers: new Headers({ "x-vapi-secret": WEBHOOK_SECRET }), rawBody });
    stage.jobs.broken = false;
    expect(await runSweep(stage.deps)).toMatchObject({ applied: 0 });
    stage.clock.advance(16_000);
    expect(await runSweep(stage.deps)).toMatchObject({ applied: 1 });
    expect(await rows.recipient(campaignId)).toMatchObject({ status: "answered", outcome: "booked" });
    stage.simulator.release();
  });

  it("completes a campaign with nothing left, though nobody told it", async () => {
    const { campaignId } = await reserved(stage, await newAccount(), [numberOf("no_answer")]);
    await stage.stack.pool.query("update campaign_recipients set status = 'failed' where campaign_id = $1", [
      campaignId,
    ]);
    expect(await runSweep(stage.deps)).toMatchObject({ dispatched: 0 });
    expect(await rows.campaign(campaignId)).toMatchObject({ status: "completed" });
  });

  it("does its other parts when one fails, and says which", async () => {
    const { engine, events, data } = stage.deps;
    const broken = () => Promise.reject(new AppError("database_unavailable"));
    const parts: [string, Partial<EngineDeps>][] = [
      ["release", { engine: { ...engine, releaseExpired: broken } }],
      ["events", { events: { ...events, lease: broken } }],
      ["reconcile", { engine: { ...engine, leaseDoubtful: broken } }],
      ["dispatch", { engine: { ...engine, settle: broken } }],
    ];
    for (const [name, part] of parts) {
      const account = await newAccount();
      await account.leads(numbers(1));
      const id = await scheduled(account);
      stage.clock.advance(10 * 60_000);
      expect(await runSweep(stage.with(part)), name).toMatchObject({ started: 1, failed: [name] });
      await stage.deps.engine.stop(id, stage.clock.now());
    }
    const due = { ...data, campaigns: { ...data.campaigns, due: broken } };
    expect(await runSweep(stage.with({ data: due }))).toEqual({ ...nothing, failed: ["start", "dispatch"] });
  });

  it("dispatches the second campaign when the first can't be settled", async () => {
    const account = await newAccount();
    const ids = [await account.launched(numbers(1)), await account.campaign()];
    await stage.deps.engine.start(ids[1] ?? "", stage.clock.now());
    stage.jobs.clear();
    const engine: EngineDeps["engine"] = {
      ...stage.deps.engine,
      settle: (id, now) => (id === ids[0] ? Promise.reject(new Error("poison")) : stage.deps.engine.settle(id, now)),
    };
    expect(await runSweep(stage.with({ engine }))).toMatchObject({ dispatched: 1, failed: ["dispatch"] });
    expect(stage.jobs.named("dispatch-campaign")).toMatchObject([{ key: `dispatch:${ids[1]}` }]);
  });
});
