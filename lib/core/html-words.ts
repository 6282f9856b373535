const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
/** What is in these is not shown; nothing in it is a tag. */
const RAW = ["style", "script", "title", "textarea"];
const MAX_HTML = 500_000;

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi, (_, decimal, hex, name) => {
    if (name) return ENTITIES[String(name).toLowerCase()] ?? "";
    const code = decimal ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : " ";
  });
}

/** HTML as words, without what is quoted in it: enough for reading what somebody answered, in time in proportion to its length. */
export function htmlWords(html: string): string {
  const source = html.slice(0, MAX_HTML);
  const lower = source.toLowerCase();
  const words: string[] = [];
  let [at, quotes] = [0, 0];
  const take = (to: number) => {
    if (quotes === 0) words.push(source.slice(at, to).replaceAll(/\s+/g, " "));
  };
  for (let open = source.indexOf("<"); open !== -1; open = source.indexOf("<", at)) {
    take(open);
    const isComment = source.startsWith("<!--", open);
    const end = source.indexOf(isComment ? "-->" : ">", open);
    // What is never closed is no tag, and so is nothing after it.
    if (end === -1) return tidy(words);
    at = end + (isComment ? 3 : 1);
    const [, slash = "", name = ""] = /^<(\/?)([a-z][a-z0-9]*)/.exec(lower.slice(open, open + 30)) ?? [];
    if (name === "blockquote") quotes = Math.max(0, quotes + (slash ? -1 : 1));
    if (/^(br|p|div|li|tr|h[1-6]|blockquote)$/.test(name) && (slash !== "" || name === "br")) words.push("\n");
    if (slash === "" && RAW.includes(name)) {
      const close = lower.indexOf(`</${name}`, at);
      if (close === -1) return tidy(words);
      at = close;
    }
  }
  take(source.length);
  return tidy(words);
}

const tidy = (words: string[]) =>
  decoded(words.join(""))
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
