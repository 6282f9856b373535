import { Client } from "pg";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { App } from "../app";
import { serious, sideways } from "../axe";

const SCRIPT = "Hi {customer_name}, this is {agent_name}, the AI assistant of {business_name}. Shall we meet?";

const script = (page: Page) => page.getByLabel("Script", { exact: true });
const chip = (page: Page, name: string) =>
  page.getByRole("group", { name: "Insert into the script" }).getByRole("button", { name });

/** The script's field, once with the text as it is typed, once with its marked copy in its place: by how much the brightest
 *  difference of two points differs, of 255. The edges of letters beside a mark are smoothed a little differently. */
async function drift(page: Page): Promise<number> {
  const show = (layer: "typed" | "marked") =>
    script(page).evaluate((area: HTMLTextAreaElement, shown) => {
      const marks = area.parentElement?.querySelector<HTMLElement>("[data-layer=marks]");
      if (!marks) throw new Error("The field has no marks");
      const ink = getComputedStyle(document.body).color;
      area.blur();
      area.style.color = shown === "typed" ? ink : "transparent";
      marks.style.color = shown === "marked" ? ink : "transparent";
      for (const mark of marks.querySelectorAll("span")) {
        mark.style.background = mark.style.boxShadow = "none";
        mark.style.textDecoration = "none";
      }
    }, layer);
  const shoot = async () => {
    const picture = await script(page).locator("../..").screenshot({ animations: "disabled" });
    return `data:image/png;base64,${picture.toString("base64")}`;
  };
  await show("typed");
  const typed = await shoot();
  await show("marked");
  return page.evaluate(greatestDifference, [typed, await shoot()]);
}

/** Runs in the page. */
async function greatestDifference(pictures: string[]): Promise<number> {
  const [first, second] = await Promise.all(
    pictures.map(async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = canvas.getContext("2d");
      context?.drawImage(image, 0, 0);
      return context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
    }),
  );
  if (!first || !second || first.length === 0 || first.length !== second.length) return 255;
  return first.reduce((most, value, at) => Math.max(most, Math.abs(value - (second[at] ?? 0))), 0);
}

export function content(app: () => App): void {
  describe("writing what is said", () => {
    let id = "";
    const open = async (options = {}) => {
      const page = await app().ownerPage(options);
      await page.goto(`/campaigns/create/content?campaign=${id}`);
      await page.getByRole("button", { name: "Examples for the script" }).waitFor();
      return page;
    };
    let page: Page;
    beforeAll(async () => {
      id = await app().campaign({
        name: "What is said",
        call_script: SCRIPT,
        voicemail_message: "Hi {name}, call us.",
      });
      page = await open();
    });

    afterAll(() => page.context().close());

    it("variables go to the cursor, in place of what is selected, and undo takes them back", async () => {
      await script(page).fill("Hi you, welcome");
      await script(page).evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(3, 6));
      await chip(page, "Customer’s first name").click();
      await expect.poll(() => script(page).inputValue()).toBe("Hi {customer_name}, welcome");
      await page.keyboard.type("!");
      await expect.poll(() => script(page).inputValue()).toBe("Hi {customer_name}!, welcome");
      await page.keyboard.press("Backspace");
      await page.keyboard.press("End");
      await chip(page, "Last visit").focus();
      await page.keyboard.press("Enter");
      await expect.poll(() => script(page).inputValue()).toBe("Hi {customer_name}, welcome{last_visit}");
      await page.keyboard.press("Control+z");
      await expect.poll(() => script(page).inputValue()).toBe("Hi {customer_name}, welcome");
    });

    it("an unknown variable is underlined and told in words, and the one that was meant is a press away", async () => {
      await script(page).fill("Hi {custmer_name}, we are { here");
      await page.getByText("{custmer_name} is not a known variable").waitFor();
      await page.getByText("A brace belongs to no variable").waitFor();
      const marks = page.locator("[data-layer=marks]").first().locator("[data-mark]");
      await expect
        .poll(() => marks.evaluateAll((all) => all.map((mark) => mark.getAttribute("data-mark"))))
        .toEqual(["unknown", "brace"]);
      await page.getByRole("button", { name: "Change it to {customer_name}" }).click();
      await expect.poll(() => script(page).inputValue()).toBe("Hi {customer_name}, we are { here");
      await page.getByText("is not a known variable").waitFor({ state: "hidden" });
    });

    it("an example takes the place of one's own text, and there is a way back", async () => {
      await script(page).fill("My own words");
      await page.getByRole("button", { name: "Examples for the script" }).click();
      await page.getByRole("menuitem").nth(1).click();
      await page.getByText("Your own text gave way to the example.").waitFor();
      await expect.poll(() => script(page).inputValue()).toMatch(/the AI assistant of \{business_name\}/);
      // What the example needs of the campaign can be given.
      await page.getByLabel("Service", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await expect.poll(() => script(page).inputValue()).toBe("My own words");
    });

    it("what is always said first stands above the text, until one's own words say it", async () => {
      const fixed = page.getByText("Always said first, because");
      await script(page).fill("We miss you.");
      await page.getByText("Hi, this is Ava, the AI assistant of Bella Salon.", { exact: true }).first().waitFor();
      await expect.poll(() => fixed.count()).toBe(2);
      await script(page).fill(SCRIPT);
      // The voicemail message does not say it.
      await expect.poll(() => fixed.count()).toBe(1);
    });

    it("words that deny that an AI speaks are named and taken out in one press", async () => {
      await script(page).fill(`${SCRIPT} Just kidding, I am a real person.`);
      await page.getByText("“Just kidding, I am a real person.” denies that an AI speaks").waitFor();
      await page.getByRole("button", { name: "Remove it" }).click();
      await expect.poll(() => script(page).inputValue()).toBe(SCRIPT);
      await page.getByText("denies that an AI speaks").waitFor({ state: "hidden" });
    });

    it("what the law asks of a voicemail message is added in one press", async () => {
      await page.getByText("It names no number to call back and does not say how to get no more calls").waitFor();
      await page.getByRole("button", { name: "Add it" }).click();
      await expect
        .poll(() => page.getByLabel(/^Voicemail message/).inputValue())
        .toMatch(/^Hi \{name\}, call us\. Call us back at \{callback_number\}\. If you want no more calls, /);
      await page.getByText("It names no number").waitFor({ state: "hidden" });
    });

    it("real customers are stepped through, and what is missing is named", async () => {
      await script(page).fill(SCRIPT);
      const panel = page.getByRole("region", { name: "Preview" });
      await panel.getByText("1 of 10", { exact: true }).waitFor();
      await panel
        .getByText(/^Hi Customer, this is Ava, the AI assistant of Bella Salon\./)
        .first()
        .waitFor();
      const first = await panel.getByText(/^Customer [A-Z]\d+$/).textContent();
      await panel.getByRole("button", { name: "Next customer" }).click();
      await panel.getByText("2 of 10", { exact: true }).waitFor();
      await expect.poll(() => panel.getByText(/^Customer [A-Z]\d+$/).textContent()).not.toBe(first);
      await panel.getByRole("button", { name: "Previous customer" }).click();
      await chip(page, "Promotion").click();
      await panel.getByText("Promotion: has no value yet").waitFor();
      await panel.getByText("All 10 lack something").waitFor();
      await page.getByLabel("Promotion", { exact: true }).fill("ten percent off");
      await panel
        .getByText(/ten percent off$/)
        .first()
        .waitFor();
    });

    it("the agent calls one's own phone, once for a double click, and shows how it went", async () => {
      await script(page).fill(SCRIPT);
      await page.getByRole("button", { name: "Call me now" }).click();
      const dialog = page.getByRole("dialog", { name: "Call me now" });
      const number = dialog.getByLabel("Your phone number");
      await expect.poll(() => number.inputValue()).toBe("(212) 555-0100");
      await number.fill("911");
      await dialog.getByRole("button", { name: "Call this number" }).click();
      await dialog.getByText("Confirm that it is your own phone.").waitFor();
      await dialog.getByLabel("This is my own phone").click();
      await dialog.getByRole("button", { name: "Call this number" }).click();
      await dialog.getByText("This number can't be called.").waitFor();
      expect(await serious(page)).toEqual([]);
      await number.fill("(212) 555-0201");
      await dialog.getByRole("button", { name: "Call this number" }).dblclick();
      await dialog.getByText(/^Ended: answered, \d:\d\d$/).waitFor();
      await dialog
        .getByRole("region", { name: "Transcript" })
        .getByText(/^Hi Customer, this is Ava/)
        .waitFor();
      expect(await serious(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Done" }).click();
      await dialog.waitFor({ state: "hidden" });
      const database = new Client({ connectionString: app().stack.databaseUrl });
      await database.connect();
      const { rows } = await database.query("select state, phone_last4, campaign_id from public.test_calls");
      await database.end();
      expect(rows).toEqual([{ state: "ended", phone_last4: "0201", campaign_id: id }]);
    });

    it("the marks stay under their words: at any width and zoom, with long words, emoji and from right to left", async () => {
      const texts = [
        `${SCRIPT} ${SCRIPT}\n\n{promotion}  two  blanks\n`,
        `${"verylongword".repeat(12)} {${"x".repeat(60)}} 👩‍👩‍👧 {name|👋🏽 there} é ﬁ AVAVA`,
        "שלום {customer_name}, זה {agent_name}\nHello {name} مرحبا {business_name}",
        `${SCRIPT}\n`.repeat(24),
      ];
      for (const [width, zoom] of [
        [1280, "1"],
        [360, "1.5"],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.evaluate((factor) => {
          document.documentElement.style.zoom = factor;
        }, zoom);
        for (const text of texts) {
          await script(page).fill(text);
          await script(page).evaluate((area) => area.parentElement?.parentElement?.scrollTo(0, 60));
          await expect
            .poll(() => drift(page), { message: `${width} px, ${zoom}: ${text.slice(0, 40)}` })
            .toBeLessThan(100);
        }
      }
    });

    it("nothing about it is serious to axe, or goes sideways, at 360 pixels in the dark", async () => {
      const narrow = await open({ colorScheme: "dark", viewport: { width: 360, height: 740 } });
      await script(narrow).fill(`{nobody} ${"word".repeat(60)} { ${SCRIPT}`);
      await narrow.getByText("{nobody} is not a known variable.").waitFor();
      expect(await serious(narrow)).toEqual([]);
      await expect.poll(() => sideways(narrow)).toBe(0);
      await narrow.context().close();
    });
  });
}
