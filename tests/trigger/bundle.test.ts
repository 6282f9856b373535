import { spawn } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { JOB_NAMES } from "@/lib/jobs/catalogue";

const ROOT = join(import.meta.dirname, "../..");
const PROJECT = "proj_ofthetests";

/** As much of the platform's API as a dry run asks for. */
const api = createServer((request, response) => {
  const { origin, pathname } = new URL(request.url ?? "/", apiUrl);
  const answers: Record<string, unknown> = {
    "/api/v2/whoami": { userId: "user", email: "someone@example.com", dashboardUrl: origin },
    [`/api/v1/projects/${PROJECT}/prod`]: {
      apiKey: "tr_prod_stub",
      name: "stub",
      apiUrl: origin,
      projectId: "project",
    },
  };
  const answer = answers[pathname];
  response.writeHead(answer ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(answer ?? {}));
});
let apiUrl = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  const address = api.address();
  apiUrl = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterAll(async () => {
  api.closeAllConnections();
  await new Promise((resolve) => api.close(resolve));
});

/** What the command said, without its colours, and its exit code. */
async function dryRun(): Promise<{ said: string; code: unknown }> {
  const args = ["deploy", "--dry-run", "--skip-update-check", "--skip-telemetry", "-a", apiUrl];
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [join(ROOT, "node_modules/trigger.dev/dist/esm/index.js"), ...args], {
    cwd: ROOT,
    env: {
      ...{ PATH, HOME, CI: "1", NODE_ENV: "production" },
      ...{ TRIGGER_ACCESS_TOKEN: "tr_pat_stub", TRIGGER_PROJECT_REF: PROJECT },
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { said: stripVTControlCharacters(said), code };
}

it("every task is bundled with all it imports, and can be loaded from its bundle", async () => {
  const { said, code } = await dryRun();
  const built = /Dry run complete\. View the built project at (.+)/.exec(said)?.[1]?.trim();
  expect(built, said).toBeDefined();
  try {
    expect(code).toBe(0);
    // The dry run only warns of a task that can't be loaded; a deployment would end there.
    expect(said).not.toMatch(/failed to import|discovery failed/i);
    const tasks = (await readdir(join(built ?? "", "trigger"))).filter((name) => name.endsWith(".mjs"));
    expect(tasks.sort()).toEqual(JOB_NAMES.map((name) => `${name}.mjs`).sort());
  } finally {
    if (built?.startsWith(join(ROOT, ".trigger"))) await rm(built, { recursive: true, force: true });
  }
}, 120_000);
