import { afterAll, beforeAll, expect, it } from "vitest";
import { type App, startApp } from "./app";
import { accessibility } from "./scenarios/accessibility";
import { api } from "./scenarios/api";
import { campaigns } from "./scenarios/campaigns";
import { signingIn } from "./scenarios/signing-in";
import { trouble } from "./scenarios/trouble";

let app: App | undefined;
const running = (): App => {
  if (!app) throw new Error("The product did not start");
  return app;
};

beforeAll(async () => {
  app = await startApp();
}, 400_000);
afterAll(() => app?.stop());

signingIn(running);
campaigns(running);
api(running);
trouble(running);
accessibility(running);

it("no page had a script or style refused, or a script that failed", () => {
  expect(running().complaints).toEqual([]);
});
