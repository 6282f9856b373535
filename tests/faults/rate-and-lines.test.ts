import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { phones, type Stage, startStage } from "./stage";
import { judge } from "./witness";

vi.setConfig({ testTimeout: 300_000 });

let stage: Stage;
beforeEach(async () => {
  stage = await startStage({ simulator: { speed: 2000 } });
});
afterEach(() => stage.stop());

const SECOND = 1000;
const RATE = 12;

it("workers whose clocks differ stay below the rate together, in any minute", async () => {
  const people = phones(28);
  stage.answers(Object.fromEntries(people.map((phone) => [phone, ["not_interested"]])));
  const business = await stage.business("bright", { phones: people, lines: 40 });
  for (const skew of [-20, 0, 20])
    await stage.startInnerWorker({ now: () => new Date(stage.clock.now().getTime() + skew * SECOND) });
  const id = await business.launch({ rate_limit_per_minute: RATE });
  const started = stage.clock.now().getTime();
  while ((await stage.status(id)) === "active") {
    await Promise.all(
      Array.from({ length: 9 }, () => stage.deps.jobs.enqueue("dispatch-campaign", { campaignId: id })),
    );
    await stage.quiet();
    stage.clock.advance(15 * SECOND);
  }
  // It was the rate that held them back, and it did not hold them back for longer than it had to.
  const minutes = (stage.clock.now().getTime() - started) / (60 * SECOND);
  expect(minutes).toBeGreaterThan(people.length / RATE - 1);
  expect(minutes).toBeLessThan(people.length / RATE + 3);
  expect(await judge(stage)).toEqual([]);
});
