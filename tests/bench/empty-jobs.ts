import { makeWorkerUtils, run } from "graphile-worker";
import { Pool } from "pg";

/** graphile-worker's own rate in a process of its own: adds so many jobs that do nothing, and says how many it ran in a second
 *  with so many at once. */
const [databaseUrl = "", jobs = "0", concurrency = "1"] = process.argv.slice(2);
const count = Number(jobs);
const utils = await makeWorkerUtils({ connectionString: databaseUrl });
await utils.migrate();
await utils.addJobs(Array.from({ length: count }, () => ({ identifier: "empty", payload: {} })));
await utils.release();

let left = count;
const { promise: done, resolve } = Promise.withResolvers<void>();
const pgPool = new Pool({ connectionString: databaseUrl, max: 20 });
const start = performance.now();
const taskList = {
  empty: async () => {
    left--;
    if (left === 0) resolve();
  },
};
const runner = await run({
  pgPool,
  taskList,
  concurrency: Number(concurrency),
  pollInterval: 1000,
  noHandleSignals: true,
});
await done;
const rate = (count * 1000) / (performance.now() - start);
await runner.stop();
await pgPool.end();
process.stdout.write(`${JSON.stringify({ rate })}\n`);
