import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Whole programs run for minutes: they go first, so that no worker is left alone with one at the end. */
const LONG = [/\/tests\/e2e\//, /\/tests\/(faults|local\/demo|trigger)\//, /\/import/];
const rank = ({ moduleId }: TestSpecification) =>
  LONG.findIndex((pattern) => pattern.test(moduleId)) + 1 || LONG.length + 1;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}

const ALL = ["tests/**/*.test.ts", "tests/**/*.test.tsx"];
const NEVER = ["node_modules/**", "tests/bench/**"];
/** They change what a process has once: its environment, its modules, what the server keeps. */
const ALONE = [
  "tests/app/{import-route,other-methods,respond}.test.ts",
  "tests/jobs/trigger.test.ts",
  "tests/server/*.test.ts",
  "tests/trigger/*.test.ts",
];

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    globalSetup: ["tests/support/global-setup.ts"],
    pool: "forks",
    sequence: { sequencer: LongestFirst },
    // More than there are processors: most tests wait for a database, a browser, another process or a clock.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // What is waited for comes; how soon is for the machine to say.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      // A process that has loaded the engine and its SDKs goes on with the next file: to load them takes longer than most files.
      { extends: true, test: { name: "shared", include: ALL, exclude: [...NEVER, ...ALONE], isolate: false } },
      { extends: true, test: { name: "alone", include: ALONE, exclude: NEVER } },
    ],
  },
});
