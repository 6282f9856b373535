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

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    exclude: ["node_modules/**", "tests/bench/**"],
    globalSetup: ["tests/support/global-setup.ts"],
    pool: "forks",
    sequence: { sequencer: LongestFirst },
    // Two at least: most tests wait for a database, a browser or another process.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
