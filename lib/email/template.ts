import type { RenderedBlock, RenderedInline } from "@/lib/core/email-words";
import type { EmailLayout } from "./layout";

/** Calls `take` for each text and address of an email, in one order, and puts what it gives in their place. */
export function mapWords(layout: EmailLayout, take: (text: string) => string): EmailLayout {
  const inline = (one: RenderedInline): RenderedInline => {
    if (one.kind === "break") return one;
    if (one.kind === "text") return { ...one, text: take(one.text) };
    return { ...one, label: take(one.label), href: take(one.href) };
  };
  const block = (one: RenderedBlock): RenderedBlock => {
    if (one.kind === "button") return { ...one, label: take(one.label), href: take(one.href) };
    if (one.kind === "list") return { kind: "list", items: one.items.map((item) => item.map(inline)) };
    return { kind: "paragraph", inlines: one.inlines.map(inline) };
  };
  return {
    subject: take(layout.subject),
    previewText: take(layout.previewText),
    blocks: layout.blocks.map(block),
    businessName: take(layout.businessName),
    postalAddress: layout.postalAddress.map(take),
    reason: take(layout.reason),
    unsubscribeUrl: layout.unsubscribeUrl === null ? null : take(layout.unsubscribeUrl),
  };
}

const inlineShape = (one: RenderedInline) => `${one.kind[0]}${one.kind !== "break" && one.bold ? "*" : ""}`;

/** Emails of one shape differ in words and addresses only, so that one page serves them all. */
export function shapeOf({ blocks, postalAddress, unsubscribeUrl }: EmailLayout): string {
  const shapes = blocks.map((block) => {
    if (block.kind === "button") return "button";
    if (block.kind === "list") return `list(${block.items.map((item) => item.map(inlineShape).join("")).join(",")})`;
    return `paragraph(${block.inlines.map(inlineShape).join("")})`;
  });
  return [postalAddress.length, unsubscribeUrl === null ? "-" : "u", ...shapes].join(" ");
}

/** A page with holes: `pieces[i]` comes before the text number `holes[i]`; one piece more comes last. */
export interface Template {
  pieces: string[];
  holes: number[];
}

const mark = (index: number) => `\ue000${index}\ue001`;
const MARK = /\ue000(\d+)\ue001/;

/** The layout with a mark in place of each word; no word of anybody is in it. */
export function markWords(layout: EmailLayout): EmailLayout {
  let next = 0;
  return mapWords(layout, () => mark(next++));
}

export function templateOf(html: string): Template {
  const parts = html.split(MARK);
  return {
    pieces: parts.filter((_, index) => index % 2 === 0),
    holes: parts.flatMap((part, index) => (index % 2 ? [Number(part)] : [])),
  };
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
/** As React writes text and attributes. */
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

/** Puts the words of one email into the page. */
export function fillTemplate({ pieces, holes }: Template, layout: EmailLayout): string {
  const texts: string[] = [];
  mapWords(layout, (text) => {
    texts.push(escaped(text));
    return text;
  });
  let html = pieces[0] ?? "";
  for (const [index, hole] of holes.entries()) html += (texts[hole] ?? "") + (pieces[index + 1] ?? "");
  return html;
}
