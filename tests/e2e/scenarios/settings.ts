import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { App } from "../app";
import { serious } from "../axe";

export function settings(app: () => App): void {
  describe("the settings", () => {
    let page: Page;
    beforeAll(async () => {
      page = await app().ownerPage();
    });
    afterAll(() => page.context().close());
    const saved = async () => {
      const { data, accountId } = app().owner;
      return data.accounts.settings(accountId);
    };
    const control = (body: object) =>
      fetch(`${app().stack.simulatorUrl}/_control`, { method: "POST", body: JSON.stringify(body) });

    it("say what is missing before the first real call, after asking the provider", async () => {
      await page.goto("/settings");
      await page.getByText("Ava has an assistant and a phone number, and Vapi knows both.").waitFor();
      await page.getByText("Simulated: nobody real is called.", { exact: true }).waitFor();
      await page.getByText("At work: it looks every minute").waitFor();
      await page.getByText(/^\d+ customers\.$/).waitFor();
      expect(await serious(page)).toEqual([]);
    });

    it("notice an assistant that is gone at Vapi, and lead to where it is mended", async () => {
      const [agent] = await app().owner.data.accounts.agents(app().owner.accountId);
      await control({ missing: [agent?.vapi_assistant_id] });
      await page.getByRole("button", { name: "Check again" }).click();
      await page.getByText("Vapi does not know the assistant or the number of Ava.").waitFor();
      await page.locator("li", { hasText: "An agent that can call" }).getByRole("link", { name: "Agents" }).click();
      await page.getByText("Vapi does not know it").waitFor();
      await control({ missing: [] });
      await page.getByRole("button", { name: "Check again" }).click();
      await expect.poll(() => page.getByText("Vapi knows it", { exact: true }).count()).toBe(2);
    });

    it("keep what was typed when a number is none, put the focus there, and save it once it is one", async () => {
      await page.goto("/settings/business");
      await page.getByLabel("Business name").fill("Bella Salon & Spa");
      await page.getByLabel("Number to call back").fill("12");
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByText("This is not a phone number.").waitFor();
      await expect.poll(() => page.getByLabel("Business name").inputValue()).toBe("Bella Salon & Spa");
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute("name")))
        .toBe("callback_number");
      await page.getByLabel("Number to call back").fill("(212) 555-0177");
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByText("All changes are saved.").waitFor();
      expect(await saved()).toMatchObject({ business_name: "Bella Salon & Spa", callback_number: "+12125550177" });
    });

    it("take a day's hours, copy them to the others, and don't undo what another tab changed", async () => {
      await page.goto("/settings/calling");
      await page.getByLabel("Monday from").waitFor();
      await app().owner.data.setup.changeSettings(app().owner.accountId, { inbound_lines: 3 });
      await page.getByLabel("Monday from").fill("09:30");
      await page.getByLabel("Monday to").fill("00:00");
      await page.getByRole("button", { name: "Copy Monday’s hours to other days" }).click();
      await page.getByRole("menuitem", { name: "To Monday to Friday" }).click();
      await page.getByRole("checkbox", { name: "Sunday" }).uncheck();
      await page.getByLabel("In 24 hours").fill("4");
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByText("Use 3 at most").waitFor();
      await page.getByLabel("In 24 hours").fill("2");
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByText("All changes are saved.").waitFor();
      const now = await saved();
      expect(now).toMatchObject({ inbound_lines: 3, max_contacts_per_24h: 2 });
      expect(now?.calling_hours).toMatchObject({ mon: [["09:30", "24:00"]], fri: [["09:30", "24:00"]] });
      expect(now?.calling_hours).not.toHaveProperty("sun");
      await expect.poll(() => page.getByLabel("Kept free for callers").inputValue()).toBe("3");
      expect(await serious(page)).toEqual([]);
    });

    it("ask before typing is lost", async () => {
      await page.getByLabel("Kept free for callers").fill("5");
      await page.getByText("Campaigns make up to 5 calls at once; 5 lines are kept free for callers.").waitFor();
      await page.getByRole("link", { name: "Providers" }).click();
      await page.getByRole("button", { name: "Stay here" }).click();
      await expect.poll(() => page.getByLabel("Kept free for callers").inputValue()).toBe("5");
      // Back is held too, and goes where it was going once it may.
      await page.getByRole("button", { name: "Undo changes" }).click();
      await page.getByRole("link", { name: "Business" }).click();
      await page.getByLabel("Business name").fill("Typed and not saved");
      await page.goBack({ timeout: 1000 }).catch(() => undefined);
      await page.getByRole("button", { name: "Stay here" }).click();
      await expect.poll(() => page.getByLabel("Business name").inputValue()).toBe("Typed and not saved");
      await page.goBack({ timeout: 1000 }).catch(() => undefined);
      await page.getByRole("button", { name: "Leave without it" }).click();
      await page.getByLabel("Kept free for callers").waitFor();
      await page.getByRole("link", { name: "Providers" }).click();
      await page.getByText("It answers on this machine, and nobody real is called.").waitFor();
    });

    it("tell of a lost connection without losing what was typed", async () => {
      await page.goto("/settings/business");
      await page.getByLabel("Booking link").fill("https://bella-salon.example/now");
      await page.context().setOffline(true);
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByRole("alert").getByText("The server can't be reached.").waitFor();
      await page.context().setOffline(false);
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByText("All changes are saved.").waitFor();
      expect((await saved())?.booking_link).toBe("https://bella-salon.example/now");
    });

    it("take another agent and refuse ids that are none", async () => {
      await page.goto("/settings/agents");
      await page.getByRole("button", { name: "Add an agent" }).click();
      await page.getByLabel("Name").fill("Bea");
      await page.getByLabel("Id of the assistant").fill("bea");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByText("This is not an id of Vapi’s.").waitFor();
      await page.getByLabel("Id of the assistant").fill("");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByRole("heading", { name: "Bea" }).waitFor();
      expect(await page.content()).not.toContain("api_secret");
    });
  });
}
