import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "./children";

const SOURCES = ["app", "components", "lib", "public"];
const FILES = [
  "proxy.ts",
  "instrumentation.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const STAMP = join(ROOT, ".next", "built-from");

/** Builds the dashboard when its sources changed since the last build. @returns whether it had to. */
export async function ensureBuild(say: (text: string) => void = () => undefined): Promise<boolean> {
  const sources = await hashSources();
  if (existsSync(STAMP) && (await readFile(STAMP, "utf8")) === sources) return false;
  say("Building the dashboard (once; about half a minute) ...");
  const next = join(ROOT, "node_modules", "next", "dist", "bin", "next");
  const child = spawn(process.execPath, [next, "build"], {
    cwd: ROOT,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.once("exit", done));
  if (code !== 0) throw new Error(`The dashboard could not be built:\n${output.slice(-4000)}`);
  await writeFile(STAMP, sources);
  return true;
}

async function hashSources(): Promise<string> {
  const hash = createHash("sha256");
  const add = async (path: string) => {
    hash.update(path);
    hash.update(await readFile(join(ROOT, path)));
  };
  for (const folder of SOURCES) {
    if (!existsSync(join(ROOT, folder))) continue;
    const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
    for (const file of files.sort()) await add(file);
  }
  for (const file of FILES) if (existsSync(join(ROOT, file))) await add(file);
  return hash.digest("hex");
}
