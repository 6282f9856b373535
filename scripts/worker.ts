import { startGraphileWorker } from "@/lib/jobs/graphile";
import { buildEngineDeps } from "@/lib/server/deps";
import { EnvironmentError, serverEnv } from "@/lib/server/env";
import { log } from "@/lib/server/log";

/** `npm run worker`: runs the job catalogue on this machine from graphile-worker's queue, until it is told to stop. */
async function main(): Promise<void> {
  const env = serverEnv();
  log.level = env.logLevel;
  if (env.jobs.engine !== "graphile")
    throw new EnvironmentError([
      "JOBS_ENGINE must be graphile for this worker; Trigger.dev and the cron route need none",
    ]);
  const runner = await startGraphileWorker(env.jobs.databaseUrl, buildEngineDeps(env), log);
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      // Jobs under way finish; what they leave the next worker finds.
      void runner.stop().finally(() => process.exit(0));
    });
  log.info({ pid: process.pid }, "worker ready");
  await runner.promise;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : "The worker ended unexpectedly."}\n`);
  process.exit(1);
});
