import { spawn } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ensureBuild } from "./build";
import { ROOT } from "./children";

/** `npm test [-- files]`: types, lint and every test, on a build of the dashboard. Ends with `N passed, N failed` over all of them. */
const REPORT = join(ROOT, ".local", "test-report.json");
const SUMMARY = join(ROOT, ".local", "test-summary.txt");
const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
  success: z.boolean(),
});

const bin = (...path: string[]) => join(ROOT, "node_modules", ...path);

function run(args: string[]): Promise<boolean> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "test" },
  });
  const endWithUs = () => void child.kill();
  process.once("exit", endWithUs);
  return new Promise((done) =>
    child.once("exit", (code) => {
      process.removeListener("exit", endWithUs);
      done(code === 0);
    }),
  );
}

async function check(name: string, work: () => Promise<boolean>): Promise<boolean> {
  process.stdout.write(`\n== ${name}\n`);
  try {
    return await work();
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
    return false;
  }
}

async function vitest(files: string[]): Promise<{ passed: number; failed: number }> {
  await rm(REPORT, { force: true });
  const ended = await run([
    bin("vitest", "vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${REPORT}`,
    ...files,
  ]);
  const report = Report.safeParse(await readFile(REPORT, "utf8").then(JSON.parse, () => null));
  if (!report.success) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, success } = report.data;
  // A file that could not be collected has no failed test of its own, and fails the run all the same.
  const failed = ended && success ? numFailedTests : Math.max(numFailedTests, 1);
  return { passed: numPassedTests, failed };
}

const files = process.argv.slice(2);
await mkdir(join(ROOT, ".local"), { recursive: true });
await rm(SUMMARY, { force: true });
const checks =
  files.length > 0
    ? []
    : [
        check("lint", () => run([bin("@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings"])),
        // Each further thread checks the common types once more: with two cores that is slower, and twice the work.
        check("types", () => run([bin("typescript", "bin", "tsc"), "--noEmit", "--singleThreaded"])),
      ];
const built = check("build", async () => {
  await ensureBuild((text) => process.stdout.write(`${text}\n`));
  return true;
});
const checked = await Promise.all([...checks, built]);
const tests = await vitest(files);
const passed = tests.passed + checked.filter(Boolean).length;
const failed = tests.failed + checked.filter((ok) => !ok).length;
const summary = `${passed} passed, ${failed} failed`;
await writeFile(SUMMARY, `${summary}\n`);
process.stdout.write(`\n${summary}\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
