import { afterAll, beforeAll, expect, it } from "vitest";
import { type App, startApp } from "./app";

/** Runs scenarios one after another on one running product. @param name of its folder below `.local` */
export function withApp(name: string, ...scenarios: ((app: () => App) => void)[]): void {
  let app: App | undefined;
  const running = (): App => {
    if (!app) throw new Error("The product did not start");
    return app;
  };
  beforeAll(async () => {
    app = await startApp(name, () => expect.getState().currentTestName ?? "");
  }, 400_000);
  afterAll(() => app?.stop());

  for (const scenario of scenarios) scenario(running);

  it("no page had a script or style refused, or a script that failed", () => {
    expect(running().complaints).toEqual([]);
  });
}
