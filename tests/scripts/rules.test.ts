import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../support/stack";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
let stack: Stack;
let folder: string;
beforeAll(async () => {
  stack = await startStack();
  folder = await mkdtemp(join(tmpdir(), "rules-"));
  await cp(join(ROOT, "data"), folder, { recursive: true });
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await stack.stop();
});

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { PATH, NODE_ENV } = process.env;
  const env = {
    ...{ PATH, NODE_ENV, APP_URL: "http://127.0.0.1:3000", SUPABASE_URL: stack.url, SUPABASE_ANON_KEY: stack.anonKey },
    ...{ SUPABASE_SERVICE_ROLE_KEY: stack.serviceKey, CRON_SECRET: "a-secret-of-sixteen" },
  };
  const command = ["--import", "tsx", "scripts/rules.ts", "--folder", folder, ...args];
  return new Promise((done) => {
    execFile(process.execPath, command, { cwd: ROOT, env, maxBuffer: 16_000_000 }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}
async function change(file: string, from: string, to: string): Promise<void> {
  const path = join(folder, file);
  const text = await readFile(path, "utf8");
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}

// Each run starts a process that loads the whole server.
describe("npm run rules", { timeout: 120_000 }, () => {
  it("shows what the files say otherwise, loads it when told to, and then nothing more", async () => {
    expect((await run()).stdout).toBe("Version 1 says what the files say.\n");
    await change("calling_windows.csv", "US-SC,sat,08:00-19:00", "US-SC,sat,09:00-17:00");
    const shown = await run();
    expect(shown.stdout).toMatch(
      /^~ US-SC, sat: 08:00-19:00 \(low, unverified\) becomes 09:00-17:00 \(low, unverified\)\nVersion 1 counts still\./,
    );
    expect((await run("--apply")).stdout).toMatch(/Loaded as version 2\.\n$/);
    expect((await run("--apply")).stdout).toBe("Version 2 says what the files say.\n");
    expect((await stack.pool.query("select version from rule_versions order by 1")).rows).toEqual([
      { version: 1 },
      { version: 2 },
    ]);
  });

  it("refuses files with mistakes whole, each by its file and line", async () => {
    await change("calling_windows.csv", "US-SC,sat,09:00-17:00", "US-SC,sat,17:00-09:00");
    await change("nanp_areas.csv", "201,US-NJ,America/New_York", "201,US-NJ,America/Newark");
    const refused = await run("--apply");
    expect(refused).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "Nothing was loaded.\n" +
        "calling_windows.csv, line 103: It closes at 09:00, before it opens at 17:00.\n" +
        "nanp_areas.csv, line 2: “America/Newark” is no time zone that is known.\n",
    });
  });
});
