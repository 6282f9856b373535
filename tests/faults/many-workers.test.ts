import { afterEach, expect, it } from "vitest";
import { gather } from "./evidence";
import { phones, type Stage, startStage } from "./stage";
import { judge } from "./witness";

let stage: Stage | undefined;
afterEach(() => stage?.stop());

it("three workers on one campaign", async () => {
  stage = await startStage({ simulator: { webhookFaults: { duplicate: 0.3, reorder: 0.3, drop: 0.1 } } });
  const business = await stage.business("bright", { phones: phones(80), lines: 8 });
  const t0 = Date.now();
  const workers = await Promise.all([stage.startWorker(), stage.startWorker(), stage.startWorker()]);
  console.log("workers up", Date.now() - t0);
  const id = await business.launch();
  await stage.quiet();
  console.log("quiet", Date.now() - t0, await stage.status(id));
  for (const worker of workers) await worker.stop();
  console.log("stopped", Date.now() - t0);
  await stage.startInnerWorker();
  await stage.finish([id]);
  console.log("finished", Date.now() - t0);
  const e = await gather(stage.stack.pool, stage.logFile);
  console.log(e.calls.length, e.attempts.length);
  expect(await judge(stage)).toEqual([]);
}, 120_000);
