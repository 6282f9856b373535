import { randomUUID } from "node:crypto";
import type { Page } from "playwright";
import { beforeAll, describe, expect, it } from "vitest";
import type { App } from "../app";
import { spokenCampaign } from "../spoken-campaign";

const rows = (page: Page) => page.getByRole("table").locator("tbody tr");
const needsYou = async (page: Page) =>
  Number((await page.getByRole("link", { name: /^Needs you/ }).textContent())?.replace(/\D/g, ""));

export function calls(app: () => App): void {
  describe("the calls of a business", () => {
    let campaign = "";
    beforeAll(async () => {
      campaign = await spokenCampaign(app(), "Thursdays");
    });

    it("are searched in what was said, opened, and walked through by keyboard", async () => {
      const page = await app().ownerPage();
      await page.goto(`/calls?campaign_id=${campaign}`);
      await page.getByLabel("Search what was said, a name or a number").fill("balay thurs");
      await page.waitForURL("**search=balay**");
      await page.locator("mark", { hasText: "balayage" }).first().waitFor();
      await page.getByLabel("Outcome").selectOption("callback");
      await page.waitForURL("**outcome=callback**");
      await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 5);

      const names = await page.getByRole("table").getByRole("link").allTextContents();
      const heading = (name: string | undefined) =>
        page.getByRole("heading", { level: 1, name: name ?? "", exact: true }).waitFor();
      await page.getByRole("link", { name: names[0] ?? "", exact: true }).click();
      await heading(names[0]);
      await page.getByText("my balayage was lovely").first().waitFor();
      await page.keyboard.press("k");
      await page.getByText("This is the first call of the list.").waitFor();
      await page.keyboard.press("j");
      await heading(names[1]);
      await page.keyboard.press("ArrowRight");
      await heading(names[2]);
      await page.getByRole("link", { name: /^Newer/ }).click();
      await heading(names[1]);
      await page.getByRole("link", { name: "Calls", exact: true }).last().click();
      await page.waitForURL((url) => url.pathname === "/calls" && url.searchParams.get("search") === "balay thurs");
      await page.context().close();
    });

    it("that need the owner are cleared, taken back, and cleared together", async () => {
      const page = await app().ownerPage();
      await page.goto(`/calls?view=needs_you&campaign_id=${campaign}`);
      const before = await needsYou(page);
      expect(before).toBeGreaterThanOrEqual(9);
      await rows(page).first().waitFor();
      const here = await rows(page).count();
      await rows(page)
        .first()
        .getByRole("button", { name: /^Clear/ })
        .click();
      await page.waitForFunction((n) => document.querySelectorAll("tbody tr").length === n, here - 1);
      await page.getByText(`${before - 1} calls need you.`, { exact: true }).waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await page.waitForFunction((n) => document.querySelectorAll("tbody tr").length === n, here);
      await expect.poll(() => needsYou(page)).toBe(before);

      await rows(page).first().getByRole("link").click();
      await page.getByRole("button", { name: "Clear", exact: true }).waitFor();
      const written = page.waitForResponse("**/api/calls/review");
      await page.keyboard.press("e");
      await written;
      await page.getByRole("button", { name: "Not done yet" }).waitFor();
      await page.goto(`/calls?view=needs_you&campaign_id=${campaign}`);
      await expect.poll(() => needsYou(page)).toBe(before - 1);
      const cleared = page.waitForResponse("**/api/calls/review");
      await page.getByRole("button", { name: /^Clear all/ }).click();
      await page.getByRole("heading", { name: "No contact matches" }).waitFor();
      await cleared;
      await page.reload();
      await page.getByRole("heading", { name: "No contact matches" }).waitFor();
      await page.context().close();
    });

    it("are taken along whole, as they are filtered", async () => {
      const page = await app().ownerPage();
      const answer = await page.request.get(`/api/calls/export?campaign_id=${campaign}`);
      expect(answer.headers()["content-disposition"]).toBe('attachment; filename="calls.csv"');
      expect((await answer.text()).trim().split("\r\n")).toHaveLength(37);
      const booked = await page.request.get(`/api/calls/export?campaign_id=${campaign}&outcome=booked`);
      expect((await booked.text()).match(/"Booked"/g)).toHaveLength(4);
      await page.context().close();
    });

    it("that do not exist answer so", async () => {
      const page = await app().ownerPage();
      expect((await page.goto(`/calls/${randomUUID()}`))?.status()).toBe(404);
      await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
      expect((await page.goto("/calls/none"))?.status()).toBe(404);
      await page.context().close();
    });
  });
}
