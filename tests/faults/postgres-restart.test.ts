import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { waitForEnd } from "@/local/postgres/process";
import { type RunningPostgres, startPostgres } from "@/local/postgres/server";
import { startFromTemplates } from "@/tests/support/stack-template";
import { phones, type Stage, startStage } from "./stage";
import { judge } from "./witness";

let stage: Stage | undefined;
let copy: RunningPostgres | undefined;
let restarted: RunningPostgres | undefined;
afterEach(async () => {
  await stage?.stop();
  await restarted?.stop();
  await copy?.stop();
});

/** Ends the server as `pg_ctl stop` does in this mode, and starts it again on the same port. */
async function restart({ dataDir, port }: RunningPostgres, mode: "fast" | "immediate"): Promise<void> {
  const [pid] = (await readFile(join(dataDir, "postmaster.pid"), "utf8")).split("\n");
  process.kill(Number(pid), mode === "fast" ? "SIGINT" : "SIGQUIT");
  await waitForEnd(Number(pid), 20_000);
  // What is committed is on the disk from here on, as in production.
  restarted = await startPostgres({ dataDir, port, durable: true });
}

it("a restart of Postgres during a run loses nothing, and the workers go on by themselves", async () => {
  copy = await startFromTemplates();
  await restart(copy, "fast");
  stage = await startStage({ server: copy.url });
  const business = await stage.business("bright", { phones: phones(44), lines: 8 });
  const workers = await Promise.all([stage.startWorker(), stage.startWorker()]);
  const id = await business.launch();
  await stage.more(10);
  await restart(copy, "fast");
  await stage.more(12);
  await restart(copy, "immediate");
  stage.crashed();
  await stage.more(12);
  expect(workers.map((worker) => worker.isRunning())).toEqual([true, true]);
  await stage.quiet();
  for (const worker of workers) await worker.stop();
  await stage.startInnerWorker();
  await stage.finish([id]);
  expect(await judge(stage)).toEqual([]);
}, 300_000);
