import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createDatabase, type OwnDatabase } from "@/tests/support/stack";
import { type App, startApp } from "./app";

/** Runs scenarios one after another on one running product. @param name of its folder below `.local` */
export function withApp(name: string, ...scenarios: ((app: () => App) => void)[]): void {
  // On a busy machine a page may take its time; what never comes fails all the same.
  vi.setConfig({ testTimeout: 90_000 });
  let app: App | undefined;
  let database: OwnDatabase | undefined;
  const running = (): App => {
    if (!app) throw new Error("The product did not start");
    return app;
  };
  beforeAll(async () => {
    database = await createDatabase();
    app = await startApp(name, () => expect.getState().currentTestName ?? "", database.databaseUrl);
  }, 400_000);
  afterAll(async () => {
    await app?.stop();
    await database?.drop();
  });

  for (const scenario of scenarios) scenario(running);

  it("no page had a script or style refused, or a script that failed", () => {
    expect(running().complaints).toEqual([]);
  });
}
