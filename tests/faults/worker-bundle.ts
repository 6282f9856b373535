import { rename } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { ROOT } from "@/local/children";

/** What stays a package: what looks for its own files, or is loaded only by other engines. */
const PACKAGES = ["@supabase/supabase-js", "@trigger.dev/sdk", "graphile-worker", "pg", "pino"];
const FILE = join(ROOT, ".local", "test-bundles", "worker.cjs");

let made: Promise<string> | undefined;

/** The worker's program as one file, made once for each process of tests: they start it dozens of times, and the thousands of
 *  modules of the voice provider's SDK, read one by one, take most of a start. @returns its path */
export function workerBundle(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  const making = `${FILE}.${process.pid}`;
  await build({
    ...{ entryPoints: [join(ROOT, "scripts/worker.ts")], outfile: making, absWorkingDir: ROOT },
    ...{ bundle: true, platform: "node", format: "cjs", target: "node20", external: PACKAGES, logLevel: "error" },
  });
  // Another process may be starting workers from the one before.
  await rename(making, FILE);
  return FILE;
}
