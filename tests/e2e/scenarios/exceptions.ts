import { describe, expect, it } from "vitest";
import { withClient } from "@/local/postgres/prepare";
import type { App } from "../app";
import { serious, sideways } from "../axe";
import { guests } from "../guests";

/** With a word that no line holds. */
const REASON = `Our lawyer looked at the notices we sent in March: ${"record".repeat(40)}`;

/** Guests who live in Washington, where no AI voice may call. */
async function seattle(app: App) {
  const criteria = await guests(app, "seattle", 2);
  const move =
    "update customers set region = 'US-WA', phone = replace(phone, '+1212', '+1206'), time_zones = '{America/Los_Angeles}' where tags = '{seattle}'";
  await withClient(app.stack.databaseUrl, (client) => client.query(move));
  return criteria;
}

export function exceptions(app: () => App): void {
  let id = "";

  describe("an exception from a rule", () => {
    it("is told before it is needed: the preview names the rule that it would be from", async () => {
      id = await app().campaign({ name: "Seattle", target_criteria: await seattle(app()) });
      const page = await app().ownerPage();
      await page.goto(`/campaigns/create/target?campaign=${id}`);
      await page.getByText("Washington: no calls by an AI voice; send an email or a text message instead.").waitFor();
      await page.context().close();
    });

    it("is made with a reason and an end, says so where it counts, and is ended", async () => {
      const page = await app().ownerPage();
      await page.goto("/settings/overrides");
      await page.getByText("they are no legal advice").waitFor();
      expect(await serious(page)).toEqual([]);
      await page.getByRole("button", { name: "Make an exception" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Why you may").fill("Because.");
      await dialog.getByRole("button", { name: "Make the exception" }).click();
      await dialog.getByText("Write at least 20 characters: why you may do what the rule forbids").waitFor();
      await dialog.getByLabel("Why you may").fill(REASON);
      expect(await serious(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Make the exception" }).click();
      await page.getByText(/Opened, 30 days left/).waitFor();
      await expect.poll(() => sideways(page)).toBe(0);

      const opened = page.getByText(new RegExp(`^Washington is opened by your exception until .*: “${REASON}”`));
      await page.goto(`/campaigns/${id}`);
      await opened.waitFor();
      await expect.poll(() => sideways(page)).toBe(0);
      await page.goto(`/campaigns/create/review?campaign=${id}`);
      await opened.waitFor();
      await expect.poll(() => sideways(page)).toBe(0);

      await page.goto("/settings/overrides");
      await page.getByRole("button", { name: "End it now" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "End it now" }).click();
      await page.getByRole("heading", { name: "Past exceptions" }).waitFor();
      await page.goto(`/campaigns/${id}`);
      await page.getByRole("heading", { name: "Seattle" }).waitFor();
      await expect.poll(() => opened.count()).toBe(0);
      await page.context().close();
    });
  });
}
