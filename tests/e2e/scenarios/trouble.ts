import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { ROOT } from "@/local/children";
import type { App } from "../app";

const STACK = /\bat \w+.*\(.*:\d+:\d+\)|node_modules|PGRST|relation "/;

/** Starts a dashboard with this environment and waits for its end. */
async function startWith(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const next = join(ROOT, "node_modules", "next", "dist", "bin", "next");
  const bare = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "production" as const };
  const server = spawn(process.execPath, [next, "start", "--hostname", "127.0.0.1", "--port", "0"], {
    cwd: ROOT,
    env: { ...bare, NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  let said = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = await once(server, "exit");
  return { code, said };
}

export function trouble(app: () => App): void {
  it("a server that is set up wrongly names what is missing or wrong, not its value, and ends", async () => {
    const { code, said } = await startWith({
      APP_URL: "not a url",
      SUPABASE_URL: app().stack.supabase.url,
      CRON_SECRET: "hush",
    });
    expect(code).toBe(1);
    expect(said).toMatch(/APP_URL is not usable/);
    expect(said).toMatch(/SUPABASE_ANON_KEY is missing/);
    expect(said).toMatch(/SUPABASE_SERVICE_ROLE_KEY is missing/);
    expect(said).toMatch(/CRON_SECRET must have at least 16 characters/);
    expect(said).not.toMatch(/hush|not a url/);
  });

  describe("in trouble", () => {
    it.each([
      ["an address that never was", "/nowhere"],
      ["an address that can't be read", "/campaigns/%E0%A4%A"],
      ["a campaign that is gone", `/campaigns/${crypto.randomUUID()}`],
      ["something that is no id", "/campaigns/1%27%20or%201=1"],
      ["a recipient of no campaign", `/campaigns/${crypto.randomUUID()}/recipients/${crypto.randomUUID()}`],
    ])("%s says so and leads back", async (_case, path) => {
      const before = app().complaints.length;
      const page = await app().ownerPage();
      await page.goto(path);
      await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
      await page.getByRole("link", { name: "Go to your campaigns" }).click();
      await page.getByRole("heading", { name: "Campaigns", exact: true }).waitFor();
      await page.context().close();
      // React notes that what was being streamed gave way to "not found".
      app().complaints.length = before;
    });

    it("a session that ended meanwhile is told on the page, and signing in leads back to it", async () => {
      const id = await app().campaign({ name: "Watched", rate_limit_per_minute: 1 }, "start");
      const page = await app().ownerPage();
      await page.goto(`/campaigns/${id}`);
      await page.getByText("Running", { exact: true }).waitFor();
      await page.context().clearCookies();
      await page.getByRole("alert").getByText("Your session has ended").waitFor();
      await page.getByRole("link", { name: "Sign in" }).click();
      await page.getByText("Your session has ended. Sign in to go on where you were.").waitFor();
      await expect.poll(() => new URL(page.url()).searchParams.get("next")).toBe(`/campaigns/${id}`);
      await page.context().close();
      await app().stack.deps.engine.stop(id, app().stack.deps.now());
    });

    it("a session that was tampered with is no session, and no error either", async () => {
      const page = await app().visitor();
      for (const value of [
        "garbage",
        "base64-e30",
        `base64-${Buffer.from('{"access_token":"a.b.c","refresh_token":"x","expires_at":1}').toString("base64url")}`,
      ]) {
        await page.context().addCookies([{ name: "rekindle", value, url: app().stack.appUrl }]);
        await page.goto("/campaigns");
        await page.getByRole("heading", { name: "Sign in" }).waitFor();
        const answer = await page.request.get("/api/campaigns");
        expect(answer.status()).toBe(401);
      }
      await page.context().close();
    });

    it("a lost connection leaves what was read on the page, and says that it may be old", async () => {
      const id = await app().campaign({ name: "Offline", rate_limit_per_minute: 1 }, "start");
      const page = await app().ownerPage();
      await page.goto(`/campaigns/${id}`);
      await page.getByText("Running", { exact: true }).waitFor();
      await page.route("**/api/**", (route) => route.abort("connectionreset"));
      await page.getByText("What you see may be out of date").waitFor();
      await page.getByRole("heading", { name: "Offline" }).waitFor();
      await page.unroute("**/api/**");
      await page.getByText("What you see may be out of date").waitFor({ state: "hidden" });
      await page.context().close();
      await app().stack.deps.engine.stop(id, app().stack.deps.now());
    });

    it("without a connection nothing is shown as done, and what was asked for comes with it", async () => {
      const id = await app().campaign({ name: "Cut off", rate_limit_per_minute: 1 }, "start");
      const page = await app().ownerPage();
      await page.goto(`/campaigns/${id}`);
      await page.getByText("Running", { exact: true }).waitFor();
      await page.waitForLoadState("networkidle");
      await page.context().setOffline(true);
      await page.getByText("No connection. The page goes on").waitFor();
      await page.getByRole("button", { name: "Pause" }).click();
      await page.locator("[data-sonner-toast]").getByText("The server can't be reached").waitFor();
      await page.getByText("Running", { exact: true }).waitFor();
      await page.getByRole("link", { name: "Customers", exact: true }).click();
      await page.context().setOffline(false);
      const add = page.getByRole("button", { name: "Add a customer" });
      await add.waitFor();
      await page.context().setOffline(true);
      await add.click();
      await page.getByText("this can't be shown yet").waitFor();
      await page.context().setOffline(false);
      await page.getByRole("dialog").getByLabel("Name").waitFor();
      await page.context().close();
      await app().stack.deps.engine.stop(id, app().stack.deps.now());
    });

    it("a page that can't be made shows a code and no stack, and recovers on a retry", async () => {
      const before = app().complaints.length;
      const page = await app().ownerPage();
      const database = new Client({ connectionString: app().stack.databaseUrl });
      await database.connect();
      try {
        await database.query("alter table public.campaigns rename to campaigns_away");
        await page.goto("/campaigns");
        await page.getByRole("heading", { name: "This page could not be loaded" }).waitFor();
        await expect.poll(() => page.locator("main").textContent()).toMatch(/Code: \S+/);
        expect(await page.content()).not.toMatch(STACK);
        const answer = await page.request.get("/api/campaigns");
        expect(answer.status()).toBe(500);
        expect(await answer.text()).not.toMatch(STACK);
        expect(answer.headers()["x-request-id"]).toBe((await answer.json()).error.details.request_id);
        await database.query("alter table public.campaigns_away rename to campaigns");
      } finally {
        await database.end();
      }
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("table", { name: "Campaigns" }).waitFor();
      await page.context().close();
      // The errors above are the test's own.
      app().complaints.length = before;
    });
  });
}
