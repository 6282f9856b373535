import { z } from "zod";
import { renderContent, type Values } from "./content";
import type { EmailBlock, EmailContent, EmailInline } from "./email-content";
import { headerText } from "./email-headers";
import { renderTarget, shownAddress } from "./email-links";

const Inline = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string(), bold: z.boolean() }),
  z.object({ kind: z.literal("link"), label: z.string(), href: z.string(), bold: z.boolean() }),
  z.object({ kind: z.literal("break") }),
]);
/** Rendered words as they were kept, read again. */
export const RenderedBlocks = z.array(
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("paragraph"), inlines: z.array(Inline) }),
    z.object({ kind: z.literal("button"), label: z.string(), href: z.string() }),
    z.object({ kind: z.literal("list"), items: z.array(z.array(Inline)) }),
  ]),
);

export type RenderedInline =
  | { kind: "text"; text: string; bold: boolean }
  | { kind: "link"; label: string; href: string; bold: boolean }
  | { kind: "break" };

export type RenderedBlock =
  | { kind: "paragraph"; inlines: RenderedInline[] }
  | { kind: "button"; label: string; href: string }
  | { kind: "list"; items: RenderedInline[][] };

/** An email as one customer gets it: words and addresses, no markup. */
export interface RenderedWords {
  subject: string;
  previewText: string;
  blocks: RenderedBlock[];
  /** Where the links really lead, in order; what stands in `href` is what `linkFor` made of them. */
  links: string[];
}

/** Gives the address that stands in the email for the link that leads to `target`. */
export type LinkFor = (index: number, target: string) => string;

const MAX_VALUE = 1_000;
const MAX_HEADER = 300;

/** A value is words on one line: it can't begin a paragraph, a header or another variable. */
function plainValues(values: Values): Values {
  const plain = (value: string | null | undefined) =>
    headerText((value ?? "").slice(0, MAX_VALUE)).replaceAll(/[{}]/g, "") || null;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));
}

class Renderer {
  readonly missing = new Set<string>();
  readonly links: string[] = [];
  /** A brace that belongs to nothing names nothing, and is wrong all the same. */
  hasFailed = false;

  constructor(
    readonly values: Values,
    readonly linkFor: LinkFor,
  ) {}

  text(written: string): string {
    const filled = renderContent(written, this.values);
    return filled.ok ? filled.text : this.#fail(filled.missing);
  }

  #fail(missing: string[]): string {
    this.hasFailed = true;
    for (const name of missing) this.missing.add(name);
    return "";
  }

  link({ label, target, index }: { label: string | null; target: string; index: number }): {
    label: string;
    href: string;
  } {
    const led = renderTarget(target, this.values);
    if (!led.ok) return { label: "", href: this.#fail(led.missing) };
    this.links[index] = led.href;
    return { label: (label && this.text(label).trim()) || shownAddress(led.href), href: this.linkFor(index, led.href) };
  }

  inlines(written: EmailInline[]): RenderedInline[] {
    const rendered: RenderedInline[] = [];
    for (const inline of written) {
      if (inline.kind === "break") rendered.push(inline);
      else if (inline.kind === "link") rendered.push({ kind: "link", ...this.link(inline), bold: inline.bold });
      else {
        const text = this.text(inline.text);
        if (text !== "") rendered.push({ kind: "text", text, bold: inline.bold });
      }
    }
    return rendered;
  }

  block(written: EmailBlock): RenderedBlock[] {
    if (written.kind === "button") return [{ kind: "button", ...this.link(written) }];
    if (written.kind === "list") {
      const items = written.items.map((item) => this.inlines(item)).filter((item) => item.length > 0);
      return items.length > 0 ? [{ kind: "list", items }] : [];
    }
    const inlines = this.inlines(written.inlines);
    return inlines.some(({ kind }) => kind !== "break") ? [{ kind: "paragraph", inlines }] : [];
  }
}

/** Fills an email in for one customer. A variable without a value, or a link that leads nowhere, makes it fail:
 *  neither braces nor dead links are sent. `linkFor` may put tracked links in place of the real ones. */
export function renderEmailWords(
  content: EmailContent,
  values: Values,
  linkFor: LinkFor = (_, target) => target,
): { ok: true; words: RenderedWords } | { ok: false; missing: string[] } {
  const renderer = new Renderer(plainValues(values), linkFor);
  const line = (text: string) =>
    Array.from(headerText(renderer.text(text)))
      .slice(0, MAX_HEADER)
      .join("");
  const [subject, previewText] = [line(content.subject), line(content.previewText)];
  const blocks = content.blocks.flatMap((block) => renderer.block(block));
  if (renderer.hasFailed) return { ok: false, missing: [...renderer.missing] };
  return { ok: true, words: { subject, previewText, blocks, links: renderer.links } };
}

function plainLine(inlines: RenderedInline[]): string {
  return inlines
    .map((inline) => {
      if (inline.kind === "break") return "\n";
      if (inline.kind === "text") return inline.text;
      return inline.label === shownAddress(inline.href) ? inline.href : `${inline.label} (${inline.href})`;
    })
    .join("");
}

/** The same words without any form, for whoever reads mail as plain text. */
export function plainWords(blocks: readonly RenderedBlock[]): string {
  return blocks
    .map((block) => {
      if (block.kind === "button") return `${block.label}:\n${block.href}`;
      if (block.kind === "list") return block.items.map((item) => `- ${plainLine(item)}`).join("\n");
      return plainLine(block.inlines);
    })
    .join("\n\n");
}
