import type { TestProject } from "vitest/node";
import { startFromTemplates } from "./stack-template";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the run's Postgres is, or why there is none: only the tests that need it then fail. */
    postgres: { url: string; migrationFailure: string | undefined } | { failure: string };
  }
}

/** Starts one Postgres for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    const { url, migrationFailure, stop } = await startFromTemplates();
    project.provide("postgres", { url, migrationFailure });
    return stop;
  } catch (error) {
    project.provide("postgres", { failure: error instanceof Error ? error.message : String(error) });
    return async () => {};
  }
}
