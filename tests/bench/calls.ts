import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { startCampaign } from "@/lib/actions/start-campaign";
import { tsx } from "@/local/children";
import { type EngineProcesses, startEngineProcesses } from "./engine-process";
import { ALWAYS_OPEN, fillPeople, makeCampaign } from "./people";
import { median, perSecond, printFigure, progress, ratio } from "./report";
import { announced, type Bench, type BenchDatabase, startProgram } from "./stage";

const ROUNDS = 2;
const CALLS = 300;
const EMPTY_JOBS = 3000;
/** As many as one worker runs of one kind. */
const EMPTY_AT_ONCE = 50;
const PATIENCE_MS = 180_000;

const Rate = z.object({ rate: z.number() });
const Progress = z.array(z.object({ status: z.string(), calls: z.int(), seconds: z.number().nullable() })).length(1);
const Count = z.array(z.object({ n: z.int() })).length(1);

/** Whole calls: claimed, placed with the simulated provider, all their webhooks received and applied; by one worker process. */
export async function benchCalls(bench: Bench): Promise<void> {
  progress("calling customers ...");
  const database = await bench.database();
  try {
    const client = await database.admin.connect();
    await fillPeople(client, 2 * ROUNDS * CALLS).finally(() => client.release());
    await database.admin.query(ALWAYS_OPEN);
    const engine = await startEngineProcesses(database, true);
    try {
      await engine.startWorker();
      await measure(engine, database);
    } finally {
      await engine.stop();
    }
  } finally {
    await database.stop();
  }
}

async function measure(engine: EngineProcesses, database: BenchDatabase): Promise<void> {
  const calls: number[] = [];
  const empty: number[] = [];
  const jobs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = await jobsAdded(database);
    const done = await callAll(engine, database);
    calls.push(done.calls / done.seconds);
    jobs.push(((await jobsAdded(database)) - before) / done.calls);
    empty.push(await emptyJobs(engine.queueUrl));
  }
  printFigure(
    `calls from claim to last report, ${median(jobs).toFixed(1)} jobs each`,
    perSecond(median(calls)),
    `graphile-worker's empty jobs ${perSecond(median(empty))}`,
    ratio(median(calls), median(empty)),
  );
}

/** Runs one campaign to its end. */
async function callAll(
  { deps }: EngineProcesses,
  { admin }: BenchDatabase,
): Promise<{ calls: number; seconds: number }> {
  const id = await makeCampaign(admin);
  await admin.query("update public.campaigns set max_recipients = $2 where id = $1", [id, CALLS]);
  await startCampaign(deps, { id });
  for (const patience = Date.now() + PATIENCE_MS; Date.now() < patience; await wait(200)) {
    const { rows } = await admin.query(
      `select c.status, (select count(*)::integer from public.outreach_attempts where campaign_id = c.id and provider_ref is not null) as calls,
         extract(epoch from c.completed_at - c.started_at)::float8 as seconds from public.campaigns c where c.id = $1`,
      [id],
    );
    const [campaign] = Progress.parse(rows);
    if (campaign?.seconds && campaign.status === "completed")
      return { calls: campaign.calls, seconds: campaign.seconds };
    if (campaign?.status === "paused") break;
  }
  throw new Error("a campaign did not come to its end");
}

async function jobsAdded({ admin }: BenchDatabase): Promise<number> {
  const { rows } = await admin.query(
    "select coalesce(pg_sequence_last_value(pg_get_serial_sequence('graphile_worker._private_jobs', 'id')::regclass), 0)::integer as n",
  );
  return Count.parse(rows)[0]?.n ?? 0;
}

async function emptyJobs(queueUrl: string): Promise<number> {
  const child = startProgram(
    "empty-jobs",
    tsx("tests/bench/empty-jobs.ts", queueUrl, String(EMPTY_JOBS), String(EMPTY_AT_ONCE)),
  );
  try {
    return (await announced(child, Rate)).rate;
  } finally {
    await child.stop();
  }
}
