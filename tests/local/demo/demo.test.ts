import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "../../..");
const LOG = join(ROOT, ".local/simulators/vapi.ndjson");

const count = z.number().int().nonnegative();
const Messages = z.strictObject({
  ...{
    sent: count,
    delivered: count,
    opened: count,
    clicked: count,
    replied: count,
    bounced: count,
    complained: count,
  },
});
const Result = z.strictObject({
  campaign_id: z.uuid(),
  status: z.literal("completed"),
  ...{ selected: count, contacted: count, attempts: count, answered: count, voicemail: count, no_answer: count },
  ...{
    busy: count,
    failed: count,
    delivered: count,
    opted_out: count,
    converted: count,
    skipped: count,
    transcripts: count,
  },
  messages: z.strictObject({ email: Messages, sms: Messages }),
  seconds: z.number().positive(),
});
const Line = z.looseObject({ kind: z.string(), attemptId: z.string().optional(), number: z.string().optional() });

const running: { kill(signal: "SIGKILL"): boolean }[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

function demo(...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "local/demo/main.ts", ...args], { cwd: ROOT });
  running.push(child);
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.err += chunk.toString()));
  const says = (wanted: RegExp) =>
    new Promise<void>((done, missed) => {
      const look = () => wanted.test(said.err) && done();
      child.stderr.on("data", look);
      child.once("exit", () => missed(new Error(`it ended without saying ${wanted}:\n${said.err}`)));
      look();
    });
  const ended = once(child, "exit").then(([code]: unknown[]) => code);
  return { child, said, says, ended };
}

async function simulatorLog() {
  const text = await readFile(LOG, "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => Line.parse(JSON.parse(line)));
}

async function firstLeads(count: number): Promise<string> {
  const text = await readFile(join(ROOT, "local/data/cdnow_sample_leads.csv"), "utf8");
  return text
    .split("\n")
    .slice(0, count + 1)
    .join("\n");
}

describe("the demo", { timeout: 240_000 }, () => {
  it("runs a campaign to its end, accounts for every recipient and agrees with the simulator call by call", async () => {
    const { said, ended } = demo("--once", "--json", "--limit", "25", "--seed", "11", "--port", "0");
    expect(await ended, said.err).toBe(0);
    const lines = said.out.trim().split("\n");
    expect(lines).toHaveLength(1);
    const result = Result.parse(JSON.parse(lines[0] ?? ""));
    const { answered, voicemail, no_answer, busy, failed, delivered, skipped } = result;
    expect(result.selected).toBe(25);
    expect(answered + voicemail + no_answer + busy + failed + delivered + skipped).toBe(result.selected);
    expect(result.transcripts).toBe(answered);
    expect(said.err).toMatch(
      /skipped \d+: [A-Z][a-z A-Z]+: calls with an offer need an agreement in writing; none is stored/,
    );
    expect(result.converted + result.opted_out).toBeLessThanOrEqual(answered);
    const calls = (await simulatorLog()).filter((line) => line.kind === "call_created");
    expect(calls).toHaveLength(result.attempts);
    expect(new Set(calls.map((call) => call.number)).size).toBe(result.contacted);
  });

  it("runs a sequence of three touches to its end, and each contact is one that its provider wrote down", async () => {
    // It ends with an error when a single contact is missing on one side, or stands there twice.
    const args = ["--once", "--json", "--method", "multi", "--limit", "12", "--seed", "11", "--port", "0"];
    const { said, ended } = demo(...args);
    expect(await ended, said.err).toBe(0);
    const result = Result.parse(JSON.parse(said.out.trim()));
    expect(result.messages.sms.sent).toBeGreaterThan(0);
    expect(result.messages.email.sent).toBeGreaterThan(0);
    // Who never agreed to calls is texted first.
    const calls = result.attempts - result.messages.sms.sent - result.messages.email.sent;
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(result.contacted);
  });

  it("starts again by itself after it was killed, takes another port when its own is taken, and ends cleanly", async () => {
    // Whom it calls is no matter here, and the many of the sample were imported above.
    const folder = await mkdtemp(join(tmpdir(), "rekindle-demo-"));
    const few = ["--limit", "5", "--leads", join(folder, "leads.csv")];
    await writeFile(join(folder, "leads.csv"), await firstLeads(12));
    const first = demo(...few, "--port", "0");
    await first.says(/Dashboard /);
    first.child.kill("SIGKILL");
    await first.ended;

    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const second = demo(...few, "--port", String(port));
    await second.says(/Dashboard /);
    expect(second.said.err).toMatch(new RegExp(`[Pp]ort ${port} is taken`));
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(second.said.err)?.[0] ?? "";
    expect((await fetch(`${url}/sign-in`)).status).toBe(200);
    second.child.kill("SIGINT");
    expect(await second.ended).toBe(130);
    await expect(fetch(`${url}/sign-in`)).rejects.toThrow();
    taken.close();
    await rm(folder, { recursive: true });
  });

  it("names a file that is not there, and a number that is none, in a sentence", async () => {
    const [missing, folder, odd] = [
      demo("--leads", "no-such-file.csv"),
      demo("--leads", "local/data"),
      demo("--limit", "many"),
    ];
    expect(await missing.ended).toBe(2);
    expect(missing.said.err).toMatch(/There is no file .*no-such-file\.csv/);
    expect(await folder.ended).toBe(2);
    expect(folder.said.err).toMatch(/There is no file .*local\/data/);
    expect(await odd.ended).toBe(2);
    expect(odd.said.err).toMatch(/--limit must be a whole number/);
  });
});
