import { afterEach, expect, it, vi } from "vitest";
import type { UserDeps } from "@/lib/actions/deps";
import { pauseCampaign } from "@/lib/actions/pause-campaign";
import { startCampaign } from "@/lib/actions/start-campaign";
import { stopCampaign } from "@/lib/actions/stop-campaign";
import { AppError } from "@/lib/core/errors";
import { phones, type Stage, startStage } from "./stage";
import { judge } from "./witness";

vi.setConfig({ testTimeout: 300_000 });

let stage: Stage;
afterEach(() => stage?.stop());

type Act = (deps: UserDeps, input: { id: string }) => Promise<{ status: string }>;

/** What each of these got that acted at the same moment: the new status, or why it was refused; sorted. */
async function atOnce(id: string, ...acts: [UserDeps, Act][]): Promise<string[]> {
  const answers = acts.map(([deps, act]) =>
    act(deps, { id }).then(
      ({ status }) => status,
      (error: unknown) => {
        if (error instanceof AppError) return error.code;
        throw error;
      },
    ),
  );
  return (await Promise.all(answers)).sort();
}

async function begun(): Promise<string[]> {
  const sql = "select id from outreach_attempts where begun_at is not null order by id";
  return (await stage.stack.pool.query<{ id: string }>(sql)).rows.map(({ id }) => id);
}

/** Everything that might call tries to; then nobody must have been called whose contact had not begun before. */
async function expectNobodyIsCalled(id: string): Promise<void> {
  const before = await begun();
  // With all lines taken by calls that go on, nobody would be called anyway.
  await stage.quiet();
  for (let i = 0; i < 3; i++) await stage.deps.jobs.enqueue("dispatch-campaign", { campaignId: id });
  await stage.sweep();
  await stage.quiet();
  expect(await begun()).toEqual(before);
  const called = stage.simulator.calls().flatMap(({ attemptId }) => (attemptId ? [attemptId] : []));
  expect(before).toEqual(expect.arrayContaining(called));
}

it("the owner starts, pauses, resumes and stops on two devices at once", async () => {
  stage = await startStage();
  const business = await stage.business("bright", { phones: phones(44), lines: 8 });
  const [phone, laptop] = [business.owner, await business.secondDevice()];
  await Promise.all([stage.startWorker(), stage.startWorker()]);
  const id = await business.campaign();
  expect(await atOnce(id, [phone, startCampaign], [laptop, startCampaign])).toEqual([
    "active",
    "campaign_already_active",
  ]);
  for (let round = 0; round < 2; round++) {
    await stage.more(9);
    expect(await atOnce(id, [phone, pauseCampaign], [laptop, pauseCampaign])).toEqual([
      "campaign_not_active",
      "paused",
    ]);
    await expectNobodyIsCalled(id);
    expect(await atOnce(id, [phone, startCampaign], [laptop, startCampaign])).toEqual([
      "active",
      "campaign_already_active",
    ]);
  }
  await stage.more(9);
  const answers = await atOnce(id, [phone, pauseCampaign], [laptop, stopCampaign], [phone, stopCampaign]);
  expect(answers.filter((answer) => answer === "cancelled")).toHaveLength(1);
  expect(await stage.status(id)).toBe("cancelled");
  await expectNobodyIsCalled(id);
  expect(await atOnce(id, [phone, startCampaign], [laptop, startCampaign])).toEqual([
    "campaign_finished",
    "campaign_finished",
  ]);
  expect(await judge(stage)).toEqual([]);
});
