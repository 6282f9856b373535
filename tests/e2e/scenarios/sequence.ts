import { Client } from "pg";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { App } from "../app";
import { serious, sideways } from "../axe";
import { guests } from "../guests";

/** What the salon needs to send: addresses of its own. */
const READY = `update public.outreach_settings set email_sender = 'hello@bella-salon.example', sms_sender = '+12125550101'`;

async function query(app: App, sql: string): Promise<Record<string, unknown>[]> {
  const database = new Client({ connectionString: app.stack.databaseUrl });
  await database.connect();
  const { rows } = await database.query(sql);
  await database.end();
  return rows;
}

const touches = (page: Page) => page.getByRole("list", { name: "Touches" });
const open = (page: Page) => touches(page).locator("button[aria-expanded=true]");
const preview = (page: Page) => page.getByRole("region", { name: "Preview" });
const saved = (page: Page) => page.getByText("Saved", { exact: true }).waitFor();

export function sequence(app: () => App): void {
  describe("writing a sequence", () => {
    let page: Page;
    let id = "";
    beforeAll(async () => {
      await query(app(), READY);
      id = await app().campaign({ name: "Several ways", target_criteria: await guests(app(), "Several ways", 40) });
      page = await app().ownerPage();
      await page.goto(`/campaigns/create/method?campaign=${id}`);
    });
    afterAll(() => page.context().close());

    const stepsOf = async () => (await app().owner.data.campaigns.get(id)).steps;

    it("begins with the method, which keeps the call that is written", async () => {
      await page.getByRole("radio", { name: "Several ways" }).check();
      await page.getByRole("button", { name: "Next: Content" }).click();
      await page.getByRole("heading", { name: "What happens, one after the other?" }).waitFor();
      await touches(page).getByText("At the start, to everybody").waitFor();
      await expect.poll(() => touches(page).locator("[data-touch]").count()).toBe(1);
    });

    it("gets a text for whom the call did not reach, with its length and its cost told", async () => {
      await page.getByRole("button", { name: "Add a text message" }).click();
      await open(page).getByText("2 days later, to who did not respond").waitFor();
      await page.getByLabel("Wait after the touch before").fill("4");
      await page.getByLabel("Unit of the wait").selectOption("hours");
      await page.getByLabel("For whom").selectOption({ label: "Who was not reached" });
      await open(page).getByText("4 hours later, to who was not reached").waitFor();
      const text = page.getByLabel("Text message", { exact: true });
      await text.fill("Bella Salon – hi {customer_name}, call us: https://bit.ly/x");
      await page.getByText("“–” makes the message longer to send").waitFor();
      await page.getByText(/^bit.ly: Carriers filter/).waitFor();
      await page.getByText(/It does not say how to opt out/).waitFor();
      await page.getByText(/1 text \(UCS-2\), 59 characters/).waitFor();
      await page.getByRole("button", { name: "Use plain characters" }).click();
      await expect.poll(() => text.inputValue()).toMatch(/^Bella Salon - hi/);
      await preview(page)
        .getByText("Bella Salon - hi Guest, call us: https://bit.ly/x Reply STOP to opt out.", { exact: true })
        .waitFor();
      await expect.poll(() => page.url()).toContain("touch=2");
    });

    it("gets an email last, drawn for a real customer as on a phone and on a desk", async () => {
      await page.getByRole("button", { name: "Add an email" }).click();
      await page.getByLabel("Subject").fill("{custmer_name}, it has been a while");
      await page.getByRole("button", { name: "Change it to {customer_name}" }).click();
      await page
        .getByLabel("Email", { exact: true })
        .fill("Hi {customer_name},\n\n[Book a time](https://bella-salon.example/book)");
      await page.getByLabel("Subject").focus();
      await page.keyboard.press("End");
      await page.getByRole("button", { name: "Business name" }).click();
      await expect
        .poll(() => page.getByLabel("Subject").inputValue())
        .toBe("{customer_name}, it has been a while{business_name}");
      await page.keyboard.press("Control+z");
      await preview(page).getByText("Guest, it has been a while", { exact: true }).waitFor();
      const mail = preview(page).frameLocator("iframe");
      await mail.getByRole("link", { name: "Book a time" }).waitFor();
      await mail.getByText("12 Example Street").waitFor();
      // The styles came along, though the page's policy allows none in markup.
      const button = mail.getByRole("link", { name: "Book a time" });
      expect(await button.evaluate((link) => getComputedStyle(link).borderRadius)).toBe("6px");
      await preview(page).getByRole("button", { name: "Desktop" }).click();
      const first = await preview(page)
        .getByText(/^Guest \d+$/)
        .textContent();
      await preview(page).getByRole("button", { name: "Next customer" }).click();
      await expect.poll(() => page.url()).toContain("person=2");
      expect(
        await preview(page)
          .getByText(/^Guest \d+$/)
          .textContent(),
      ).not.toBe(first);
    });

    it("tries other words on some of them", async () => {
      await page.getByRole("button", { name: "Add a variant" }).click();
      await page.getByLabel("Weight of variant B").fill("25");
      await page.getByRole("button", { name: "Variant B 33 %" }).waitFor();
      await page.getByLabel("Subject").fill("Shall we meet again?");
      await preview(page).getByText("Shall we meet again?", { exact: true }).waitFor();
      await saved(page);
      expect(await stepsOf()).toMatchObject([
        { channel: "call" },
        { channel: "sms", wait_minutes: 240, condition: "not_reached" },
        {
          ...{ channel: "email", wait_minutes: 2880, condition: "no_response", weight: 50 },
          subject: "{customer_name}, it has been a while",
          variants: [{ name: "B", weight: 25, subject: "Shall we meet again?" }],
        },
      ]);
    });

    it("can be sent to oneself: by email to the own address, by text to the own number", async () => {
      await page.getByRole("button", { name: "Send me a test" }).click();
      const dialog = page.getByRole("dialog", { name: "Send me a test" });
      await dialog.getByText("It goes to owner@bella-salon.test").waitFor();
      await dialog.getByRole("button", { name: "Send it" }).dblclick();
      await dialog.getByText("It is on its way.").waitFor();
      expect(await serious(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Done" }).click();
      await touches(page)
        .getByRole("button", { name: /Touch 2/ })
        .first()
        .click();
      await page.getByRole("button", { name: "Send me a test" }).click();
      await dialog.getByRole("button", { name: "Send it to this number" }).click();
      await dialog.getByText("Confirm that it is your own phone.").waitFor();
      await dialog.getByLabel("Your mobile number").fill("(212) 555-0202");
      await dialog.getByLabel("This is my own phone").click();
      await dialog.getByRole("button", { name: "Send it to this number" }).click();
      await dialog.getByText("It is on its way.").waitFor();
      await dialog.getByRole("button", { name: "Done" }).click();
      const rows = await query(app(), "select channel, state from public.test_messages order by begun_at");
      expect(rows).toEqual([
        { channel: "email", state: "sent" },
        { channel: "sms", state: "sent" },
      ]);
    });

    it("is put in another order by keyboard, and what is removed comes back", async () => {
      await page.getByRole("button", { name: "Move touch 2 up" }).press("Enter");
      await open(page).getByText("At the start, to everybody").waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-touch"))).toBe("0");
      await page.getByRole("button", { name: "Move touch 1 down" }).press("Enter");
      await page.getByRole("button", { name: "Remove touch 3" }).click();
      await expect.poll(() => touches(page).locator("[data-touch]").count()).toBe(2);
      await page.getByRole("button", { name: "Undo" }).last().click();
      await expect.poll(() => touches(page).locator("[data-touch]").count()).toBe(3);
      await saved(page);
      expect((await stepsOf()).map(({ channel }) => channel)).toEqual(["call", "sms", "email"]);
    });

    it("leaves some people out, and tells what to expect of each way", async () => {
      await page.getByRole("button", { name: "Next: Schedule" }).click();
      await page.getByLabel("Leave out, to compare with").selectOption("10");
      const estimate = page.getByRole("region", { name: "Estimate" });
      await estimate.getByText("Emails in all").waitFor();
      await estimate.getByText("36", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Next: Review" }).click();
    });

    it("stands on the review in words, with what is worth a look, and the way to it", async () => {
      await page.getByText("4 hours later, to who was not reached").waitFor();
      await page.getByText("Subject (variant B, 33 %)").waitFor();
      await page.getByText("10 % of the customers, to compare with").waitFor();
      const warning = page.getByRole("listitem").filter({ hasText: "Touch 2: the text message has a link of bit.ly" });
      await warning.waitFor();
      await page.getByRole("button", { name: "Start the sequence for 36 customers" }).waitFor();
      expect(await serious(page)).toEqual([]);
      await warning.getByRole("link", { name: "Go to Content" }).click();
      await page.waitForURL(/touch=2/);
      await page.getByLabel("Text message", { exact: true }).waitFor();
    });

    it("nothing about it is serious to axe, or goes sideways, at 360 pixels in the dark", async () => {
      const narrow = await app().ownerPage({ colorScheme: "dark", viewport: { width: 360, height: 740 } });
      for (const touch of [2, 3]) {
        await narrow.goto(`/campaigns/create/content?campaign=${id}&touch=${touch}`);
        await preview(narrow).getByText("1 of 10", { exact: true }).waitFor();
        expect(await serious(narrow)).toEqual([]);
        await expect.poll(() => sideways(narrow)).toBe(0);
      }
      await narrow.context().close();
    });

    it("begins from a ready-made one where nothing is written", async () => {
      const empty = await app().campaign({ name: "Ready", outreach_method: "multi", call_script: undefined });
      await page.goto(`/campaigns/create/content?campaign=${empty}`);
      await page.getByRole("button", { name: /Email now, call within 48 hours those who clicked/ }).click();
      await touches(page).getByText("As soon as somebody clicks, within 2 days").waitFor();
      await preview(page).frameLocator("iframe").getByRole("link", { name: "Book a time" }).waitFor();
    });
  });
}
