import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

export const ROOT = dirname(import.meta.dirname);

const END_WITH_PARENT = pathToFileURL(join(ROOT, "local/end-with-parent.mjs")).href;

export interface Child {
  name: string;
  process: ChildProcess;
  /** The first line of its output for which `wanted` is true. @throws when it ends before, with the last it said. */
  line(wanted: (line: string) => boolean): Promise<string>;
  /** Asks it to end, and makes it end after five seconds. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  name: string;
  args: string[];
  env: Record<string, string | undefined>;
  /** What it says is kept here. */
  logFile: string;
  /** Called when it ends without having been asked to. */
  onCrash?: (name: string, lastLines: string) => void;
}

/** Starts a TypeScript or JavaScript program of this project under the Node that runs us. */
export function startChild({ name, args, env, logFile, onCrash }: ChildOptions): Child {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: "w" });
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const last: string[] = [];
  const waiting = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      log.write(`${line}\n`);
      last.push(line);
      if (last.length > 20) last.shift();
      for (const check of waiting) check(line);
    });
  }
  let asked = false;
  const ended = new Promise<void>((done) => {
    child.once("exit", () => {
      log.end();
      done();
      if (!asked) onCrash?.(name, last.join("\n"));
    });
  });
  // Whatever ends us takes the child along.
  const endWithUs = () => void child.kill("SIGKILL");
  process.once("exit", endWithUs);

  return {
    name,
    process: child,
    line: (wanted) =>
      new Promise((found, missed) => {
        const check = (line: string) => {
          if (!wanted(line)) return;
          waiting.delete(check);
          found(line);
        };
        waiting.add(check);
        for (const line of [...last]) check(line);
        void ended.then(() => missed(new Error(`${name} ended before it was ready:\n${last.join("\n")}`)));
      }),
    async stop() {
      asked = true;
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        const patience = setTimeout(() => child.kill("SIGKILL"), 5000);
        await ended;
        clearTimeout(patience);
      }
      process.removeListener("exit", endWithUs);
    },
  };
}

/** Arguments that run one of our TypeScript files. */
export const tsx = (file: string, ...args: string[]): string[] => ["--import", "tsx", join(ROOT, file), ...args];
