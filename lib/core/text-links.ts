export interface TextLink {
  /** Where it begins in the text. */
  at: number;
  /** Exactly as it is written. */
  target: string;
}

/** The web addresses in a plain text, in order. Punctuation after one belongs to the sentence. */
export function textLinks(text: string): TextLink[] {
  return [...text.matchAll(/https?:\/\/[^\s<>"“”]+/gi)].flatMap(({ 0: written, index }) => {
    const target = withoutTail(written);
    return URL.canParse(target) && new URL(target).hostname !== "" ? [{ at: index, target }] : [];
  });
}

/** A bracket that the address itself opened is part of it. */
function withoutTail(written: string): string {
  let link = written;
  for (;;) {
    const last = link.at(-1) ?? "";
    const opened = last === ")" && link.split("(").length >= link.split(")").length;
    if (!/[.,;:!?'’)\]}*]/.test(last) || opened) return link;
    link = link.slice(0, -1);
  }
}

/** The different targets in a text, in order of their first mention: the index of each is its number in `linkFor`. */
export const linkTargets = (text: string): string[] => [...new Set(textLinks(text).map(({ target }) => target))];

/** The text with each link replaced by what stands for it. */
export function replaceLinks(text: string, linkFor: (index: number, target: string) => string): string {
  const targets = linkTargets(text);
  let from = 0;
  const parts = textLinks(text).map(({ at, target }) => {
    const part = text.slice(from, at) + linkFor(targets.indexOf(target), target);
    from = at + target.length;
    return part;
  });
  return parts.join("") + text.slice(from);
}
