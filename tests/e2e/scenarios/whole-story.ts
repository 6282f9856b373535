import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { ROOT } from "@/local/children";
import { type App, fillSignIn, OWNER } from "../app";

const PEOPLE = 60;

async function leads() {
  const lines = (await readFile(join(ROOT, "local/data/cdnow_sample_leads.csv"), "utf8")).split("\n");
  return {
    name: "leads.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([lines[0], ...lines.slice(400, 400 + PEOPLE)].join("\n")),
  };
}

const next = (page: Page) => page.getByRole("button", { name: /^Next: / }).click();
const step = (page: Page, name: string) => page.getByRole("heading", { level: 2, name }).waitFor();

export function wholeStory(app: () => App): void {
  describe("the whole story", () => {
    it("from signing in to a file of what came of it, as an owner lives it", { timeout: 240_000 }, async () => {
      const page = await app().visitor();
      await page.goto("/");
      await fillSignIn(page, OWNER.email, OWNER.password);

      await page.getByRole("link", { name: "Customers", exact: true }).click();
      await page.getByRole("link", { name: /^Import/ }).click();
      await page.getByLabel("CSV file").setInputFiles(await leads());
      await page.getByRole("button", { name: "Check all rows" }).click();
      await page.getByRole("button", { name: /^Import \d+ leads of \d+ customers$/ }).click();
      await page.getByText(`${PEOPLE} leads are imported`).waitFor();

      await page.getByRole("link", { name: "Campaigns", exact: true }).click();
      await page.getByRole("link", { name: "New campaign" }).first().click();
      await page.getByLabel("Name").fill("Come back to us");
      await next(page);
      await step(page, "Who should be reached?");
      await page.getByLabel("Call at most").fill("30");
      await page.getByText("The campaign stops at 30").waitFor();
      await next(page);
      await step(page, "How do you reach them?");
      await next(page);
      await step(page, "What is said?");
      await page
        .getByText(/1 of \d+/)
        .first()
        .waitFor();
      await next(page);
      await step(page, "When, how fast and how often?");
      await page.getByLabel("Calls a minute, at most").fill("240");
      await page.getByLabel("Calls to one customer, at most").selectOption("1");
      await next(page);
      await step(page, "Is everything right?");
      await page.getByRole("button", { name: "Start calling 30 customers" }).click();

      // Nobody touches the page from here on: it follows by itself.
      await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/);
      const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
      await page.getByText("Completed", { exact: true }).first().waitFor({ timeout: 120_000 });
      const counted = await app().owner.data.campaigns.results(id);
      expect(counted).toMatchObject({ selected: 30, pending: 0, queued: 0, sent: 0 });
      expect(counted.converted).toBeGreaterThan(0);

      const { rows } = await app().owner.data.recipients.list(id, { status: "answered", limit: 30, offset: 0 });
      const outcome = rows.find((row) => row.converted_at !== null)?.outcome ?? "";
      await page.getByLabel("Outcome").selectOption(outcome);
      await page.waitForURL(`**?outcome=${outcome}`);
      await page.getByRole("table").getByRole("link").first().click();
      const drawer = page.getByRole("dialog");
      await drawer.getByText("A new lead was made from this call.").waitFor();
      await drawer
        .getByText(/, the AI assistant of Bella Salon/)
        .first()
        .waitFor();
      await drawer.getByRole("link", { name: "Open the customer" }).click();
      await page.waitForURL(/\/customers\/[0-9a-f-]{36}/);
      await page.getByRole("link", { name: "Come back to us" }).first().waitFor();

      await page.goto(`/campaigns/${id}`);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Export recipients" }).click(),
      ]);
      const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
      expect(lines).toHaveLength(31);
      await page.context().close();
    });
  });
}
