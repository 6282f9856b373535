import { readFile } from "node:fs/promises";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { createCustomer } from "@/lib/actions/create-customer";
import { NewCustomer } from "@/lib/core/customers";
import { type App, OWNER, signUpElsewhere } from "../app";
import { serious, sideways } from "../axe";

export function people(app: () => App): void {
  const add = async (fields: object) => (await createCustomer(app().owner, NewCustomer.parse(fields))).id;
  const toast = (page: Page, text: string) => page.getByText(text).first().waitFor();

  describe("customers and opt-outs, as an owner keeps them", () => {
    it("a customer is added, found by a part of the number, changed and tagged", { timeout: 60_000 }, async () => {
      await add({ name: "Bea Before", phone: "212-555-8001" });
      const page = await app().ownerPage();
      await page.goto("/customers");
      await page.getByRole("button", { name: "Add a customer" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name").fill("Zora Zest");
      await dialog.getByLabel("Phone").fill("(212) 555 8001");
      await dialog.getByRole("button", { name: "Add the customer" }).click();
      await dialog.getByText("This number belongs to another customer: Bea Before").waitFor();
      await expect
        .poll(() => dialog.getByLabel("Phone").evaluate((input) => input === document.activeElement))
        .toBe(true);
      await expect.poll(() => dialog.getByLabel("Name").inputValue()).toBe("Zora Zest");
      await dialog.getByLabel("Phone").fill("(212) 555 8002");
      await dialog.getByRole("button", { name: "Add the customer" }).click();
      await page.getByRole("heading", { name: "Zora Zest" }).waitFor();

      await page.getByRole("button", { name: "Tags" }).click();
      await dialog.getByLabel("Tags").fill("gold,");
      await dialog.getByRole("button", { name: "Save the tags" }).click();
      await page.getByText("gold").waitFor();
      await page.getByRole("heading", { name: "Changed: tags" }).waitFor();

      await page.goto("/customers");
      await page.getByLabel("Search by name, number or email").fill("555-8002");
      await page.waitForURL("**search=555-8002**");
      await page.getByRole("link", { name: "Zora Zest" }).waitFor();
      await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
      await page.getByLabel("Search by name, number or email").fill("nobody at all");
      await page.getByRole("button", { name: "Clear search and filters" }).click();
      await page.getByRole("button", { name: "Name" }).click();
      await page.waitForURL("**sort=name**");
      expect(await serious(page)).toEqual([]);
      await page.context().close();
    });

    it("a consent and an opt-out stand there with their evidence, and lifting one needs a reason", {
      timeout: 60_000,
    }, async () => {
      const id = await add({ name: "Cleo Consent", phone: "212-555-8010", email: "cleo@mail.test" });
      const page = await app().ownerPage();
      await page.goto(`/customers/${id}`);
      const dialog = page.getByRole("dialog");
      await page.getByRole("button", { name: "Add a consent" }).click();
      await dialog.getByLabel("On which day").fill("2026-02-03");
      await dialog.getByLabel("Where").fill("Booking".repeat(17));
      await dialog.getByRole("button", { name: "Write it down" }).click();
      await dialog.getByText("Copy the words that the customer agreed to").waitFor();
      await page.mouse.click(3, 3);
      await dialog.getByLabel("The words they agreed to").fill("I agree to be called.");
      await dialog.getByRole("button", { name: "Write it down" }).click();
      await page.getByText("In force", { exact: true }).waitFor();
      await page.getByRole("heading", { name: "Consented to calls" }).waitFor();

      await page.getByRole("button", { name: "Opt out" }).click();
      await dialog.getByLabel("What happened").fill("Asked at the desk");
      await dialog.getByRole("button", { name: "Opt them out" }).click();
      const may = page.getByRole("region", { name: "May a campaign contact them with an offer?" });
      await may.getByText("Calls, text messages and emails").waitFor();
      await may.getByText(/^Asked not to be contacted: written down by hand on /).waitFor();
      await page.getByRole("heading", { name: "Opted out of every channel" }).first().waitFor();
      expect(await serious(page)).toEqual([]);
      await expect.poll(() => sideways(page)).toBe(0);
      let revoked = 0;
      page.on("request", (request) => {
        if (request.url().endsWith("/revoke")) revoked++;
      });
      await page.getByRole("button", { name: "Revoke", exact: true }).click();
      await page.getByRole("button", { name: "Revoke it" }).dblclick();
      await page.getByText("Revoked", { exact: true }).waitFor();
      expect(revoked).toBe(1);

      await page.goto("/opt-outs?search=cleo");
      await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 2);
      await page.getByRole("button", { name: "Lift for cleo@mail.test" }).click();
      await dialog.getByLabel("Why").fill("Because");
      await dialog.getByRole("button", { name: "Lift the opt-out" }).click();
      await dialog.getByText("Write at least 10 characters").waitFor();
      await dialog.getByLabel("Why").fill("Asked us by email to write again");
      await dialog.getByRole("button", { name: "Lift the opt-out" }).click();
      await toast(page, "One other opt-out of this person still holds.");
      await page.getByText("“Asked us by email to write again”").waitFor();
      expect(await serious(page)).toEqual([]);
      await page.context().close();
    });

    it("a pasted list of opt-outs is shown before it is added, and can be taken along", {
      timeout: 60_000,
    }, async () => {
      const page = await app().ownerPage();
      await page.goto("/opt-outs");
      await page.getByRole("button", { name: "Import a list" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Check the list" }).click();
      await dialog.getByText("Choose a file, or paste").waitFor();
      await dialog.getByLabel("Or paste a list").fill("(212) 555-8020\n+1 212 555 8020\nsomebody\nann@list.test");
      await dialog.getByRole("button", { name: "Check the list" }).click();
      await dialog.getByText("Rows that can't be read").click();
      await dialog.getByText("“somebody” holds no complete phone number").waitFor();
      await dialog.getByRole("button", { name: "Add 2 contacts" }).click();
      await dialog.getByText("The list is imported.").waitFor();
      expect(await serious(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Close" }).last().click();
      await page.getByText("ann@list.test").waitFor();
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "Export CSV" }).click();
      const file = await readFile(await (await download).path(), "utf8");
      expect(file).toContain("ann@list.test");
      expect(file).toContain("'+12125558020");
      await page.context().close();
    });

    it("a customer is erased after it was said what goes, and is gone for everybody", { timeout: 60_000 }, async () => {
      const id = await add({ name: "Gone Girl", phone: "212-555-8030" });
      await signUpElsewhere(app().stack, "people@elsewhere.test");
      const stranger = await app().visitor();
      await stranger.goto(`/sign-in?next=/customers/${id}`);
      await stranger.getByLabel("Email").fill("people@elsewhere.test");
      await stranger.getByLabel("Password").fill(OWNER.password);
      await stranger.getByRole("button", { name: "Sign in" }).click();
      await stranger.getByRole("heading", { name: "There is nothing here" }).waitFor();
      await stranger.context().close();

      const page = await app().ownerPage();
      await page.goto(`/customers/${id}`);
      await page.getByRole("button", { name: "Erase" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("What stays").waitFor();
      await dialog.getByLabel("They also asked not to be contacted").click();
      await dialog.getByLabel(/^Type/).fill("gone");
      await dialog.getByRole("button", { name: "Erase for good" }).click();
      await dialog.getByText("Type the customer's name, or ERASE", { exact: true }).waitFor();
      expect(await serious(page)).toEqual([]);
      await dialog.getByLabel(/^Type/).fill("Gone Girl");
      await dialog.getByRole("button", { name: "Erase for good" }).click();
      await page.waitForURL("**/customers");
      expect((await page.goto(`/customers/${id}`))?.status()).toBe(404);
      await page.goto("/opt-outs");
      await page.getByText("Erased (recognised by a code)").waitFor();
      await page.context().close();
    });
  });
}
