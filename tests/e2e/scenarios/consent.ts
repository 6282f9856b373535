import { beforeAll, describe, expect, it } from "vitest";
import { createCustomer } from "@/lib/actions/create-customer";
import { NewCustomer } from "@/lib/core/customers";
import { linkTokens } from "@/lib/server/link-tokens";
import { withClient } from "@/local/postgres/prepare";
import type { App } from "../app";
import { serious, sideways } from "../axe";
import { guests } from "../guests";
import { writtenCampaign } from "../written-campaign";

const csv = (text: string) => ({ name: "agreed.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
const AGREED =
  "Client,Phone,Opt-in,Consent type,Consent date,Consent text\nAnn Agreed,(212) 555-6401,yes,signed form,2025-03-14,I agree to be called with offers.\nBob Bare,(212) 555-6402,yes,,,\n";

export function consent(app: () => App): void {
  describe("what customers agree to", () => {
    const query = (sql: string, values: unknown[]) =>
      withClient(app().stack.databaseUrl, async (client) => (await client.query(sql, values)).rows);
    const agreed = (customerId: string) =>
      query(
        "select basis, wording_version, revoked_at is null as holds from consents where customer_id = $1 order by created_at desc limit 1",
        [customerId],
      );

    describe("on the page behind a link", () => {
      let attempt: string;
      let customer: string;
      let [address, goodbye] = ["", ""];
      beforeAll(async () => {
        const written = await writtenCampaign(app(), "May we call");
        attempt = written.emails[3] ?? "";
        customer = (await app().owner.data.attempts.get(attempt))?.customer_id ?? "";
        await query("update consents set revoked_at = now() where customer_id = $1", [customer]);
        const tokens = linkTokens(app().stack.env.linkSecret ?? "");
        [address, goodbye] = [`/c/${tokens.consent(attempt)}`, `/u/${tokens.unsubscribe(attempt)}`];
      });

      it("is stored by a press, never by a look, and taken back there, without a script, an account or a cookie", async () => {
        const page = await app().visitor({ javaScriptEnabled: false, viewport: { width: 360, height: 780 } });
        for (let look = 0; look < 2; look++) await page.goto(address);
        await page.getByRole("heading", { name: "May Bella Salon call you?" }).waitFor();
        expect(await agreed(customer)).toMatchObject([{ holds: false }]);
        await expect.poll(() => sideways(page)).toBe(0);
        await page.getByLabel(/I agree that Bella Salon may call me at my number \(•••\) •••-\d{4}/).check();
        await page.getByRole("button", { name: "Yes, I agree" }).click();
        await page.getByRole("heading", { name: "Thank you" }).waitFor();
        expect(await agreed(customer)).toEqual([
          { basis: "express_written", wording_version: "calls-2026-11", holds: true },
        ]);
        await page.getByRole("button", { name: "Take my agreement back" }).click();
        await page.getByRole("heading", { name: "You took your agreement back" }).waitFor();
        expect(await agreed(customer)).toMatchObject([{ holds: false }]);
        expect(await page.context().cookies()).toEqual([]);
        await page.context().close();
      });

      it("is refused without the tick, from elsewhere, and for nobody's link; axe finds nothing in it", async () => {
        const post = (path: string, body: string) =>
          fetch(`${app().stack.appUrl}${path}`, {
            ...{ method: "POST", redirect: "manual", body },
            headers: { "content-type": "application/x-www-form-urlencoded" },
          });
        expect((await post(address, "answer=agree&shown=x")).status).toBe(400);
        expect((await post(address, "answer=agree&agreed=yes&shown=x")).headers.get("location")).toContain("again=1");
        expect((await post("/c/x", "answer=agree&agreed=yes&shown=x")).status).toBe(404);
        expect(await agreed(customer)).toMatchObject([{ holds: false }]);
        const page = await app().visitor({ colorScheme: "dark", viewport: { width: 390, height: 800 } });
        await page.goto(address);
        expect(await serious(page)).toEqual([]);
        const name = "update outreach_settings set business_name = $2 where user_id = $1";
        await query(name, [app().owner.accountId, "Salon".repeat(20)]);
        for (const path of [address, goodbye]) {
          await page.goto(path);
          await page.getByText("SalonSalon", { exact: false }).first().waitFor();
          await expect.poll(() => sideways(page)).toBe(0);
        }
        await query(name, [app().owner.accountId, "Bella Salon"]);
        expect((await page.goto("/c/nothing"))?.status()).toBe(404);
        await page.context().close();
      });
    });

    it("comes with a file, once its columns say to what", { timeout: 60_000 }, async () => {
      const page = await app().ownerPage();
      await page.goto("/customers/import");
      await page.getByText("Drop a CSV file here").waitFor();
      await page.getByLabel("CSV file").setInputFiles(csv(AGREED));
      await page.getByText("6 of 6 columns were recognised.").waitFor();
      await expect.poll(() => page.getByLabel("What the rows are").inputValue()).toBe("customers");
      await page.getByLabel("What “Opt-in” means").selectOption("Agreed to calls (yes or no)");
      await page.getByRole("button", { name: "Check all rows" }).click();
      await page.getByText("2 agreements to store, 1 of them in writing").waitFor();
      expect(await serious(page)).toEqual([]);
      await page.getByRole("button", { name: "Import 2 customers" }).click();
      await page.getByText("2 agreements stored, 1 of them in writing").waitFor();
      const [ann] = await query("select id from customers where phone = '+12125556401'", []);
      await page.goto(`/customers/${ann?.id}`);
      await page.getByText("import of agreed.csv (signed form)").waitFor();
      await page.context().close();
    });

    it("comes from other programs with the account's key, which is shown once", { timeout: 60_000 }, async () => {
      const page = await app().ownerPage();
      await page.goto("/settings/api");
      await page.getByRole("button", { name: "Make a key" }).click();
      await page.getByText("It is not shown again").waitFor();
      const key = (await page.locator("code").textContent()) ?? "";
      await page.reload();
      await page.getByText(`A key that begins with ${key.slice(0, 8)}`).waitFor();
      await page.context().close();
      const send = (authorization: string, body: object, path = "/api/consents") =>
        fetch(`${app().stack.appUrl}${path}`, {
          ...{ method: "POST", body: JSON.stringify(body) },
          headers: { authorization, "content-type": "application/json" },
        });
      const body = {
        ...{ phone: "212-555-6410", channel: "call", basis: "express_written", wording: "I agree to calls." },
        ...{ source: "booking form", obtained_at: "2026-01-02T03:04:05Z", create: true, name: "Fay Form" },
      };
      const bearer = `Bearer ${key}`;
      expect((await send(bearer, body)).status).toBe(201);
      expect(await (await send(bearer, body)).json()).toMatchObject({ is_new: false });
      expect((await send(bearer, { ...body, create: false, phone: "212-555-6411" })).status).toBe(404);
      expect((await send("Bearer rk_wrong", body)).status).toBe(401);
      const revoked = await send(bearer, { phone: body.phone }, "/api/consents/revoke");
      expect(await revoked.json()).toEqual({ revoked: 1 });
    });

    it("is asked for with one press where an audience lacks it", { timeout: 60_000 }, async () => {
      const target_criteria = await guests(app(), "never asked", 3);
      await query(
        "update consents k set revoked_at = now() from customers c where c.id = k.customer_id and c.tags @> '{never asked}'",
        [],
      );
      const id = await app().campaign({ name: "Come back", target_criteria });
      const page = await app().ownerPage();
      await page.goto(`/campaigns/create/review?campaign=${id}`);
      await page.getByText("Nobody may be called: 3 of 3 customers have not agreed in writing").waitFor();
      await page.getByLabel("Who has not agreed to calls").getByText("3 of 3 customers have not agreed").waitFor();
      expect(await serious(page)).toEqual([]);
      await page.getByRole("button", { name: "Write an email that asks them" }).click();
      await page.getByRole("heading", { name: "What do you write?" }).waitFor();
      const draft = await app().owner.data.campaigns.get(new URL(page.url()).searchParams.get("campaign") ?? "");
      expect(draft).toMatchObject({ status: "draft", outreach_method: "email" });
      expect(draft.target_criteria).toEqual({ ...target_criteria, call_consent: "missing" });
      expect(draft.steps[0]?.body).toContain("{consent_link}");
      await page.context().close();
    });

    it("and where they live is entered row by row, without a mouse", { timeout: 60_000 }, async () => {
      for (const number of ["800-555-6421", "800-555-6422"])
        await createCustomer(app().owner, NewCustomer.parse({ name: `Toll ${number.slice(-1)}`, phone: number }));
      const page = await app().ownerPage();
      await page.goto("/customers");
      await page.getByRole("link", { name: "Enter their places" }).click();
      await page.waitForURL("**state=unknown_time_zone**");
      await page.goto("/customers?state=unknown_time_zone&search=Toll");
      const list = page.getByRole("list", { name: "Customers whose place is not known" });
      await list.getByLabel("Postcode of Toll 1").waitFor();
      const fields = list.getByLabel(/^Postcode of/);
      await fields.first().focus();
      await page.keyboard.type("10001");
      await page.keyboard.press("Enter");
      await list.getByText("The rules of New York (postcode) apply.").waitFor();
      await expect.poll(() => fields.nth(1).evaluate((field) => field === document.activeElement)).toBe(true);
      await page.keyboard.type("00000");
      await page.keyboard.press("Enter");
      await list.getByText("This says no state or time zone").waitFor();
      expect(await serious(page)).toEqual([]);
      await page.getByRole("button", { name: "Show the rest" }).click();
      await expect.poll(() => fields.count()).toBe(1);
      await page.context().close();
    });
  });
}
