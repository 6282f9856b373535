import type { EngineDeps } from "@/lib/actions/deps";
import { startGraphileWorker } from "@/lib/jobs/graphile";
import { startChild } from "@/local/children";
import { workerBundle } from "./worker-bundle";

/** A worker process: the program that `npm run worker` starts. */
export interface WorkerProcess {
  pid: number;
  isRunning(): boolean;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startWorkerProcess(
  name: string,
  env: Record<string, string>,
  logFile: string,
): Promise<WorkerProcess> {
  const child = startChild({ name, args: [await workerBundle()], env, logFile });
  await child.line((line) => line.includes("worker ready"));
  const { process } = child;
  const isRunning = () => process.exitCode === null && process.signalCode === null;
  return {
    pid: process.pid ?? 0,
    isRunning,
    async kill() {
      const gone = new Promise((resolve) => process.once("exit", resolve));
      process.kill("SIGKILL");
      if (isRunning()) await gone;
      await child.stop();
    },
    stop: child.stop,
  };
}

/** A worker inside the test's own process, which therefore follows the test's clock. */
export interface InnerWorker {
  /** Jobs it is working on. */
  busy(): number;
  stop(): Promise<void>;
}

export async function startInnerWorker(databaseUrl: string, deps: EngineDeps): Promise<InnerWorker> {
  const worker = await startGraphileWorker(databaseUrl, deps, deps.log);
  const running = new Set<string>();
  worker.events.on("job:start", ({ job }) => running.add(job.id));
  worker.events.on("job:complete", ({ job }) => running.delete(job.id));
  return { busy: () => running.size, stop: worker.stop };
}
