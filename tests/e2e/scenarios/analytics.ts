import { beforeAll, describe, expect, it } from "vitest";
import type { App } from "../app";
import { sequenceCampaign } from "../sequence-campaign";
import { spokenCampaign } from "../spoken-campaign";

export function analytics(app: () => App): void {
  describe("what came of a campaign", () => {
    let campaign = "";
    beforeAll(async () => {
      campaign = await spokenCampaign(app(), "Read in numbers");
    });

    it("is read as figures, as tables and as files, and leads to the people", async () => {
      const page = await app().ownerPage();
      await page.goto(`/campaigns/${campaign}/analytics`);
      const { contacted, answered, converted } = await app().owner.data.campaigns.results(campaign);
      await page.getByText(`${answered} of ${contacted} contacted answered`).waitFor();
      await page.getByText(`${converted} of ${answered} who answered converted`).waitFor();
      await page.locator(".recharts-surface").first().waitFor();

      await page.getByRole("button", { name: "Over time: show as table" }).click();
      const table = page.getByRole("table", { name: "Over time" });
      await table.waitFor();
      await expect.poll(() => table.locator("tbody tr").count()).toBeGreaterThan(5);
      await expect.poll(() => new URL(page.url()).search).toBe("?tables=timeline");
      await page.reload();
      await table.waitFor();
      const file = await page.request.get(`/api/campaigns/${campaign}/analytics/export?chart=timeline`);
      expect((await file.text()).trim().split("\r\n")).toHaveLength((await table.locator("tbody tr").count()) + 1);

      const booked = page.getByRole("link", { name: "Booked", exact: true });
      const counted = await booked.locator("xpath=..").textContent();
      await booked.click();
      await page.waitForURL(`**/campaigns/${campaign}?outcome=booked`);
      await page.waitForFunction(() => document.querySelectorAll("tbody tr").length > 0);
      expect(counted).toContain(`Booked${await page.locator("tbody tr").count()}`);
      await page.context().close();
    });

    it("is told touch by touch, variant by variant, and against those who were held out", async () => {
      const id = await sequenceCampaign(app(), "Three ways in numbers");
      const { arrived, clicked, selected, contacted } = await app().owner.data.campaigns.results(id);
      const page = await app().ownerPage();
      await page.goto(`/campaigns/${id}/analytics`);
      const email = page.getByRole("region", { name: "1. Email", exact: true });
      await email.getByText(`of ${contacted} sent`).first().waitFor();
      await page.getByText("Opens are a hint").waitFor();
      await page
        .getByRole("region", { name: "Variants of 1. Email" })
        .getByText("Not enough data yet")
        .first()
        .waitFor();
      await page.getByText("Ten percent off this week", { exact: true }).waitFor();
      const heldOut = selected - contacted;
      await page.getByText(new RegExp(`^Of ${contacted} contacted .* came back, of ${heldOut} held out`)).waitFor();
      const file = await page.request.get(`/api/campaigns/${id}/analytics/export?chart=variants`);
      const names = [...(await file.text()).matchAll(/"(1\. Email: .)"/g)].map(([, name]) => name);
      expect(names).toEqual(["1. Email: A", "1. Email: B"]);

      await page.goto(`/campaigns/${id}`);
      await page.getByRole("link", { name: `${arrived} delivered, show them` }).waitFor();
      await page.getByRole("link", { name: `${clicked} clicked, show them` }).click();
      await page.waitForURL(`**/campaigns/${id}?stage=clicked*`);
      await page.waitForFunction((rows) => document.querySelectorAll("tbody tr").length === rows, clicked);
      await page.context().close();
    });

    it("is nothing before anybody was contacted", async () => {
      const id = await app().campaign({ name: "Not begun" });
      const page = await app().ownerPage();
      await page.goto(`/campaigns/${id}/analytics`);
      await page.getByRole("heading", { name: "Nobody has been contacted yet" }).waitFor();
      await page.getByRole("link", { name: "Go to the campaign" }).click();
      await page.getByRole("heading", { level: 1, name: "Not begun" }).waitFor();
      await page.context().close();
    });
  });
}
