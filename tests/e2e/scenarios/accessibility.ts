import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright";
import { beforeAll, describe, expect, it } from "vitest";
import type { App } from "../app";

/** What axe finds serious or critical, one line each. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export function accessibility(app: () => App): void {
  describe("every page", () => {
    let paths: Record<string, string> = {};
    beforeAll(async () => {
      const { data } = app().owner;
      const { rows } = await data.campaigns.list({
        status: "completed",
        limit: 1,
        offset: 0,
        accountId: app().owner.accountId,
      });
      const campaign = rows[0]?.id ?? "";
      const draft = await app().campaign({ name: "Under way" });
      const booked = await data.recipients.list(campaign, { outcome: "booked", limit: 1, offset: 0 });
      paths = {
        list: "/campaigns",
        "an empty search": "/campaigns?search=nothing-of-the-kind",
        "new campaign": "/campaigns/create",
        campaign: `/campaigns/${campaign}`,
        setup: `/campaigns/${campaign}?tab=setup`,
        recipient: `/campaigns/${campaign}/recipients/${booked.rows[0]?.id}`,
        "who is called": `/campaigns/create/target?campaign=${draft}`,
        "what is said": `/campaigns/create/content?campaign=${draft}`,
        "when it is called": `/campaigns/create/schedule?campaign=${draft}`,
        "a review": `/campaigns/create/review?campaign=${draft}`,
        "not found": "/campaigns/none",
      };
    });

    it.each([
      ["light", 1440],
      ["dark", 1440],
      ["light", 390],
      ["dark", 390],
    ] as const)(
      "in %s at %d pixels has nothing that axe finds serious",
      { timeout: 90_000 },
      async (colorScheme, width) => {
        const page = await app().ownerPage({ colorScheme, viewport: { width, height: 900 } });
        const found: Record<string, string[]> = {};
        for (const [name, path] of Object.entries(paths)) {
          await page.goto(path);
          await page.getByRole("heading", { level: 1 }).waitFor();
          found[name] = await findings(page);
        }
        expect(found).toEqual(Object.fromEntries(Object.keys(paths).map((name) => [name, []])));
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

    it.each([360, 768, 1920])("fits into %d pixels", async (width) => {
      const page = await app().ownerPage({ viewport: { width, height: 800 } });
      const wide: string[] = [];
      for (const [name, path] of Object.entries(paths)) {
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        if ((await sideways(page)) > 0) wide.push(name);
      }
      expect(wide).toEqual([]);
      await page.context().close();
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
