import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { App } from "../app";
import { serious, sideways } from "../axe";
import { guests } from "../guests";

const DAY_MS = 86_400_000;

export function lists(app: () => App): void {
  describe("the do-not-call lists", () => {
    let page: Page;
    let held: { id: string; phone: string }[];
    let campaign: string;
    beforeAll(async () => {
      const criteria = await guests(app(), "listed", 3);
      const { data, accountId } = app().owner;
      const query = { tag: criteria.tags[0], limit: 10, offset: 0 };
      const { rows } = await data.customers.list(accountId, query);
      held = rows.map(({ id, phone }) => ({ id, phone: phone ?? "" }));
      campaign = await app().campaign({ name: "Who is listed", target_criteria: criteria });
      page = await app().ownerPage();
      await page.goto("/settings/lists");
    });
    afterAll(() => page.context().close());
    const day = (daysAgo: number) => {
      const at = new Date(app().owner.now().getTime() - daysAgo * DAY_MS);
      return new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" }).format(at);
    };
    const stopsOf = async (index: number) => (await app().owner.data.customers.get(held[index]?.id ?? "")).list_stops;
    const upload = async (text: string, daysAgo: number) => {
      await page.getByLabel("Day of the numbers").fill(day(daysAgo));
      const buffer = Buffer.from(text);
      await page.getByLabel("File", { exact: true }).setInputFiles({ name: "dnc.txt", mimeType: "text/plain", buffer });
      await page.getByRole("button", { name: /the (list|upload)$/ }).click();
    };
    const inFile = (index: number) => (held[index]?.phone ?? "").replace(/^\+1(\d{3})/, "$1,");

    it("say what they are while there is none, and what is missing once the owner relies on one", async () => {
      await page.getByRole("heading", { name: "No do-not-call list is uploaded" }).waitFor();
      await page.getByText("this is no legal advice", { exact: false }).waitFor();
      expect(await serious(page)).toEqual([]);
      await page.getByRole("checkbox", { name: "We rely on the national list" }).check();
      await page.getByText("The national list is not uploaded").waitFor();
      await page.getByRole("checkbox", { name: "We rely on the national list", checked: true }).waitFor();
    });

    it("take a file of several parts over a connection that breaks, and tell which lines they could not use", async () => {
      let broken = 0;
      await page.route("**/parts/1", (route) => (broken++ === 0 ? route.abort() : route.continue()));
      const many = Array.from({ length: 100_000 }, (_, index) => `305,${2_000_000 + index}`);
      await upload(["nobody", inFile(0), "212555", ...many].join("\n"), 18);
      await page.getByText("The connection broke. It is tried again by itself.", { exact: false }).waitFor();
      await page.getByText("The list counts").waitFor();
      expect(broken).toBe(2);
      await page.getByText("100,001 numbers from 100,003 rows count from now on.", { exact: false }).waitFor();
      await page.getByText(/^18 days old, from /).waitFor();
      await page.getByText("The national list is not uploaded").waitFor({ state: "detached" });
      await page.getByText("2 lines that can’t be used").first().click();
      await page.getByText("“••••55”").first().waitFor();
      expect([await stopsOf(0), await stopsOf(1)]).toEqual([1, 0]);
      expect(await serious(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 780 });
      await expect.poll(() => sideways(page)).toBe(0);
      await page.setViewportSize({ width: 1280, height: 900 });
    });

    it("keep campaigns from whoever stands on one, as the preview says", async () => {
      await page.goto(`/campaigns/create/target?campaign=${campaign}`);
      await page.getByText(/The number stands on .*do-not-call list/).waitFor();
      await page.goto("/settings/lists");
    });

    it("are replaced by far fewer numbers only when the owner says so", async () => {
      const dialog = page.getByRole("alertdialog");
      const asked = "This file has 1 number; the list that it replaces has 100,001. Replace it?";
      await upload(`${inFile(1)}\n`, 17);
      await dialog.getByText(asked).waitFor();
      expect(await serious(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Keep the list before" }).click();
      await page.getByText("dnc.txt is all here and does not count yet.", { exact: false }).waitFor();
      expect([await stopsOf(0), await stopsOf(1)]).toEqual([1, 0]);
      await page.getByRole("button", { name: "Upload the list" }).click();
      await dialog.getByRole("button", { name: "Replace it" }).click();
      await page.getByText("It replaces the one before, which had 100,001 numbers.", { exact: false }).waitFor();
      await expect.poll(() => page.getByText("Not complete").count()).toBe(0);
      expect([await stopsOf(0), await stopsOf(1)]).toEqual([0, 1]);
    });

    it("say that a file is no list, and leave nothing of it", async () => {
      await upload("name\nJane\n", 17);
      await page.getByText("This file can’t be read as a list").waitFor();
      await upload(`${inFile(1)}\n`, 20);
      await page.getByText("The list that counts now is newer than this one.", { exact: false }).waitFor();
      await expect.poll(() => page.getByText("Not complete").count()).toBe(0);
    });

    it("go for a written reason, and count as too old after 31 days", async () => {
      await page.getByRole("button", { name: "Remove National list" }).click();
      await page.getByRole("button", { name: "Remove the list" }).click();
      await page.getByText("Write at least 10 characters: why it is removed").waitFor();
      await page.getByLabel("Why").fill("It was a file to try things out");
      expect(await serious(page)).toEqual([]);
      await page.getByRole("button", { name: "Remove the list" }).click();
      await page.getByText("The national list is not uploaded").waitFor();
      expect(await stopsOf(1)).toBe(0);
      await upload(`${inFile(1)}\n`, 40);
      await page.getByText("The national list is 40 days old").waitFor();
      await page.getByText(/^40 days old, from /).waitFor();
      await page.goto("/settings");
      await page.getByText("You rely on the national list, too old or not uploaded", { exact: false }).waitFor();
      await page.goto(`/campaigns/create/review?campaign=${campaign}`);
      await page.getByText("The national list of do-not-call numbers is 40 days old; 31 days are the most.").waitFor();
      await page.getByRole("link", { name: "Do-not-call lists" }).first().click();
      await page.getByRole("checkbox", { name: "We rely on the national list" }).uncheck();
      await page.getByText("The national list is 40 days old").waitFor({ state: "detached" });
    });
  });
}
