import { beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/local/postgres/prepare";
import type { App } from "../app";
import { serious } from "../axe";
import { type WrittenCampaign, writtenCampaign } from "../written-campaign";

export function replies(app: () => App): void {
  describe("what customers write back", () => {
    let written: WrittenCampaign;
    beforeAll(async () => {
      written = await writtenCampaign(app(), "Written to");
    });
    const queue = () => `/calls?view=needs_you&campaign_id=${written.campaign}`;

    it("stands in the queue in their words, and leaves it judged or read", async () => {
      const page = await app().ownerPage();
      await page.goto(queue());
      const rows = page.getByRole("table").locator("tbody tr");
      await expect.poll(() => rows.count()).toBe(3);
      const first = rows.filter({ hasText: "Do you have anything on <Thursday> after 3?" });
      await first.getByRole("button", { name: /^Decide what/ }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("link", { name: /^Call \(/ }).waitFor();
      expect(await dialog.getByRole("link", { name: /^Call \(/ }).getAttribute("href")).toMatch(/^tel:\+1/);
      expect(await serious(page)).toEqual([]);
      await dialog.getByLabel("What do they want?").selectOption("interested");
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.waitFor({ state: "detached" });
      await expect.poll(() => rows.count()).toBe(2);

      const read = page.waitForResponse("**/api/calls/review");
      await rows
        .filter({ hasText: "Who is this?" })
        .getByRole("button", { name: /^Mark as read/ })
        .click();
      await read;
      await expect.poll(() => rows.count()).toBe(1);

      await rows.first().getByRole("link").first().click();
      await page.getByText("Is the treatment the one with the oil?").first().waitFor();
      await page.getByText("your last visit was a while ago. <b>Book</b> a cut this week").waitFor();
      await page.getByRole("button", { name: "Say what they want" }).click();
      await page.getByLabel("What do they want?").selectOption("not_interested");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Not interested", { exact: true }).first().waitFor();
      await page.goto(queue());
      await page.getByRole("heading", { name: "No contact matches" }).waitFor();
      await page.context().close();
    });

    it("made a lead of who is interested, and lets everybody be contacted again", async () => {
      const sql = `select a.outcome, (select count(*)::int from leads l where l.outreach_attempt_id = a.id) as leads, c.reply_waiting_since as waiting
        from outreach_attempts a join customers c on c.id = a.customer_id where a.campaign_id = $1 and a.replied_at is not null order by a.outcome nulls last`;
      const rows = await withClient(
        app().stack.databaseUrl,
        async (client) => (await client.query(sql, [written.campaign])).rows,
      );
      expect(rows).toEqual([
        { outcome: "interested", leads: 1, waiting: null },
        { outcome: "not_interested", leads: 0, waiting: null },
        { outcome: null, leads: 0, waiting: null },
      ]);
    });

    it("is found by its words; each channel has its list, at its address, and its file", async () => {
      const page = await app().ownerPage();
      await page.goto("/calls");
      await page.getByRole("link", { name: "Texts", exact: true }).click();
      await page.getByRole("heading", { level: 1, name: "Texts" }).waitFor();
      await page.getByLabel("Search what they wrote back, a name or a number").fill("oil");
      await page.locator("mark", { hasText: "oil" }).first().waitFor();
      await page.goto(`/calls?channel=email&campaign_id=${written.campaign}`);
      const rows = page.getByRole("table").locator("tbody tr");
      await expect.poll(() => rows.count()).toBe(6);
      await page.getByText("We miss you at Bella Salon").first().waitFor();
      await rows.filter({ hasText: "Clicked" }).getByRole("link").first().click();
      await page.getByText("A link was followed by a scanner, not counted").waitFor();
      await page.getByText("Followed a link: https://bella-salon.example/book?from=us").waitFor();
      expect(await serious(page)).toEqual([]);
      const file = await page.request.get(`/api/calls/export?channel=email&campaign_id=${written.campaign}`);
      expect((await file.text()).trim().split("\r\n")).toHaveLength(7);
      await page.context().close();
    });
  });
}
