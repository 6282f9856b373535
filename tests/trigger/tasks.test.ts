import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { resourceCatalog } from "@trigger.dev/core/v3";
import { runInMockTaskContext } from "@trigger.dev/core/v3/test";
import { StandardResourceCatalog } from "@trigger.dev/core/v3/workers";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { JobName } from "@/lib/core/jobs";
import { CATALOGUE, JOB_NAMES } from "@/lib/jobs/catalogue";
import { rehearsalOffset } from "@/local/demo/clock";
import { type EngineStage, startEngine, VAPI_TOKEN, WEBHOOK_SECRET } from "@/tests/support/engine";
import { numberOf } from "@/tests/support/engine-account";
import { rowsOf } from "@/tests/support/engine-rows";

const FOLDER = join(import.meta.dirname, "../../trigger");
const OFFSET_MS = rehearsalOffset(new Date());
const now = () => new Date(Date.now() + OFFSET_MS);
let stage: EngineStage;

beforeAll(async () => {
  // The tasks' own deps, from the environment, as in production; their clock is the rehearsal's, at an hour at which the law allows calls.
  stage = await startEngine({ simulator: { now, speed: 50_000 } });
  const env = {
    APP_URL: stage.webhooks.origin,
    SUPABASE_URL: stage.stack.url,
    SUPABASE_ANON_KEY: stage.stack.anonKey,
    SUPABASE_SERVICE_ROLE_KEY: stage.stack.serviceKey,
    VAPI_API_KEY: VAPI_TOKEN,
    VAPI_WEBHOOK_SECRET: WEBHOOK_SECRET,
    VAPI_BASE_URL: stage.simulator.url,
    JOBS_ENGINE: "cron",
    CRON_SECRET: "cron-secret-of-the-tests",
    CLOCK_OFFSET_MS: String(OFFSET_MS),
    LOG_LEVEL: "silent",
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  resourceCatalog.setGlobalResourceCatalog(new StandardResourceCatalog());
  for (const file of await readdir(FOLDER)) {
    resourceCatalog.setCurrentFileContext(`trigger/${file}`, `trigger/${file.replace(/\.ts$/, "")}`);
    await import(join(FOLDER, file));
  }
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stage.stop();
});

const manifestOf = (id: string) => resourceCatalog.listTaskManifests().find((task) => task.id === id);
async function runTask(id: JobName, payload: unknown): Promise<unknown> {
  const task = resourceCatalog.getTask(id);
  if (!task) throw new Error(`there is no task ${id}`);
  return runInMockTaskContext(({ ctx }) => task.fns.run(payload, { ctx, signal: new AbortController().signal }));
}

describe("the tasks of Trigger.dev", () => {
  it("are the jobs of the catalogue, one file each", async () => {
    expect(
      resourceCatalog
        .listTaskManifests()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...JOB_NAMES].sort());
    expect((await readdir(FOLDER)).sort()).toEqual(JOB_NAMES.map((name) => `${name}.ts`).sort());
  });

  it.each(JOB_NAMES)("%s has the catalogue's concurrency, tries and schedule", (name) => {
    const { concurrency, maxAttempts, cron } = CATALOGUE[name];
    const manifest = manifestOf(name);
    expect(manifest).toMatchObject({
      queue: { name, concurrencyLimit: concurrency },
      retry: { maxAttempts },
      filePath: `trigger/${name}.ts`,
    });
    expect(manifest?.schedule ?? null).toEqual(
      cron ? expect.objectContaining({ cron, timezone: "UTC", window: "0m" }) : null,
    );
  });

  it("select, call and record for a campaign on the real stack", async () => {
    const account = await stage.account("trigger");
    await account.leads([numberOf("interested")]);
    await account.settings({ calling_hours: allDay() });
    const campaignId = await account.campaign();
    await stage.deps.engine.start(campaignId, now());
    expect(await runTask("dispatch-campaign", { campaignId })).toEqual({ reserved: 1, status: "active" });
    const [attempt] = await rowsOf(stage).attempts(campaignId);
    expect(await runTask("contact-recipient", { attemptId: attempt?.id })).toEqual({ result: "dispatched" });
    await stage.simulator.idle();
    for (const { input } of stage.jobs.named("apply-event")) await runTask("apply-event", input);
    expect(await rowsOf(stage).recipient(campaignId)).toMatchObject({ status: "answered", outcome: "interested" });
    expect(await runTask("reconcile-attempts", {})).toEqual({ checked: 0, failures: 0 });
  });

  it("sweep whatever the schedule's own payload says", async () => {
    const payload = {
      type: "DECLARATIVE",
      timestamp: new Date(),
      timezone: "UTC",
      scheduleId: "sched_1",
      upcoming: [],
    };
    expect(await runTask("sweep", payload)).toMatchObject({ failed: [] });
  });

  it("fail for a payload of another shape, quoting nothing of it", async () => {
    await expect(runTask("contact-recipient", { attemptId: "+12125550100" })).rejects.toThrow(
      /^ZodError attemptId:invalid_format$/,
    );
  });
});

function allDay() {
  return JSON.stringify(
    Object.fromEntries(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, [["00:00", "24:00"]]])),
  );
}
