import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "@/local/children";
import type { App } from "../app";
import { serious } from "../axe";

const csv = (text: string, name = "customers.csv") => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
/** A person writes headers of their own. */
const OWN = "Ring me at,Who,When\n(279) 555-0188,Ann,2025-03-01\n(279) 555-0189,Bob,2025-03-02\n12,Cat,2025-03-03\n";

export function importing(app: () => App): void {
  describe("importing customers", () => {
    let page: Page;
    let sample: string;
    beforeAll(async () => {
      page = await app().ownerPage();
      const lines = (await readFile(join(ROOT, "local/data/cdnow_sample_leads.csv"), "utf8")).split("\n");
      sample = [...lines.slice(0, 301), "Nobody,12,,2025-01-01,consultation,1,9.99,Closed"].join("\n");
    });
    afterAll(() => page.context().close());

    const choose = async (file: ReturnType<typeof csv>) => {
      await page.goto("/customers/import");
      await page.getByText("Drop a CSV file here").waitFor();
      await page.getByLabel("CSV file").setInputFiles(file);
    };
    const customers = async () => (await app().owner.data.setup.progress(app().owner.accountId)).customers;

    it("goes from the file to the report, with the refused rows before anything is stored", {
      timeout: 60_000,
    }, async () => {
      const before = await customers();
      await choose(csv(sample));
      await page.getByText("was read as UTF-8, separated by commas").waitFor();
      await page.getByText("8 of 8 columns were recognised.").waitFor();
      await page.getByRole("button", { name: "Check all rows" }).click();
      await page.getByRole("heading", { name: "1 row can’t be used" }).waitFor();
      await page.getByText("“12” is not a phone number", { exact: false }).waitFor();
      expect(await customers(), "nothing is stored yet").toBe(before);
      expect(await serious(page)).toEqual([]);

      const refused = page.waitForEvent("download");
      await page.getByRole("button", { name: "Download refused rows" }).click();
      expect(await readFile(await (await refused).path(), "utf8")).toContain('"Nobody","12"');

      await page.getByRole("button", { name: /^Import 300 leads of \d+ customers$/ }).click();
      await page.getByText("300 leads are imported").waitFor();
      expect(await customers()).toBeGreaterThan(before);
    });

    it("imports nothing twice", async () => {
      const before = await customers();
      await choose(csv(sample));
      await page.getByRole("button", { name: "Check all rows" }).click();
      await page.getByText("Everything in this file is there already.").waitFor();
      expect(await customers()).toBe(before);
    });

    it("asks which column reaches a customer, and keeps file and choices on the way back and forth", async () => {
      await choose(csv(OWN));
      await page.getByRole("button", { name: "Check all rows" }).click();
      await page.getByText("Which column has the phone number or the email?").waitFor();
      await page.getByLabel("What “Ring me at” means").selectOption("Phone number");
      await page.getByLabel("What “Who” means").selectOption("Full name");
      await page.getByRole("button", { name: "Check all rows" }).click();
      await page.getByRole("button", { name: "Import 2 leads of 2 customers" }).waitFor();
      await page.goBack();
      await expect.poll(() => page.getByLabel("What “Ring me at” means").inputValue()).toBe("phone");
      await page.goForward();
      await page.getByRole("button", { name: "Import 2 leads of 2 customers" }).waitFor();
    });

    it("keeps everything when the connection breaks, and goes on when it is back", async () => {
      await page.context().setOffline(true);
      await page.getByRole("button", { name: "Import 2 leads of 2 customers" }).click();
      await page.getByRole("alert").getByText("nothing is imported twice").waitFor();
      await page.context().setOffline(false);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByText("2 leads are imported").waitFor();
    });

    it.each([
      [
        "a spreadsheet",
        { name: "c.xlsx", mimeType: "application/x", buffer: Buffer.from("PK\u0003\u0004x") },
        "This is a spreadsheet",
      ],
      ["an empty file", csv(""), "The file is empty."],
      ["a picture", csv("\u0089PNG\u0001\u0002\u0003\u0004\u0005\u0006"), "This is not a text file."],
    ])("says of %s in a sentence what to do", async (_, file, text) => {
      await choose(file);
      await page.getByRole("alert").getByText(text).waitFor();
    });

    it("says that a file without names of columns needs them", async () => {
      await choose(csv("Ann,2795550178\nBob,2795550179\n"));
      await page.getByText("The first row holds data, not the names of the columns").waitFor();
      await expect.poll(() => page.getByRole("button", { name: "Check all rows" }).isDisabled()).toBe(true);
    });
  });
}
