import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import type { App } from "../app";

/** The number under a figure's label. */
async function figure(page: Page, label: string): Promise<number> {
  const text = await page
    .locator("dl > div", { has: page.locator("dt", { hasText: label }) })
    .locator("dd")
    .first()
    .textContent();
  return Number((text ?? "").replace(/[^\d.]/g, ""));
}

const FIGURES = {
  Selected: "selected",
  Contacted: "contacted",
  Answered: "answered",
  Converted: "converted",
  "Opted out": "opted_out",
  "Not reached": "failed",
  Skipped: "skipped",
} as const;

export function campaigns(app: () => App): void {
  describe("a campaign, as its owner runs it", () => {
    it("is written, mended, started, watched and read", { timeout: 120_000 }, async () => {
      const page = await app().ownerPage();
      await page.goto("/campaigns");
      await page.getByRole("link", { name: "New campaign" }).first().click();

      const next = page.getByRole("button", { name: /^Next: / });
      await page.getByLabel("Name").fill("We miss you");
      for (const question of ["Who should be reached?", "How do you reach them?", "What is said?"]) {
        await next.click();
        await page.getByRole("heading", { name: question }).waitFor();
      }
      await page
        .getByLabel("Script", { exact: true })
        .fill("Hi {customer_nme}, this is {agent_name}, the AI assistant of {business_name}.");
      await next.click();
      await page.getByLabel("Calls a minute, at most").fill("240");
      // Further attempts are hours away: this story is about the first.
      await page.getByLabel("Calls to one customer, at most").selectOption("1");
      await next.click();
      await page.getByText("The script uses {customer_nme}").waitFor();
      await page.getByRole("link", { name: "Go to Content" }).first().click();
      await page
        .getByLabel("Script", { exact: true })
        .fill("Hi {customer_name}, this is {agent_name}, the AI assistant of {business_name}. We miss you.");
      const id = new URL(page.url()).searchParams.get("campaign") ?? "";
      await next.click();
      await page.getByRole("heading", { name: "When, how fast and how often?" }).waitFor();
      await next.click();
      await page.getByRole("button", { name: /^Start calling \d+ customers$/ }).click();
      await page.waitForURL(`**/campaigns/${id}`);
      await page.getByText("Running", { exact: true }).waitFor();

      // Nobody touches the page from here on: it follows by itself.
      await page.waitForFunction(() => /[1-9]\d* calls? (is|are) under way/.test(document.body.textContent ?? ""));
      await page.getByText("Completed", { exact: true }).waitFor({ timeout: 90_000 });
      const counted = await app().owner.data.campaigns.results(id);
      for (const [label, column] of Object.entries(FIGURES))
        expect([label, await figure(page, label)]).toEqual([label, counted[column]]);
      expect(counted.answered).toBeGreaterThan(0);
      expect(counted.converted).toBeGreaterThan(0);

      await page.getByLabel("Outcome").selectOption("booked");
      await page.waitForURL("**?outcome=booked");
      await page.waitForFunction(() =>
        [...document.querySelectorAll("tbody tr")].every((row) => row.textContent?.includes("Booked")),
      );
      await page.getByRole("table").getByRole("link").first().click();
      await page.getByText("A new lead was made from this call.").waitFor();
      await page.getByRole("heading", { name: "Conversation" }).waitFor();
      await page
        .getByText(/Hi .*, this is Ava, the AI assistant of Bella Salon\. This call may be recorded\. We miss you\./)
        .waitFor();
      await expect.poll(() => page.getByText("Booked an appointment").count()).toBeGreaterThan(0);
      expect(await page.locator("audio").getAttribute("src")).toMatch(/^http/);
      await page.context().close();
    });

    it("stops at once when told to, after saying what that means", { timeout: 60_000 }, async () => {
      const id = await app().campaign({ name: "To be stopped", rate_limit_per_minute: 1 }, "start");
      const page = await app().ownerPage();
      await page.goto(`/campaigns/${id}`);
      await page.getByRole("button", { name: "Pause" }).click();
      await page.getByText("You paused it. Nobody is contacted until you resume.").waitFor();
      await page.getByRole("button", { name: "Resume" }).click();
      await page.getByText("Running", { exact: true }).waitFor();

      await page.getByRole("button", { name: "Stop" }).click();
      const dialog = page.getByRole("alertdialog");
      await dialog.getByText(/No further call begins/).waitFor();
      await dialog.getByText(/customers? will not be called any more/).waitFor();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
      expect(
        await page.getByRole("button", { name: "Stop" }).evaluate((button) => button === document.activeElement),
      ).toBe(true);

      await page.getByRole("button", { name: "Stop" }).click();
      await dialog.getByRole("button", { name: "Stop the campaign" }).click();
      await page.getByText("Stopped. What is under way comes to its end and is written down.").waitFor();
      await page.getByText("Stopped", { exact: true }).first().waitFor();
      expect((await app().owner.data.campaigns.get(id)).status).toBe("cancelled");
      await page.getByRole("table").getByText("The campaign was stopped first.").first().waitFor();
      await page.context().close();
    });

    it("is found by status, type and name, and the address can be shared", async () => {
      await app().campaign({ name: "Feedback on 100% of visits", campaign_type: "feedback" });
      const page = await app().ownerPage();
      await page.goto("/campaigns");
      await page.getByLabel("Type").selectOption("feedback");
      await page.waitForURL("**?campaign_type=feedback");
      await page.getByLabel("Search by name").fill("100%");
      await page.waitForURL("**search=100%25**");
      await page.reload();
      const rows = page.getByRole("table").getByRole("row");
      await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
      await expect.poll(() => rows.last().textContent()).toContain("Feedback on 100% of visits");
      await page.getByLabel("Search by name").fill("nothing of the kind");
      await page.getByRole("button", { name: "Clear search and filters" }).click();
      await page.getByRole("link", { name: "Feedback on 100% of visits" }).waitFor();
      await page.context().close();
    });

    it("a draft is deleted from the list after a question", async () => {
      await app().campaign({ name: "A draft too many" });
      const page = await app().ownerPage();
      await page.goto("/campaigns?status=draft");
      await page.getByRole("button", { name: "More actions for A draft too many" }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await page.getByRole("button", { name: "Delete the draft" }).click();
      await page.getByRole("link", { name: "A draft too many" }).waitFor({ state: "hidden" });
      await page.context().close();
    });

    it("is started, paused and copied from the list, which shows it before the server has answered", async () => {
      const id = await app().campaign({ name: "Told from the list", rate_limit_per_minute: 1, target_criteria: {} });
      const page = await app().ownerPage();
      await page.goto("/campaigns?search=Told from the list");
      const row = page.getByRole("row", { name: /Told from the list/ }).first();
      let answer = () => {};
      const held = new Promise<void>((resolve) => {
        answer = resolve;
      });
      await page.route("**/start", async (route) => {
        await held;
        await route.continue();
      });
      await row.getByRole("button", { name: "Start Told from the list" }).click();
      await row.getByText("Running", { exact: true }).waitFor();
      expect((await app().owner.data.campaigns.get(id)).status).toBe("draft");
      answer();
      await page.getByText(/^Started\. \d+ customers? (is|are) in line\.$/).waitFor();
      await row.getByRole("button", { name: "Pause Told from the list" }).click();
      await row.getByText("Paused", { exact: true }).waitFor();
      await page.getByText("Paused. Nobody further is contacted.").waitFor();
      expect((await app().owner.data.campaigns.get(id)).status).toBe("paused");

      await row.getByRole("button", { name: "More actions for Told from the list" }).click();
      await page.getByRole("menuitem", { name: "Duplicate" }).click();
      await page.getByRole("link", { name: "Told from the list (copy)" }).waitFor();
      await page.getByRole("button", { name: "Open the copy" }).click();
      await page.getByRole("heading", { name: "Told from the list (copy)" }).waitFor();
      await page.context().close();
    });

    it("that can't start stays a draft, with what is missing and the way to mend it", async () => {
      await app().campaign({ name: "Half a script", call_script: "Hi {oops}" });
      const page = await app().ownerPage();
      await page.goto("/campaigns?search=Half a script");
      await page.getByRole("button", { name: "Start Half a script" }).click();
      await page.getByText("The script uses {oops}, which is no known variable.").waitFor();
      await page
        .getByRole("row", { name: /Half a script/ })
        .getByText("Draft", { exact: true })
        .waitFor();
      await page.getByRole("button", { name: "Fix it" }).click();
      await page.waitForURL("**/campaigns/create/content?campaign=*");
      await page.context().close();
    });

    it("is found by when it was made, and the order can be shared", async () => {
      const page = await app().ownerPage();
      await page.goto("/campaigns");
      await page.getByRole("button", { name: "Name" }).click();
      await page.waitForURL("**sort=name&direction=desc");
      await page.getByRole("button", { name: "Name" }).click();
      await page.waitForURL("**sort=name&direction=asc");
      await page.reload();
      await expect
        .poll(() => page.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort"))
        .toBe("ascending");
      // The menus come with the scripts: from then on the page hears what is typed.
      await page
        .getByRole("button", { name: /^More actions for/ })
        .first()
        .waitFor();
      await page.getByLabel("Created until").fill("2020-01-01");
      await page.getByText("No campaign matches").waitFor();
      await page.context().close();
    });
  });
}
