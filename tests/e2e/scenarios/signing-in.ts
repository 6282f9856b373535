import { describe, expect, it } from "vitest";
import { type App, fillSignIn, OWNER } from "../app";

const REFUSED = "The email or the password is not right. Check both and try again.";

export function signingIn(app: () => App): void {
  describe("signing in", () => {
    it("leads a stranger to the page that was asked for", async () => {
      const page = await app().visitor();
      await page.goto("/campaigns/create?from=mail");
      await page.waitForURL("**/sign-in?next=**");
      await fillSignIn(page, OWNER.email, OWNER.password);
      await page.waitForURL("**/campaigns/create?from=mail");
      await page.context().close();
    });

    it("never leads to another site", async () => {
      const page = await app().visitor();
      await page.goto("/sign-in?next=//evil.example/campaigns");
      await fillSignIn(page, OWNER.email, OWNER.password);
      await page.waitForURL(`${app().stack.appUrl}/campaigns`);
      await page.context().close();
    });

    it("does not tell a wrong password from an unknown address, and keeps what was typed", async () => {
      const page = await app().visitor();
      await page.goto("/sign-in");
      for (const email of [OWNER.email, "nobody@bella-salon.test"]) {
        await fillSignIn(page, email, "not-the-password");
        await page.getByRole("alert").getByText(REFUSED).waitFor();
        await expect.poll(() => page.getByLabel("Email").inputValue()).toBe(email);
      }
      await page.context().close();
    });

    it("stops somebody who guesses, whatever is guessed next", async () => {
      const page = await app().visitor();
      await page.goto("/sign-in");
      for (let guess = 0; guess < 8; guess++) {
        const answer = page.waitForResponse((response) => response.request().method() === "POST");
        await fillSignIn(page, "guessed@bella-salon.test", `guess-${guess}`);
        await answer;
        // The form empties itself with its answer, and then leads back to the password.
        await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "password");
      }
      await fillSignIn(page, "guessed@bella-salon.test", "guess-9");
      await page.getByText("That was too often. Wait a minute and try again.").waitFor();
      await page.context().close();
    });

    it("works without JavaScript", async () => {
      const page = await app().visitor({ javaScriptEnabled: false });
      await page.goto("/sign-in");
      await fillSignIn(page, OWNER.email, OWNER.password);
      await page.waitForURL("**/campaigns");
      await page.context().close();
    });

    it("keeps the session where no script can read it", async () => {
      const page = await app().ownerPage();
      await page.goto("/campaigns");
      const session = (await page.context().cookies()).filter(({ name }) => name.startsWith("rekindle"));
      expect(session.length).toBeGreaterThan(0);
      expect(session.every(({ httpOnly, sameSite }) => httpOnly && sameSite === "Lax")).toBe(true);
      expect(await page.evaluate(() => document.cookie)).toBe("");
      await page.context().close();
    });

    it("ends with signing out", async () => {
      const page = await app().visitor();
      await page.goto("/sign-in");
      await fillSignIn(page, OWNER.email, OWNER.password);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.waitForURL("**/sign-in");
      await page.goto("/campaigns");
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await page.context().close();
    });

    it("an account that was just made sees an empty list, and what is needed first", async () => {
      const page = await app().visitor();
      await page.goto("/sign-up");
      await page.getByLabel("Email").fill("new@bakery.test");
      await page.getByLabel("Password").fill("short");
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByText("Use at least 10 characters").waitFor();
      await page.getByLabel("Password").fill("a-longer-password");
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByRole("heading", { name: "No campaigns yet" }).waitFor();
      await page.getByRole("link", { name: "New campaign" }).first().click();
      await page.getByLabel("Name").fill("A first try");
      await page.getByRole("button", { name: /^Next: / }).click();
      await page.getByRole("heading", { name: "Who should be reached?" }).waitFor();
      await page.getByText("You have no customers here yet.").waitFor();
      await page.getByRole("button", { name: /^Next: / }).click();
      await page.getByText("Add one under Settings, Agents.").first().waitFor();
      await page.getByRole("button", { name: "Next: Content" }).click();
      await page.getByText("There is no agent to speak yet").waitFor();
      await page.getByRole("button", { name: "Next: Schedule" }).click();
      await page.getByRole("heading", { name: "When, how fast and how often?" }).waitFor();
      await page.context().close();
    });
  });
}
