import { afterEach, expect, it, vi } from "vitest";
import { gather } from "./evidence";
import { phones, type Stage, startStage } from "./stage";
import { mostAtOnce, violations } from "./witness";

vi.setConfig({ testTimeout: 300_000 });

let stage: Stage;
afterEach(() => stage?.stop());

it("three workers work on one campaign at once, while webhooks come twice, out of order or not at all", async () => {
  stage = await startStage({ simulator: { webhookFaults: { duplicate: 0.3, reorder: 0.3, drop: 0.1 } } });
  const lines = 8;
  const business = await stage.business("bright", { phones: phones(48), lines });
  // All three find a database in which nobody has queued a job yet.
  const workers = await Promise.all([stage.startWorker(), stage.startWorker(), stage.startWorker()]);
  const id = await business.launch();
  await stage.quiet();
  for (const worker of workers) await worker.stop();
  // Time goes on for those of whom no report came.
  await stage.startInnerWorker();
  await stage.finish([id]);
  const evidence = await gather(stage.stack.pool, stage.logFile);
  expect(violations(evidence)).toEqual([]);
  // They did come near the limit.
  expect(mostAtOnce(evidence.calls)).toBeGreaterThan(lines / 2);
});
