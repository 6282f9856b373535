import type { Page } from "playwright";
import { beforeAll, describe, expect, it } from "vitest";
import type { App } from "../app";
import { serious, sideways } from "../axe";
import { pagesOf, sequenceOf, visit } from "../pages";
import { sequenceCampaign } from "../sequence-campaign";
import { spokenCampaign } from "../spoken-campaign";
import { optOutAddress, writtenCampaign } from "../written-campaign";

/** What another theme or a narrower page can change. */
const LOOKS = ["color-contrast", "target-size", "scrollable-region-focusable", "button-name", "link-name", "label"];

async function look(page: Page, colorScheme: "light" | "dark", width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running"));
}

/** Colours on their way from one theme to the other have a contrast of their own, and to wait for them on each page takes long. */
const withoutTransitions = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, *::before, *::after { transition: none !important; }");
    document.adoptedStyleSheets = [sheet];
  });

/** At which of these widths the page itself would have to be moved sideways, once it has settled. */
async function tooWide(page: Page, widths: number[]): Promise<string[]> {
  const wide: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const settled = page.waitForFunction(
      () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
      undefined,
      { timeout: 2000 },
    );
    await settled.catch(async () => wide.push(`${await sideways(page)} pixels too wide at ${width}`));
  }
  return wide;
}

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
      const { emails } = await writtenCampaign(app(), "Written to");
      const [message = ""] = emails;
      const optOut = optOutAddress(app(), message);
      const sequence = await app().campaign(sequenceOf());
      const measured = await sequenceCampaign(app(), "Three ways");
      const written = { sequence, measured, message, optOut };
      paths = pagesOf({ campaign, draft, customer, recipient: id, attempt: attempt.id, ...written });
    });

    // Each page is opened once. The other two pairings are looked at by `npm run bench -- dashboard`.
    it("has nothing that axe finds serious, wide in light and narrow in dark, and fits any width", {
      timeout: 480_000,
    }, async () => {
      const page = await app().ownerPage();
      await withoutTransitions(page);
      const found: Record<string, string[]> = {};
      for (const [name, path] of Object.entries(paths)) {
        await look(page, "light", 1440);
        await visit(page, path).catch((cause) => {
          throw new Error(`${name} did not stand`, { cause });
        });
        const wide = await serious(page);
        await look(page, "dark", 390);
        const trouble = [...wide, ...(await serious(page, LOOKS)), ...(await tooWide(page, [360, 768, 1920]))];
        if (trouble.length > 0) found[name] = trouble;
      }
      expect(found).toEqual({});
      await page.context().close();
    });

    it("has nothing serious with its errors and its questions on show", async () => {
      const page = await app().ownerPage({ colorScheme: "dark" });
      await page.goto("/campaigns/create");
      await page.getByRole("button", { name: /^Next: / }).click();
      await page.getByText("Give the campaign a name").waitFor();
      expect(await serious(page)).toEqual([]);
      const id = await app().campaign({ name: "Asked about" });
      await page.goto(`/campaigns/${id}`);
      await page.getByRole("button", { name: "Delete" }).click();
      await page.getByRole("alertdialog").waitFor();
      expect(await serious(page)).toEqual([]);
      await page.context().close();

      const visitor = await app().visitor();
      await visitor.goto("/sign-in?ended=1");
      await visitor.getByRole("button", { name: "Sign in" }).click();
      await visitor.getByText("Enter your password").waitFor();
      expect(await serious(visitor)).toEqual([]);
      await visitor.context().close();
    });

    it("is used with the keyboard alone", async () => {
      const page = await app().ownerPage();
      await page.goto("/campaigns");
      await page.getByRole("heading", { name: "Campaigns", exact: true }).waitFor();
      await page.keyboard.press("Tab");
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("New campaign");
      await page.context().close();
    });
  });
}
