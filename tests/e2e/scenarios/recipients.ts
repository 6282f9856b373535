import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { type App, fillSignIn, OWNER, signUpElsewhere } from "../app";

/** What stands in a file, one line each without its header. */
async function downloaded(page: Page, name: string): Promise<string[]> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8").trimEnd().split("\r\n").slice(1);
}

const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id ?? "");
const toast = (page: Page, text: string) => page.locator("[data-sonner-toast]").getByText(text).waitFor();

export function recipients(app: () => App): void {
  describe("the people of a campaign", () => {
    let id = "";
    let path = "";
    const recipientsOf = (query: object) => app().owner.data.recipients.list(id, { limit: 50, offset: 0, ...query });
    it("are called, each once", { timeout: 90_000 }, async () => {
      id = await app().campaign({ name: "Read and mended", rate_limit_per_minute: 240, max_attempts: 2 }, "start");
      path = `/campaigns/${id}`;
      const left = async () => {
        const counts = await app().owner.data.campaigns.results(id);
        return counts.selected - counts.contacted + counts.queued + counts.sent;
      };
      await expect.poll(left, { timeout: 80_000, interval: 500 }).toBe(0);
    });

    it("are read one after the other in a drawer that has its own address", { timeout: 40_000 }, async () => {
      const page = await app().ownerPage();
      await page.goto(`${path}?outcome=booked&sort=name&direction=asc`);
      const { rows } = await recipientsOf({ outcome: "booked", sort: "name", direction: "asc" });
      const [first, second] = rows;
      if (!first?.name || !second?.name) throw new Error("two people should have booked");
      await page.getByRole("table").getByRole("link", { name: first.name, exact: true }).focus();
      await page.keyboard.press("Enter");
      const drawer = page.getByRole("dialog");
      await drawer.getByRole("heading", { name: first.name }).waitFor();
      await expect.poll(() => new URL(page.url()).searchParams.get("recipient")).toBe(first.id);
      await drawer.getByText("A new lead was made from this call.").waitFor();
      expect(await drawer.getByRole("link", { name: "Open the customer" }).getAttribute("href")).toBe(
        `/customers/${first.customer_id}`,
      );

      await page.keyboard.press("j");
      await drawer.getByRole("heading", { name: second.name }).waitFor();
      await page.reload();
      await drawer.getByRole("heading", { name: second.name }).waitFor();
      await page.keyboard.press("k");
      await drawer.getByRole("heading", { name: first.name }).waitFor();
      await page.keyboard.press("Escape");
      await drawer.waitFor({ state: "hidden" });
      await expect.poll(() => focusedId(page)).toBe(`recipient-${first.id}`);
      await expect.poll(() => new URL(page.url()).search).toBe("?outcome=booked&sort=name&direction=asc");
      await page.context().close();
    });

    it("are heard: a press on a turn plays from there, and the turn that is heard is marked", async () => {
      const { rows } = await recipientsOf({ outcome: "booked" });
      const page = await app().ownerPage();
      await page.goto(`${path}?recipient=${rows[0]?.id}`);
      const turns = page.getByRole("dialog").getByRole("list", { name: "Conversation" });
      const third = turns.getByRole("button").nth(2);
      const text = (await third.textContent()) ?? "";
      await third.click();
      await turns.locator("li[aria-current=true]").getByText(text).waitFor();
      await expect
        .poll(() => page.locator("audio").evaluate((audio: HTMLAudioElement) => audio.currentTime))
        .toBeGreaterThan(1);
      await page.context().close();
    });

    it("are taken out and tried again, and what is refused says why", async () => {
      const { rows } = await recipientsOf({ status: "pending" });
      const [waiting] = rows;
      const page = await app().ownerPage();
      await page.goto(`${path}?recipient=${waiting?.id}`);
      const drawer = page.getByRole("dialog");
      await drawer.getByText(/; next (window|contact|possible) .*\d+:\d\d [AP]M/).waitFor();
      await drawer.getByRole("button", { name: "Take out of the campaign" }).click();
      await drawer.getByText("You took this person out of the campaign.").waitFor();
      await toast(page, "Taken out of the campaign.");
      await drawer.getByRole("button", { name: "Try again" }).click();
      await toast(page, "Back in line.");
      await drawer
        .getByText(/\d+ calls?\b/)
        .first()
        .waitFor();

      const [optedOut] = (await recipientsOf({ status: "opted_out" })).rows;
      await page.goto(`${path}?recipient=${optedOut?.id}`);
      await expect.poll(() => drawer.getByRole("button", { name: "Try again" }).isDisabled()).toBe(true);
      await drawer.getByText("This person asked not to be contacted, so nobody contacts them again.").waitFor();
      await page.context().close();
    });

    it("have their outcome corrected, with what that brings about", async () => {
      const [person] = (await recipientsOf({ outcome: "not_interested" })).rows;
      const page = await app().ownerPage();
      await page.goto(`${path}/recipients/${person?.id}`);
      await page.getByRole("button", { name: "Correct the outcome" }).click();
      await page.getByLabel("What really came of it").selectOption("opt_out");
      await page.getByText(/put on the opt-out list at once/).waitFor();
      await page.getByLabel("What really came of it").selectOption("booked");
      await page.getByLabel("Note").fill("Rang back and booked");
      await page.getByRole("button", { name: "Correct", exact: true }).click();
      await page.getByText("A new lead was made from this call.").waitFor();
      await page
        .getByText("Outcome corrected by hand from “Not interested” to “Booked”: Rang back and booked")
        .waitFor();
      expect(await app().owner.data.recipients.get(id, person?.id ?? "")).toMatchObject({ outcome: "booked" });
      await page.context().close();
    });

    it("are taken along as files: all that match, whatever the page shows", async () => {
      const page = await app().ownerPage();
      await page.goto(`${path}?limit=5`);
      expect(await downloaded(page, "Export recipients")).toHaveLength(40);
      const counts = await app().owner.data.campaigns.results(id);
      expect((await downloaded(page, "Export contacts")).length).toBeGreaterThanOrEqual(counts.attempts);
      await page.getByLabel("Status").selectOption("opted_out");
      await page.waitForURL("**status=opted_out**");
      await page.waitForFunction(() => document.querySelector("a[href*='export?status=opted_out']"));
      expect(await downloaded(page, "Export recipients")).toHaveLength(counts.opted_out);
      await page.context().close();
    });

    it("are those whom a figure counts, in the list that it leads to", async () => {
      const page = await app().ownerPage();
      const counts = await app().owner.data.campaigns.results(id);
      for (const [figure, filter] of [
        ["contacted", "stage=contacted"],
        ["converted", "stage=converted"],
        ["answered", "status=answered"],
      ] as const) {
        await page.goto(path);
        await page.getByRole("link", { name: `${counts[figure]} ${figure}, show them` }).click();
        await page.waitForURL(`**${path}?${filter}#recipients`);
        await page.getByText(new RegExp(`^1–\\d+ of ${counts[figure]}$`)).waitFor();
      }
      await page.context().close();
    });

    it("who are gone, and campaigns that are, answer so and with 404", async () => {
      const page = await app().ownerPage();
      await page.goto(`${path}?recipient=${crypto.randomUUID()}`);
      await page.getByRole("dialog").getByText("This person is not here any more").waitFor();
      const status = async (address: string) => (await page.request.get(address)).status();
      expect(await status(`/campaigns/${crypto.randomUUID()}`)).toBe(404);
      expect(await status(`${path}/recipients/${crypto.randomUUID()}`)).toBe(404);
      expect(await status(path)).toBe(200);
      await page.context().close();
    });

    it("are nobody else's", async () => {
      const email = "eve@other-salon.test";
      await signUpElsewhere(app().stack, email);
      const page = await app().visitor();
      await page.goto("/sign-in");
      await fillSignIn(page, email, OWNER.password);
      await page.waitForURL("**/campaigns");
      const [person] = (await recipientsOf({})).rows;
      const [own] = await app().owner.data.attempts.ofRecipient(person?.id ?? "");
      const asked = [
        `${path}/recipients/${person?.id}`,
        `${path}/recipients/export`,
        `${path}/results/export`,
        `${path}/now`,
      ];
      for (const address of asked)
        expect([address, (await page.request.get(`/api${address}`)).status()]).toEqual([address, 404]);
      const told = [
        `${path}/duplicate`,
        `${path}/recipients/${person?.id}/exclude`,
        `${path}/recipients/${person?.id}/retry`,
      ];
      for (const address of told)
        expect([address, (await page.request.post(`/api${address}`)).status()]).toEqual([address, 404]);
      const correction = await page.request.post(`/api/attempts/${own?.id}/outcome`, { data: { outcome: "booked" } });
      expect(correction.status()).toBe(404);
      await page.context().close();
    });
  });
}
