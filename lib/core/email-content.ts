import { checkContent } from "./content";
import { linkTarget, shownAddress } from "./email-links";

/** A piece of a line. `text` and `label` may hold `{variables}` (null: the address itself is shown); `index` counts the links of an email from 0, in order. */
export type EmailInline =
  | { kind: "text"; text: string; bold: boolean }
  | { kind: "link"; label: string | null; target: string; index: number; bold: boolean }
  | { kind: "break" };

export type EmailBlock =
  | { kind: "paragraph"; inlines: EmailInline[] }
  | { kind: "button"; label: string | null; target: string; index: number }
  | { kind: "list"; items: EmailInline[][] };

/** What the owner wrote, read. Nothing of it is HTML, and nothing ever becomes any. */
export interface EmailContent {
  subject: string;
  previewText: string;
  blocks: EmailBlock[];
  /** Where the links lead, in order, as they were written. */
  links: string[];
  /** Written as a link, and none. */
  badLinks: string[];
}

export interface EmailWords {
  subject: string;
  previewText: string | null;
  body: string;
}

/** Characters. */
export const MAX_SUBJECT = 200;
export const MAX_PREVIEW = 200;
export const MAX_BODY = 10_000;
export const MAX_LINKS = 30;

// Variables first: what is inside of one is not read for anything else. Each part has an end of its own within a line, and
// none can begin where it could have gone on, so that reading takes time in proportion to the length.
const TOKEN =
  /(?<placeholder>\{[^{}\n]{0,200}\})|\[(?<label>[^[\]\n]{1,300})\]\((?<target>(?:[^\s(){}]|\{[^{}\n]{0,200}\}|\([^\s(){}]{0,300}\)){1,2000})\)|(?<bare>(?<![\p{L}\p{N}@./-])(?:https?:\/\/|www\.)(?:[^\s<>{}"]|\{[^{}\n]{0,200}\}){1,2000})|(?<bold>\*\*)/giu;

/** What ends a sentence after an address does not belong to it; a bracket does where it was opened in it. */
function withoutSentence(address: string): string {
  let end = address.length;
  for (;;) {
    const last = address[end - 1] ?? "";
    const inside = address.slice(0, end);
    const closes = last === ")" && inside.split(")").length > inside.split("(").length;
    if (!closes && !".,;:!?'’”*]".includes(last)) return inside;
    end--;
    if (end === 0) return "";
  }
}

class Reader {
  readonly links: string[] = [];
  readonly badLinks: string[] = [];

  #link(label: string | null, target: string, bold: boolean): EmailInline {
    this.links.push(target);
    return { kind: "link", label, target, index: this.links.length - 1, bold };
  }

  line(text: string): EmailInline[] {
    const inlines: EmailInline[] = [];
    let [from, bold] = [0, false];
    const words = (piece: string) => {
      const last = inlines.at(-1);
      if (last?.kind === "text" && last.bold === bold) last.text += piece;
      else if (piece !== "") inlines.push({ kind: "text", text: piece, bold });
    };
    const token = new RegExp(TOKEN);
    for (let found = token.exec(text); found !== null; found = token.exec(text)) {
      words(text.slice(from, found.index));
      const whole = found[0];
      const { placeholder, label, target, bare, bold: mark } = found.groups ?? {};
      // What ends the sentence is read on its own: it may close what is bold.
      const address = bare === undefined ? null : withoutSentence(bare);
      from = found.index + (address ?? whole).length;
      token.lastIndex = Math.max(from, found.index + 1);
      if (mark) {
        // One that is never closed is two stars.
        if (bold || text.includes("**", from)) bold = !bold;
        else words(whole);
      } else if (placeholder && isBookingLink(placeholder)) inlines.push(this.#link(BOOKING_LABEL, placeholder, bold));
      else if (placeholder && CONSENT_LINK.test(placeholder))
        inlines.push(this.#link(CONSENT_LABEL, placeholder, bold));
      else if (label !== undefined && target !== undefined) {
        const followable = linkTarget(target);
        if (followable === null) this.badLinks.push(whole);
        if (followable === null) words(label);
        else inlines.push(this.#link(label.replaceAll("**", ""), followable, bold));
      } else if (address !== null) {
        const followable = linkTarget(address);
        if (followable === null) words(address);
        else inlines.push(this.#link(address.includes("{") ? null : shownAddress(address), followable, bold));
      } else words(whole);
    }
    words(text.slice(from));
    return inlines;
  }
}

/** `{booking_link}`, unless what stands in for an empty one is words. */
function isBookingLink(placeholder: string): boolean {
  const [, fallback] = /^\{\s*booking_link\s*(?:\|(.*))?\}$/i.exec(placeholder) ?? [null, "none"];
  return fallback === undefined || linkTarget(fallback) !== null;
}

const BOOKING_LABEL = "Book a time";
const CONSENT_LINK = /^\{\s*consent_link\s*\}$/i;
const CONSENT_LABEL = "Read and agree";
const LIST_ITEM = /^\s*[-•*]\s+(?=\S)/;

/** A line that is one link and nothing else becomes a button. */
function buttonOf(inlines: EmailInline[]): EmailBlock | null {
  const [only, ...more] = inlines.filter((inline) => inline.kind !== "text" || inline.text.trim() !== "");
  if (only?.kind !== "link" || more.length > 0) return null;
  return { kind: "button", label: only.label, target: only.target, index: only.index };
}

function blocksOf(body: string, reader: Reader): EmailBlock[] {
  const blocks: EmailBlock[] = [];
  let isOpen = false;
  for (const line of body.split("\n")) {
    const last = blocks.at(-1);
    if (line.trim() === "") {
      isOpen = false;
      continue;
    }
    if (LIST_ITEM.test(line)) {
      const item = reader.line(line.replace(LIST_ITEM, "").trim());
      if (isOpen && last?.kind === "list") last.items.push(item);
      else blocks.push({ kind: "list", items: [item] });
      isOpen = true;
      continue;
    }
    const inlines = reader.line(line.trim());
    const button = buttonOf(inlines);
    if (button) {
      blocks.push(button);
      isOpen = false;
    } else if (isOpen && last?.kind === "paragraph") {
      last.inlines.push({ kind: "break" }, ...inlines);
    } else {
      blocks.push({ kind: "paragraph", inlines });
      isOpen = true;
    }
  }
  return blocks;
}

/** One kind of line end, and none of the characters that no mail can show. */
function tidy(body: string): string {
  return (
    body
      .toWellFormed()
      .replaceAll(/\r\n?|\u2028|\u2029/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")
  );
}

/** Reads what the owner wrote: paragraphs, `{variables}`, `[label](https://link)` and bare links, `**bold**`, `- ` lists.
 *  Whatever is none of these is words. */
export function parseEmail({ subject, previewText, body }: EmailWords): EmailContent {
  const reader = new Reader();
  const blocks = blocksOf(tidy(body), reader);
  return { subject, previewText: previewText ?? "", blocks, links: reader.links, badLinks: reader.badLinks };
}

export interface EmailProblem {
  where: "subject" | "preview_text" | "body";
  problem: "empty" | "too_long" | "line_break" | "unknown_variable" | "stray_brace" | "bad_link" | "too_many_links";
  /** What was written there, or the greatest number that is allowed. */
  detail: string | null;
}

/** What is wrong with an email whoever it is for; nothing for one that can be sent. */
export function checkEmail(words: EmailWords): EmailProblem[] {
  const { links, badLinks } = parseEmail(words);
  const fields = [
    { where: "subject", text: words.subject, most: MAX_SUBJECT, needed: true, oneLine: true },
    { where: "preview_text", text: words.previewText ?? "", most: MAX_PREVIEW, needed: false, oneLine: true },
    { where: "body", text: words.body, most: MAX_BODY, needed: true, oneLine: false },
  ] as const;
  const problems = fields.flatMap(({ where, text, most, needed, oneLine }): EmailProblem[] => {
    const found = checkContent(text);
    return [
      ...(needed && text.trim() === "" ? [{ where, problem: "empty" as const, detail: null }] : []),
      ...(text.length > most ? [{ where, problem: "too_long" as const, detail: String(most) }] : []),
      ...(oneLine && /[\r\n\u2028\u2029]/.test(text) ? [{ where, problem: "line_break" as const, detail: null }] : []),
      ...found.unknown.map((detail) => ({ where, problem: "unknown_variable" as const, detail })),
      ...(found.strayBrace ? [{ where, problem: "stray_brace" as const, detail: null }] : []),
    ];
  });
  const body = { where: "body" as const };
  return [
    ...problems,
    ...badLinks.map((detail) => ({ ...body, problem: "bad_link" as const, detail })),
    ...(links.length > MAX_LINKS ? [{ ...body, problem: "too_many_links" as const, detail: String(MAX_LINKS) }] : []),
  ];
}
