import PDFDocument from "pdfkit";
import type { Block } from "@/lib/core/evidence-blocks";
import { lettersOf, showable } from "./glyphs";

/** Points: 72 to an inch. */
const MARGINS = { top: 54, bottom: 64, left: 54, right: 54 };
const LABEL = 130;
const INK = "#1d2433";
const MUTED = "#59627a";
const LINE = "#d5d9e2";

export interface Fonts {
  regular: Uint8Array;
  semibold: Uint8Array;
}

export interface Record {
  title: string;
  author: string;
  /** When it was drawn. */
  at: Date;
  /** At the foot of each page, before its number. */
  foot: string;
  blocks: readonly Block[];
}

/** Draws a record as a PDF file: US Letter, page numbers, an outline of its headings, text that can be searched and copied. */
export async function drawBlocks({ title, author, at, foot, blocks }: Record, fonts: Fonts): Promise<Uint8Array> {
  const doc = new PDFDocument({
    ...{ size: "LETTER", margins: MARGINS, bufferPages: true, lang: "en-US", displayTitle: true, pdfVersion: "1.7" },
    info: { Title: title, Author: author, Creator: "Rekindle", CreationDate: at },
  });
  doc.registerFont("regular", fonts.regular).registerFont("semibold", fonts.semibold);
  const pen = penOf(doc, lettersOf(fonts.regular));
  for (const block of blocks) drawBlock(pen, block);
  if (pen.replaced()) {
    pen.gap(12);
    const codes =
      "Codes such as [U+5F20] stand for letters that this file has no shapes for. The JSON file of the same record has the letters.";
    pen.write(codes, { size: 8, color: MUTED });
  }
  pen.feet(foot);
  doc.end();
  const parts: Uint8Array[] = [];
  for await (const part of doc) parts.push(part);
  return Buffer.concat(parts);
}

/** Points below each kind of block. */
const AFTER: { [K in Block["kind"]]: number } = {
  ...{ title: 10, heading: 6, subheading: 3, note: 2, text: 4, facts: 4, list: 4, words: 4 },
};

function drawBlock(pen: Pen, block: Block): void {
  switch (block.kind) {
    case "title":
      pen.write(block.text, { size: 20, font: "semibold" });
      break;
    case "heading":
      pen.gap(18);
      // With the first lines of what stands below a heading of its own.
      pen.keep(110);
      pen.bookmark(block.text);
      pen.write(block.text, { size: 13, font: "semibold" });
      pen.rule();
      break;
    case "subheading":
      pen.gap(8);
      pen.keep(60);
      pen.write(block.text, { size: 10.5, font: "semibold" });
      break;
    case "note":
      pen.gap(4);
      pen.keep(32);
      pen.write(block.text, { size: 8.5, font: "semibold", color: MUTED });
      break;
    case "text":
      pen.write(block.text, {});
      break;
    case "facts":
      for (const [label, text] of block.facts) pen.fact(label, text);
      break;
    case "list":
      for (const item of block.items) pen.item(item);
      break;
    case "words":
      pen.write(block.text, { indent: 12 });
  }
  pen.gap(AFTER[block.kind]);
}

type Pen = ReturnType<typeof penOf>;
interface Look {
  size?: number;
  font?: "regular" | "semibold";
  color?: string;
  indent?: number;
}

function penOf(doc: PDFDocument, has: (codePoint: number) => boolean) {
  const width = doc.page.width - MARGINS.left - MARGINS.right;
  const bottom = doc.page.height - MARGINS.bottom;
  let y = MARGINS.top;
  let replaced = false;
  const shown = (text: string) => {
    const found = showable(text, has);
    replaced ||= /\[U\+[0-9A-F]{4,6}\]/.test(found);
    return found;
  };
  const use = ({ size = 9.5, font = "regular", color = INK }: Look) => doc.font(font).fontSize(size).fillColor(color);
  /** Room for so many points, or a new page. */
  const keep = (height: number) => {
    if (y + height <= bottom || y === MARGINS.top) return;
    doc.addPage();
    y = MARGINS.top;
  };
  const put = (text: string, x: number, wide: number, look: Look) => {
    use(look).text(text, x, y, { width: wide, lineGap: 2 });
    return doc.y;
  };
  const height = (text: string, wide: number, look: Look) =>
    use(look).heightOfString(text, { width: wide, lineGap: 2 });
  return {
    keep,
    replaced: () => replaced,
    gap(points: number) {
      if (y > MARGINS.top) y += points;
    },
    write(text: string, look: Look) {
      const { indent = 0 } = look;
      const words = shown(text);
      // Short ones stay together; long ones go on by themselves on the next page.
      const tall = height(words, width - indent, look);
      keep(Math.min(tall, 60));
      y = put(words, MARGINS.left + indent, width - indent, look);
    },
    fact(label: string, text: string) {
      const value = shown(text);
      keep(Math.min(height(value, width - LABEL, {}), 120));
      const from = y;
      put(label, MARGINS.left, LABEL - 8, { color: MUTED });
      y = from;
      y = put(value, MARGINS.left + LABEL, width - LABEL, {});
    },
    item(text: string) {
      const words = shown(text);
      keep(Math.min(height(words, width - 12, {}), 120));
      const from = y;
      put("–", MARGINS.left, 10, { color: MUTED });
      y = from;
      y = put(words, MARGINS.left + 12, width - 12, {});
    },
    rule() {
      doc
        .moveTo(MARGINS.left, y + 2)
        .lineTo(MARGINS.left + width, y + 2)
        .lineWidth(0.7)
        .stroke(LINE);
      y += 4;
    },
    bookmark: (text: string) => void doc.outline.addItem(shown(text)),
    /** At last, when it is known how many pages there are. */
    feet(text: string) {
      const { count } = doc.bufferedPageRange();
      for (let page = 0; page < count; page++) {
        doc.switchToPage(page);
        // Below the margin, where a text would else open another page.
        doc.page.margins.bottom = 0;
        const at = doc.page.height - 40;
        use({ size: 8, color: MUTED }).text(shown(text), MARGINS.left, at, { width: width - 90, lineBreak: false });
        doc.text(`Page ${page + 1} of ${count}`, MARGINS.left + width - 90, at, {
          width: 90,
          align: "right",
          lineBreak: false,
        });
        doc.page.margins.bottom = MARGINS.bottom;
      }
    },
  };
}
