import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Block } from "@/lib/core/evidence-blocks";
import { drawBlocks } from "@/lib/pdf/draw-blocks";
import { lettersOf, showable } from "@/lib/pdf/glyphs";

const font = (name: string) => readFileSync(`data/fonts/inter-${name}.ttf`);
const fonts = { regular: font("regular"), semibold: font("semibold") };
const has = lettersOf(fonts.regular);
const draw = (blocks: Block[]) =>
  drawBlocks({ title: "Record of Zoë", author: "Bright", at: new Date(0), foot: "Record of Zoë", blocks }, fonts);
/** The file's own text, with its compressed parts laid open. */
function opened(file: Uint8Array): string {
  const text = Buffer.from(file).toString("latin1");
  const parts = text.matchAll(/stream\n([\s\S]*?)\nendstream/g);
  const streams = [...parts].map(([, body = ""]) => {
    try {
      return inflateSync(Buffer.from(body, "latin1")).toString("latin1");
    } catch {
      return "";
    }
  });
  return text + streams.join("\n");
}

describe("letters", () => {
  it.each(["Zoë Müller", "Łódź Đặng Çelik", "Nguyễn Thị Ánh", "Анна Петрова", "Γιώργος", "“€20” — 5%…"])(
    "%s are shown as they are, in both weights",
    (name) => {
      expect(showable(name, has)).toBe(name);
      expect(showable(name, lettersOf(fonts.semibold))).toBe(name);
    },
  );

  it("are put together where they come in parts, and stand on one line", () => {
    expect(showable("Nguye\u0302\u0303n\tThi\u0323\r\nA\u0301nh", has)).toBe("Nguyễn Thị\nÁnh");
  });

  it("without a shape become codes and never vanish", () => {
    expect(showable("张伟", has)).toBe("[U+5F20][U+4F1F]");
    expect(showable("علي", has)).toBe("[U+0639][U+0644][U+064A]");
    expect(showable("ok 😀", has)).toBe("ok [U+1F600]");
    expect(showable("a\u200d\u200b\u202eb\u0007", has)).toBe("ab ");
  });

  it("are not read from what is no font", () => {
    expect(() => lettersOf(new Uint8Array(12))).toThrow("cmap");
  });
});

describe("a drawn record", () => {
  it("has a title, an outline of its headings and as many pages as it needs", async () => {
    const blocks: Block[] = Array.from({ length: 40 }, (_, n): Block[] => [
      { kind: "heading", text: `Part ${n}` },
      { kind: "facts", facts: [["Label", "word ".repeat(60)]] },
    ]).flat();
    const text = opened(await draw([{ kind: "title", text: "Record of Zoë" }, ...blocks]));
    const pages = text.match(/\/Type \/Page\b[^s]/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(4);
    expect(pages).toBeLessThan(10);
    expect(text.match(/\/Title \(Part \d+\)/g)).toHaveLength(40);
    expect(text).toContain("/Lang (en-US)");
    expect(text).toContain("/DisplayDocTitle true");
  });

  it("goes on over pages with words that are longer than one", async () => {
    const text = opened(await draw([{ kind: "words", text: "Something was said. ".repeat(1500) }]));
    expect(text.match(/\/Type \/Page\b[^s]/g)?.length).toBeGreaterThan(3);
  });

  it("is a file even with nothing in it", async () => {
    expect(
      Buffer.from(await draw([]))
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  });
});
