import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { addConsent } from "@/lib/actions/add-consent";
import { createCustomer } from "@/lib/actions/create-customer";
import { optOutCustomer } from "@/lib/actions/opt-out-customer";
import { NewConsent, NewCustomer, OptOutCustomer } from "@/lib/core/customers";
import { Evidence } from "@/lib/core/evidence";
import { type App, OWNER, signIn, signUpElsewhere } from "../app";
import { serious } from "../axe";

const TAGS = ["evidence"];

export function evidence(app: () => App): void {
  const add = async (fields: object) =>
    (await createCustomer(app().owner, NewCustomer.parse({ ...fields, tags: TAGS }))).id;
  const timelineOf = (id: string) => app().owner.data.customers.timeline(id, { limit: 100 });
  let [called, skipped] = ["", ""];

  describe("the evidence of a contact", () => {
    it("says on the call's page why it was allowed, one step from the customer's", { timeout: 60_000 }, async () => {
      called = await add({ name: "Nguyễn Thị Ánh", phone: "212-555-0201" });
      skipped = await add({ name: "Olga Optout", phone: "212-555-8102" });
      const consent = {
        ...{ channel: "call", basis: "express_written", source: "Booking form", obtained_at: "2026-03-01T10:00:00Z" },
        wording: "I agree to be called by an AI assistant about appointments and offers.",
      };
      await addConsent(app().owner, { id: called, consent: NewConsent.parse(consent) });
      await optOutCustomer(app().owner, {
        id: skipped,
        optOut: OptOutCustomer.parse({ note: "Rang and asked us to stop" }),
      });
      await app().campaign({ name: "Evidence", target_criteria: { tags: TAGS } }, "start");
      const isOver = (entries: Awaited<ReturnType<typeof timelineOf>>) =>
        entries.some(({ kind, detail }) => kind === "contact" && detail.disposition !== undefined);
      await expect.poll(async () => isOver(await timelineOf(called)), { timeout: 40_000 }).toBe(true);

      const page = await app().ownerPage();
      await page.goto(`/customers/${called}`);
      await page.getByRole("link", { name: "Why it was allowed" }).first().click();
      await page.getByRole("heading", { name: "Why this contact was allowed" }).waitFor();
      await page.getByText("No opt-out from calls was in force for this person").waitFor();
      expect(await serious(page)).toEqual([]);
      await page.context().close();
    });

    it("is a file for a lawyer and one for a machine, of who was called and of who was not", async () => {
      const page = await app().ownerPage();
      await page.goto(`/customers/${called}`);
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Download the evidence" }).click(),
      ]);
      expect(file.suggestedFilename()).toMatch(/^contact-record-\w{8}\.pdf$/);
      expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe("%PDF-");
      const data = async (id: string) =>
        Evidence.parse(await (await page.request.get(`/api/customers/${id}/evidence?format=json`)).json());
      const [of, none] = [await data(called), await data(skipped)];
      expect(of.contacts[0]?.decision).toMatchObject({ time_zones: ["America/New_York"] });
      expect(of.consents[0]?.wording).toContain("AI assistant");
      expect(of.log.map(({ action }) => action)).toContain("evidence.exported");
      expect(none.contacts.filter(({ counted }) => counted)).toEqual([]);
      expect(none.opt_outs).toHaveLength(1);
      await page.context().close();
    });

    it("is nobody else's, and not to be had without end", async () => {
      await signUpElsewhere(app().stack, "elsewhere@evidence.test");
      const stranger = await app().visitor();
      await signIn(stranger, { ...OWNER, email: "elsewhere@evidence.test" });
      const address = `/api/customers/${called}/evidence`;
      expect((await stranger.request.get(address)).status()).toBe(404);
      const answers = await Promise.all(Array.from({ length: 31 }, () => stranger.request.get(address)));
      expect(answers.map((answer) => answer.status())).toContain(429);
      expect((await (await app().visitor()).request.get(address)).status()).toBe(401);
      await stranger.context().close();
    });

    it("is kept as long as the owner says, with a warning where people are erased", async () => {
      const page = await app().ownerPage();
      await page.goto("/settings/keeping");
      await page.getByLabel("Days without contact").fill("30");
      await page.getByText("Erased customers can’t be brought back").waitFor();
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect.poll(() => page.getByLabel("Days without contact").getAttribute("aria-invalid")).toBe("true");
      await page.getByLabel("Days without contact").fill("");
      await page.getByLabel("Days recordings are kept").fill("90");
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByText("All changes are saved.").waitFor();
      const settings = await app().owner.data.accounts.settings(app().owner.accountId);
      expect(settings).toMatchObject({ retention_recording_days: 90, retention_personal_days: null });
      expect(await serious(page)).toEqual([]);
      await page.context().close();
    });
  });
}
