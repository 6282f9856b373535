import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright";
import { beforeAll, describe, expect, it } from "vitest";
import type { App } from "../app";
import { pagesOf, visit } from "../pages";
import { spokenCampaign } from "../spoken-campaign";

/** What axe finds serious or critical, one line each. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** At which of these widths the page itself would have to be moved sideways. */
async function tooWide(page: Page, widths: number[]): Promise<string[]> {
  const wide: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const over = await sideways(page);
    if (over > 0) wide.push(`${over} pixels too wide at ${width}`);
  }
  return wide;
}

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export function accessibility(app: () => App): void {
  describe("every page", () => {
    let paths: Record<string, string> = {};
    beforeAll(async () => {
      const { data } = app().owner;
      const campaign = await spokenCampaign(app(), "Spoken to");
      const draft = await app().campaign({ name: "Under way" });
      const { rows } = await data.recipients.list(campaign, { outcome: "booked", limit: 1, offset: 0 });
      const [recipient] = rows;
      const [attempt] = await data.attempts.ofRecipient(recipient?.id ?? "");
      if (!recipient?.customer_id || !attempt) throw new Error("Somebody should have booked");
      const { id, customer_id: customer } = recipient;
      paths = pagesOf({ campaign, draft, customer, recipient: id, attempt: attempt.id });
    });

    // The other two pairings are looked at by `npm run bench -- dashboard`.
    it.each([
      ["light", 1440],
      ["dark", 390],
    ] as const)(
      "in %s at %d pixels has nothing that axe finds serious, and fits any width",
      { timeout: 180_000 },
      async (colorScheme, width) => {
        const page = await app().ownerPage({ colorScheme });
        const found: Record<string, string[]> = {};
        for (const [name, path] of Object.entries(paths)) {
          await page.setViewportSize({ width, height: 900 });
          await visit(page, path);
          const serious = await findings(page);
          const wide = await tooWide(page, width === 390 ? [360, 768] : [1024, 1920]);
          if (serious.length + wide.length > 0) found[name] = [...serious, ...wide];
        }
        expect(found).toEqual({});
        await page.context().close();
      },
    );

    it("has nothing serious with its errors and its questions on show", async () => {
      const page = await app().ownerPage({ colorScheme: "dark" });
      await page.goto("/campaigns/create");
      await page.getByRole("button", { name: /^Next: / }).click();
      await page.getByText("Give the campaign a name").waitFor();
      expect(await findings(page)).toEqual([]);
      const id = await app().campaign({ name: "Asked about" });
      await page.goto(`/campaigns/${id}`);
      await page.getByRole("button", { name: "Delete" }).click();
      await page.getByRole("alertdialog").waitFor();
      expect(await findings(page)).toEqual([]);
      await page.context().close();

      const visitor = await app().visitor();
      await visitor.goto("/sign-in?ended=1");
      await visitor.getByRole("button", { name: "Sign in" }).click();
      await visitor.getByText("Enter your password").waitFor();
      expect(await findings(visitor)).toEqual([]);
      await visitor.context().close();
    });

    it("is used with the keyboard alone", async () => {
      const page = await app().ownerPage();
      await page.goto("/campaigns");
      await page.getByRole("heading", { name: "Campaigns", exact: true }).waitFor();
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("New campaign");
      await page.context().close();
    });
  });
}
