import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import type { App } from "../app";

const next = (page: Page) => page.getByRole("button", { name: /^Next: / });
const question = (page: Page, name: string) => page.getByRole("heading", { level: 2, name }).waitFor();
const isFocused = (page: Page, label: string) =>
  page.getByLabel(label, { exact: true }).evaluate((field) => field === document.activeElement);
const idOf = (page: Page) => new URL(page.url()).searchParams.get("campaign") ?? "";

const TARGET = "Who should be reached?";
const CONTENT = "What is said?";

async function toTarget(page: Page, name: string): Promise<string> {
  await page.goto("/campaigns/create");
  await page.getByLabel("Name").fill(name);
  await next(page).click();
  await question(page, TARGET);
  return idOf(page);
}

export function wizard(app: () => App): void {
  describe("a campaign is written in six steps", () => {
    it("by an owner who has never made one", { timeout: 60_000 }, async () => {
      const page = await app().ownerPage();
      await page.goto("/campaigns/create");
      await next(page).click();
      await page.getByText("Give the campaign a name").waitFor();
      await expect.poll(() => isFocused(page, "Name")).toBe(true);

      await page.getByLabel("Name").fill("We miss you");
      await page.getByRole("radio", { name: "Seasonal promotion" }).click();
      await page.getByRole("radio", { name: "Win-back" }).click();
      // Pressed twice, it makes one campaign.
      await next(page).dblclick();
      await question(page, TARGET);
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(TARGET);
      const id = idOf(page);
      const { rows } = await app().owner.data.campaigns.list({ search: "We miss you", limit: 10, offset: 0 });
      expect(rows.map((row) => row.id)).toEqual([id]);

      const found = page.getByRole("region", { name: "Who this finds" });
      await found.getByText("40 customers fit, 40 of them can be called now").waitFor();
      await page.getByLabel("Days").fill("3000");
      await found.getByText("Nobody fits all of this").waitFor();
      await page.getByLabel("Days").fill("200");
      await found.getByText("40 customers fit").waitFor();
      await page.getByLabel("States or regions").fill("Atlantis");
      await next(page).click();
      await page.getByText("No state or region is called “Atlantis”").waitFor();
      await page.getByRole("button", { name: "Remove Atlantis" }).click();
      await page.getByLabel("Call at most").fill("12");
      await found.getByText("The campaign stops at 12").waitFor();

      await page.goBack();
      await question(page, "What is this campaign for?");
      await expect.poll(() => page.getByLabel("Name").inputValue()).toBe("We miss you");
      expect(idOf(page)).toBe(id);
      await page.goForward();
      await question(page, TARGET);
      await expect.poll(() => page.getByLabel("Days").inputValue()).toBe("200");
      await next(page).click();

      await question(page, "How do you reach them?");
      await next(page).click();
      await question(page, CONTENT);
      await expect.poll(() => page.getByLabel("Script", { exact: true }).inputValue()).toContain("It has been a while");
      await next(page).click();

      await question(page, "When, how fast and how often?");
      await page.getByRole("region", { name: "Estimate" }).getByText("12", { exact: true }).waitFor();
      await page.getByLabel("Calls a minute, at most").fill("240");
      await page.getByLabel("Calls to one customer, at most").selectOption("1");
      await page.getByText("Everybody is called once").waitFor();
      await next(page).click();

      await question(page, "Is everything right?");
      await page.getByText("Everything is ready.").waitFor();
      await page.getByText("No contact for 200 days or more").waitFor();
      await page.getByRole("button", { name: "Start calling 12 customers" }).dblclick();
      await page.waitForURL(`**/campaigns/${id}`);
      const { status, max_attempts, rate_limit_per_minute, results } = await app().owner.data.campaigns.get(id);
      expect({ status, max_attempts, rate_limit_per_minute, selected: results?.selected }).toMatchObject({
        max_attempts: 1,
        rate_limit_per_minute: 240,
        selected: 12,
      });
      expect(["active", "completed"]).toContain(status);
      await page.context().close();
    });

    it("is scheduled for a time that has not passed", async () => {
      const id = await app().campaign({ name: "For later" });
      const page = await app().ownerPage();
      await page.goto(`/campaigns/create/schedule?campaign=${id}`);
      await page.getByRole("radio", { name: "At a time you choose" }).click();
      await page.getByLabel("Day and time").fill("2026-01-05T10:00");
      await next(page).click();
      await page.getByText("This time has passed").waitFor();
      await expect.poll(() => isFocused(page, "Day and time")).toBe(true);
      await page.getByLabel("Day and time").fill("2031-12-01T10:00");
      await next(page).click();
      await page.getByRole("button", { name: /^Schedule \d+ calls for Mon Dec 1, 2031, 10:00 AM EST$/ }).click();
      await page.waitForURL(`**/campaigns/${id}`);
      expect((await app().owner.data.campaigns.get(id)).status).toBe("scheduled");
      await page.context().close();
    });

    it("is taken up where it was left, and says what keeps it from starting and where that is mended", async () => {
      const page = await app().ownerPage();
      const id = await toTarget(page, "To be resumed");
      await next(page).click();
      await question(page, "How do you reach them?");
      await page.goto(`/campaigns/${id}/edit`);
      await question(page, "How do you reach them?");
      const steps = page.getByRole("navigation", { name: "Steps" });
      await expect.poll(() => steps.locator("[aria-current=step]").textContent()).toContain("Method");
      await expect
        .poll(() => steps.getByRole("link").allTextContents())
        .toEqual([expect.stringContaining("Basic info"), expect.stringContaining("Target")]);
      await page.request.patch(`/api/campaigns/${id}`, { data: { call_script: "Hi {nme}", draft_step: "review" } });
      await page.goto(`/campaigns/create/review?campaign=${id}`);
      await page.getByText("The script uses {nme}").waitFor();
      await page.getByRole("link", { name: "Go to Content" }).first().click();
      await question(page, CONTENT);
      await page.context().close();
    });
  });

  describe("nothing that is typed is lost", () => {
    it("by a lost connection and a reload", async () => {
      const page = await app().ownerPage();
      const id = await toTarget(page, "Offline");
      await page.route("**/api/campaigns/**", (route) => route.abort("connectionreset"));
      await page.getByLabel("Days").fill("321");
      await next(page).click();
      await page.getByText("Not saved: no connection").waitFor();
      await page.reload();
      await page.waitForFunction(() => document.querySelector<HTMLInputElement>("input[name=days]")?.value === "321");
      await page.getByText("Not saved: no connection").waitFor();
      await page.unroute("**/api/campaigns/**");
      await page.getByRole("status").getByText("Saved", { exact: true }).waitFor();
      expect((await app().owner.data.campaigns.get(id)).target_criteria).toMatchObject({ last_contact_days: 321 });
      await page.context().close();
    });

    it("by a session that ended", async () => {
      const page = await app().ownerPage();
      await toTarget(page, "Signed out");
      const cookies = await page.context().cookies();
      await page.context().clearCookies();
      await page.getByLabel("Days").fill("222");
      await next(page).click();
      await page.getByRole("dialog").getByText("Your session has ended").waitFor();
      await page.context().addCookies(cookies);
      await page.keyboard.press("Escape");
      await expect.poll(() => page.getByLabel("Days").inputValue()).toBe("222");
      await next(page).click();
      await question(page, "How do you reach them?");
      await page.context().close();
    });

    it("when the campaign was deleted in another tab", async () => {
      const page = await app().ownerPage();
      const id = await toTarget(page, "Deleted elsewhere");
      await page.request.delete(`/api/campaigns/${id}`);
      await page.getByLabel("Days").fill("99");
      await next(page).click();
      await page.getByRole("alert").getByText("This campaign has been deleted").waitFor();
      await page.getByRole("button", { name: "Save as a new draft" }).click();
      await page.waitForURL((url) => url.searchParams.get("campaign") !== id);
      const saved = await app().owner.data.campaigns.get(idOf(page));
      expect(saved).toMatchObject({ name: "Deleted elsewhere", target_criteria: { last_contact_days: 99 } });
      await next(page).click();
      await question(page, "How do you reach them?");
      await page.context().close();
    });

    it("when the campaign was started in another tab", async () => {
      const page = await app().ownerPage();
      const id = await toTarget(page, "Started elsewhere");
      await page.request.patch(`/api/campaigns/${id}`, { data: { rate_limit_per_minute: 1 } });
      expect((await page.request.post(`/api/campaigns/${id}/start`)).status()).toBe(200);
      await page.getByLabel("Days").fill("77");
      await next(page).click();
      await page.getByRole("alert").getByText("has been started").waitFor();
      await expect.poll(() => page.getByLabel("Days").inputValue()).toBe("77");
      await page.getByRole("link", { name: "Open the campaign" }).click();
      await page.waitForURL(`**/campaigns/${id}`);
      await page.goto(`/campaigns/create/target?campaign=${id}`);
      await page.getByText("The campaign is running, so this stays as it is.").waitFor();
      await expect.poll(() => page.getByLabel("Days").isDisabled()).toBe(true);
      await app().stack.deps.engine.stop(id, app().stack.deps.now());
      await page.context().close();
    });
  });
}
