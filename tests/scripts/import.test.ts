import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Business, openBusiness } from "../actions/import-support";
import { type Stack, startStack } from "../support/stack";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
let stack: Stack;
let alice: Business;
let folder: string;

beforeAll(async () => {
  stack = await startStack();
  alice = await openBusiness(stack, 2);
  folder = await mkdtemp(join(tmpdir(), "import-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await stack.stop();
});

async function fileOf(text: string): Promise<string> {
  const path = join(folder, "leads.csv");
  await writeFile(path, text);
  return path;
}

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { PATH, NODE_ENV } = process.env;
  const env = {
    ...{ PATH, NODE_ENV, APP_URL: "http://127.0.0.1:3000", SUPABASE_URL: stack.url, SUPABASE_ANON_KEY: stack.anonKey },
    ...{ SUPABASE_SERVICE_ROLE_KEY: stack.serviceKey, CRON_SECRET: "a-secret-of-sixteen" },
  };
  const command = ["--import", "tsx", "scripts/import.ts", ...args];
  return new Promise((done) => {
    execFile(process.execPath, command, { cwd: ROOT, env }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

// Each run starts a process that loads the whole server.
describe("npm run import", { timeout: 120_000 }, () => {
  it("imports into the account of an address, for the agent that is named, and writes the refused rows", async () => {
    const file = await fileOf("Name,Phone\nAnn,279-555-0178\nBob,12\n");
    const refused = join(folder, "refused.csv");
    const first = await run(file, "--account", alice.email.toUpperCase(), "--agent", "Agent 2", "--refused", refused);
    expect(first).toEqual({
      code: 0,
      stderr: "",
      stdout:
        "2 rows read: 1 imported, 0 unchanged, 1 refused.\n" +
        "1 new customers. Columns: name from Name; phone from Phone.\n" +
        "1 rows have no date and count as seen today.\n" +
        "  row 3, Phone: refused. “12” is not a phone number, and there is no email address.\n",
    });
    expect(await readFile(refused, "utf8")).toContain('"3","Phone"');
    expect((await alice.leads())[0]?.agent_id).not.toBe(alice.agentId);

    const second = await run(file, "--account", alice.email, "--json");
    expect(JSON.parse(second.stdout)).toMatchObject({ rows: 2, imported: 0, unchanged: 1, refused: 1 });
  });

  it("names an account that there is not", async () => {
    const result = await run(await fileOf("Phone\n1\n"), "--account", "nobody@business.test");
    expect([result.code, result.stderr.split("\n")[0]]).toEqual([
      2,
      "No account has the address nobody@business.test.",
    ]);
  });

  it("says what is wrong with a file", async () => {
    const result = await run(await fileOf("Name\nAnn\n"), "--account", alice.email);
    expect([result.code, result.stderr]).toEqual([
      1,
      'The file has no column with a phone number or an email address. Add one and upload it again. {"columns":["Name"]}\n',
    ]);
  });
});
