import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEmail } from "@/lib/core/email-content";
import { renderEmailWords } from "@/lib/core/email-words";
import { type EmailToRender, renderEmail, renderEmailSlowly } from "@/lib/email/render-email";

const BODY = `Hi {name},
it has been a while. This month: **{promotion}** & more.

- [Every cleaning](https://x.example/c?a=1&b=2)
- Parking

[Book now]({booking_link})

Riley`;

function emailOf(body: string, name: string, changes: Partial<EmailToRender> = {}): EmailToRender {
  const values = { customer_name: name, promotion: "20% off", booking_link: "https://book.example/?a=1&b=2" };
  const content = parseEmail({ subject: "Hi {name}", previewText: "For you", body });
  const rendered = renderEmailWords(content, values, (index) => `https://app.example/r/${index}?x=1&y=2`);
  if (!rendered.ok) throw new Error(`missing ${rendered.missing.join()}`);
  return {
    ...rendered.words,
    businessName: "Bright & Smile <Dental>",
    postalAddress: "12 Main Street\nAustin, TX 78701",
    unsubscribeUrl: "https://app.example/u/token?a=1&b=2",
    ...changes,
  };
}

describe("an email", () => {
  it("says in HTML and in text the owner's words, who sends it, from where, why, and how to stop it", async () => {
    const { html, text } = await renderEmail(emailOf(BODY, "Dana"));
    for (const words of ["Hi Dana,", "Parking", "Book now", "Riley", "12 Main Street", "Austin, TX 78701"]) {
      expect(html).toContain(words);
      expect(text).toContain(words);
    }
    expect(html).toContain("<strong>20% off</strong>");
    expect(html).toContain("You get this email because you have been a customer of Bright &amp; Smile &lt;Dental&gt;.");
    expect(html).toMatch(/<a href="https:\/\/app\.example\/u\/token\?a=1&amp;b=2"[^>]*>Unsubscribe<\/a>/);
    expect(html).toContain('href="https://app.example/r/1?x=1&amp;y=2"');
    expect(text).toContain("Book now:\nhttps://app.example/r/1?x=1&y=2");
    expect(text).toContain("Unsubscribe: https://app.example/u/token?a=1&b=2");
  });

  it("is at most 600 pixels wide, has a language, a title, and knows dark mail programs", async () => {
    const { html } = await renderEmail(emailOf(BODY, "Dana"));
    expect(html).toMatch(/^<!DOCTYPE html/);
    expect(html).toContain('lang="en"');
    expect(html).toContain("max-width:600px");
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain("<title>Hi Dana</title>");
    expect(html).toContain('role="presentation"');
    expect(html.length).toBeLessThan(20_000);
  });

  it("offers no way to stop where there is nothing to stop", async () => {
    const { html, text } = await renderEmail(
      emailOf(BODY, "Dana", { unsubscribeUrl: null, reason: "A test to yourself." }),
    );
    expect(html + text).not.toContain("Unsubscribe");
    expect(html).toContain("A test to yourself.");
  });

  it("can't be given markup by a name", async () => {
    const { html } = await renderEmail(emailOf(BODY, `<img src=x onerror="alert('1')">&amp;`));
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#x27;1&#x27;)&quot;&gt;&amp;amp;");
  });

  it("is the same bytes for the same input", async () => {
    const once = await renderEmail(emailOf(BODY, "Dana"));
    const again = await Promise.all([renderEmail(emailOf(BODY, "Dana")), renderEmail(emailOf(BODY, "Ann"))]);
    expect(again[0]).toEqual(once);
    expect(again[1]?.html).toBe(once.html.replaceAll("Dana", "Ann"));
  });

  it("is what React would draw of it, whatever is written in it", async () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => text.replaceAll(/[{}]/g, "")),
      fc.constantFrom(
        "**b**",
        "\n",
        "\n\n",
        "- x",
        "[a & b](https://x.example/?q='\"<)",
        "https://y.example",
        "{name}",
        "{promotion|}",
        "\ue0003\ue001",
        "  ",
        "'\"<>&",
      ),
    );
    const anyEmail = fc.record({
      body: fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(" ")),
      name: fc.string({ unit: "grapheme", maxLength: 20 }),
      postalAddress: fc.constantFrom("1 Main St", "a\nb\r\nc", "", "'Tower' <3> & more"),
      unsubscribeUrl: fc.constantFrom(null, "https://app.example/u/x?a='1'&b=2"),
    });
    await fc.assert(
      fc.asyncProperty(anyEmail, async ({ body, name, postalAddress, unsubscribeUrl }) => {
        const email = emailOf(body, name, { postalAddress, unsubscribeUrl });
        expect(await renderEmail(email)).toEqual(await renderEmailSlowly(email));
      }),
      { seed: 3, numRuns: 120 },
    );
  });
});
