import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VARIABLES, type Values } from "@/lib/core/content";
import { parseEmail } from "@/lib/core/email-content";
import { plainWords, renderEmailWords } from "@/lib/core/email-words";

const VALUES: Values = { customer_name: "Dana", promotion: "20% off", offer_code: "A&B 1" };
const rendered = (body: string, values: Values = VALUES, subject = "Hi {name}") =>
  renderEmailWords(parseEmail({ subject, previewText: "For {name}", body }), values);

function words(body: string, values: Values = VALUES) {
  const result = rendered(body, values);
  if (!result.ok) throw new Error(`missing ${result.missing.join()}`);
  return result.words;
}

describe("an email for one customer", () => {
  it("has the values in subject, preview and words", () => {
    expect(words("Dear {name}, **{promotion}**!")).toEqual({
      subject: "Hi Dana",
      previewText: "For Dana",
      blocks: [
        {
          kind: "paragraph",
          inlines: [
            { kind: "text", text: "Dear Dana, ", bold: false },
            { kind: "text", text: "20% off", bold: true },
            { kind: "text", text: "!", bold: false },
          ],
        },
      ],
      links: [],
    });
  });

  it("leaves out what is empty, and fails naming what may not be", () => {
    expect(words("{promotion|}\n\n- {promotion|}\n\nx", {}).blocks).toHaveLength(1);
    expect(rendered("{promotion} [a](https://x.example/{offer_code})", {})).toEqual({
      ok: false,
      missing: ["{promotion}", "{offer_code}"],
    });
    expect(rendered("{nick}")).toEqual({ ok: false, missing: ["{nick}"] });
    expect(rendered("a {")).toEqual({ ok: false, missing: [] });
  });

  it.each([
    ["https://x.example/a?b=1&c=%20#d", "https://x.example/a?b=1&c=%20#d"],
    ["http://x.example", "http://x.example"],
    ["HTTPS://X.example/A", "HTTPS://X.example/A"],
    ["https://münchen.example/ö", "https://xn--mnchen-3ya.example/%C3%B6"],
    ["https://x.example/?c={offer_code}", "https://x.example/?c=A%26B%201"],
    ["https://x.example/{name|nobody}", "https://x.example/Dana"],
  ])("has the link %s exactly as written, with values that can't lead elsewhere", (written, target) => {
    expect(words(`[go](${written})`).links).toEqual([target]);
  });

  it("takes a value for a link only where it is one", () => {
    const booking = (link: string) => rendered("[Book]({booking_link})", { booking_link: link });
    expect(booking("book.example/x?a=1&b=2")).toMatchObject({
      ok: true,
      words: { links: ["https://book.example/x?a=1&b=2"] },
    });
    for (const link of ["javascript:alert(1)", "call us", "https://", "https://a b.example"]) {
      expect(booking(link), link).toEqual({ ok: false, missing: ["{booking_link}"] });
    }
  });

  it("asks once for each link what stands in its place, in order", () => {
    const asked: [number, string][] = [];
    const content = parseEmail({
      subject: "s",
      previewText: null,
      body: "[a](https://a.example) https://b.example\n\n- {booking_link}\n\n[a](https://a.example)",
    });
    const result = renderEmailWords(content, { booking_link: "https://c.example" }, (index, target) => {
      asked.push([index, target]);
      return `https://t.example/${index}`;
    });
    expect(asked).toEqual([
      [0, "https://a.example"],
      [1, "https://b.example"],
      [2, "https://c.example"],
      [3, "https://a.example"],
    ]);
    expect(JSON.stringify(result.ok && result.words.blocks).match(/t\.example\/\d/g)).toEqual(
      [0, 1, 2, 3].map((index) => `t.example/${index}`),
    );
    expect(result.ok && result.words.links).toEqual(asked.map(([, target]) => target));
  });

  it("says the same as plain text", () => {
    const body =
      "Hi {name},\nsee [our news](https://x.example/n) or https://y.example.\n\n- **one**\n- two\n\n[Book](https://b.example)";
    expect(plainWords(words(body).blocks)).toBe(
      "Hi Dana,\nsee our news (https://x.example/n) or https://y.example.\n\n- one\n- two\n\nBook:\nhttps://b.example",
    );
  });
});

describe("a value", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.constantFrom(
      "**x**",
      "[a](https://evil.example)",
      "https://evil.example",
      "{promotion}",
      "{{name}}",
      "\n\n- x",
      "a\r\nBcc: b@x.example",
      "<b>",
      "$& $1",
      "\u202emoc",
    ),
  );
  const someValues = fc.record(Object.fromEntries(VARIABLES.map((name) => [name, fc.option(hostile)])));

  it("never becomes a link, a block, bold, a header or another variable", () => {
    const body =
      "a {name|x} b **{promotion|y}** [{service_type|z}](https://x.example/{offer_code|o})\n- {agent_name|w}";
    const content = parseEmail({ subject: "{name|x} {promotion|y}", previewText: "{name|x}", body });
    fc.assert(
      fc.property(someValues, (values) => {
        const result = renderEmailWords(content, values);
        if (!result.ok) throw new Error(`missing ${result.missing.join()}`);
        const { subject, previewText, blocks, links } = result.words;
        const [first, second] = blocks;
        expect(blocks.map(({ kind }) => kind)).toEqual(["paragraph", "list"]);
        expect(first?.kind === "paragraph" && first.inlines.map(({ kind }) => kind)).toEqual([
          "text",
          "text",
          "text",
          "link",
        ]);
        expect(second?.kind === "list" && second.items).toHaveLength(1);
        expect(links).toHaveLength(1);
        expect(new URL(links[0] ?? "").host).toBe("x.example");
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must be gone
        for (const line of [subject, previewText]) expect(line).not.toMatch(/[\u0000-\u001f\u2028\u202e{}]/);
        expect(plainWords(blocks)).not.toMatch(/[{}]/);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
