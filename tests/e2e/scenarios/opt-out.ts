import { beforeAll, describe, expect, it } from "vitest";
import { linkTokens } from "@/lib/server/link-tokens";
import { withClient } from "@/local/postgres/prepare";
import type { App } from "../app";
import { serious, sideways } from "../axe";
import { type WrittenCampaign, writtenCampaign } from "../written-campaign";

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const PERSON = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1";

export function optOut(app: () => App): void {
  describe("the links of messages", () => {
    let written: WrittenCampaign;
    let tokens: ReturnType<typeof linkTokens>;
    const at = (path: string, init: RequestInit = {}) =>
      fetch(`${app().stack.appUrl}${path}`, { redirect: "manual", ...init });
    const address = (attempt = "") => `/u/${tokens.unsubscribe(attempt)}`;
    const query = (sql: string, values: unknown[]) =>
      withClient(app().stack.databaseUrl, async (client) => (await client.query(sql, values)).rows);
    const held = (attempt = "") =>
      query(
        "select distinct channel, evidence ->> 'method' as method from suppressions where evidence ->> 'attempt_id' = $1",
        [attempt],
      );

    beforeAll(async () => {
      written = await writtenCampaign(app(), "Emails and texts");
      tokens = linkTokens(app().stack.env.linkSecret ?? "");
    });

    it("ask a person in plain words, and end what they choose, without a script, an account or a cookie", async () => {
      const [email] = written.emails;
      const page = await app().visitor({ javaScriptEnabled: false, viewport: { width: 360, height: 780 } });
      await page.goto(address(email));
      await page.getByRole("heading", { name: "Stop marketing from Bella Salon?" }).waitFor();
      await expect.poll(() => sideways(page)).toBe(0);
      expect(await held(email)).toEqual([]);
      await page.getByText("For 30 days you get no offers in any other way either.", { exact: false }).waitFor();
      await page.getByLabel("Only emails").check();
      await page.getByRole("button", { name: "Unsubscribe" }).click();
      await page.getByText("Bella Salon sends you no more marketing emails.").waitFor();
      expect(await held(email)).toEqual([{ channel: "email", method: "page" }]);
      await page.getByRole("button", { name: "Stop calls and text messages too" }).click();
      await page.getByText("no calls, no text messages and no emails").waitFor();
      expect(await page.context().cookies()).toEqual([]);
      await page.context().close();
    });

    it("have a page that axe finds nothing in, in both themes, whatever it shows", async () => {
      const page = await app().visitor({ colorScheme: "dark", viewport: { width: 390, height: 800 } });
      await page.goto(address(written.emails[2]));
      expect(await serious(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "light" });
      expect(await serious(page)).toEqual([]);
      const gone = await page.goto("/u/nothing-of-the-kind");
      expect(gone?.status()).toBe(404);
      await page.getByRole("heading", { name: "This link does not work" }).waitFor();
      expect(await serious(page)).toEqual([]);
      await page.context().close();
    });

    it("end nothing when they are only looked at, as scanners do", async () => {
      const [, email] = written.emails;
      for (const method of ["GET", "HEAD"]) {
        const answer = await at(`${address(email)}?scope=all&List-Unsubscribe=One-Click`, { method });
        expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
        if (method === "GET") expect(await answer.text()).toMatch(/<meta name="robots" content="noindex/);
      }
      expect(await held(email)).toEqual([]);
    });

    it("end everything at the button of a mail program, in either form (RFC 8058)", async () => {
      const [, , , first, second] = written.emails;
      const body = "List-Unsubscribe=One-Click";
      const urlencoded = await at(address(first), { method: "POST", headers: FORM, body });
      expect([urlencoded.status, urlencoded.headers.getSetCookie()]).toEqual([200, []]);
      const multipart = new FormData();
      multipart.set("List-Unsubscribe", "One-Click");
      expect((await at(address(second), { method: "POST", body: multipart })).status).toBe(200);
      const all = [{ channel: "all", method: "one_click" }];
      expect([await held(first), await held(second)]).toEqual([all, all]);
    });

    it("take nothing that says nothing, and nobody else's token", async () => {
      const email = written.emails[5] ?? "";
      const post = (path: string, body: string) => at(path, { method: "POST", headers: FORM, body });
      for (const body of ["", "scope=everything", "x=".repeat(20_000)])
        expect((await post(address(email), body)).status).toBe(400);
      const token = tokens.unsubscribe(email);
      for (const other of [`${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`, tokens.link(email, 0), "x"]) {
        const answer = await post(`/u/${other}`, "scope=all");
        expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
        expect((await at(`/u/${other}`)).status).toBe(404);
      }
      expect(await held(email)).toEqual([]);
    });

    it("lead exactly where the message said and nowhere else, and count a person's press once", async () => {
      const text = written.texts[1] ?? "";
      const path = `/l/${tokens.link(text, 0)}`;
      const headers = { "user-agent": PERSON };
      for (const init of [{ method: "HEAD", headers }, { headers: { ...headers, "sec-purpose": "prefetch" } }]) {
        const answer = await at(path, init);
        expect([answer.status, answer.headers.get("location")]).toEqual([
          302,
          "https://bella-salon.example/book?from=us",
        ]);
      }
      const clicks = () => query("select 1 from provider_events where provider = 'link' and attempt_id = $1", [text]);
      await expect.poll(() => clicks()).toEqual([]);
      const answer = await at(path, { headers });
      expect(answer.headers.get("location")).toBe("https://bella-salon.example/book?from=us");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
      await expect.poll(() => clicks()).toHaveLength(1);
      for (const nowhere of [
        tokens.link(text, 1),
        tokens.unsubscribe(text),
        "nothing",
        `${tokens.link(text, 0)}?to=https://evil.test`,
      ]) {
        const refused = await at(`/l/${nowhere}`, { headers });
        if (nowhere.includes("?"))
          expect(refused.headers.get("location")).toBe("https://bella-salon.example/book?from=us");
        else expect([refused.status, refused.headers.get("location")]).toEqual([404, null]);
      }
      await expect
        .poll(() => query("select 1 from outreach_attempts where id = $1 and clicked_at is not null", [text]), {
          timeout: 15_000,
        })
        .toHaveLength(1);
    });

    it("show on the customer's page and in the list of opt-outs, with their evidence", async () => {
      const page = await app().ownerPage();
      const attempt = await app().owner.data.attempts.get(written.emails[3] ?? "");
      await page.goto(`/customers/${attempt?.customer_id}`);
      await page.getByText("Pressed the unsubscribe button of their mail program").first().waitFor();
      await page.goto("/opt-outs");
      await page.getByText("By the link in a message, on the opt-out page").first().waitFor();
      await page.getByRole("link", { name: "Open the message" }).first().click();
      await page.getByText("Unsubscribed from", { exact: false }).first().waitFor();
      await page.context().close();
    });
  });
}
