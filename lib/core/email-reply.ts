/** "On Monday, … wrote:", before what is repeated. */
const ATTRIBUTION = /^(?:on|am|el|le)\b.{5,200}\b(?:wrote|schrieb|escribi[oó]|a écrit)(?!\p{L}).{0,120}:(?:\s*>.*)?$/iu;

/** Where mail programs start to repeat what is answered to, or say what they are. Source: how the common ones do it. */
const STARTS = [
  ATTRIBUTION,
  /^-{2,}\s*(?:original message|original-nachricht|ursprüngliche nachricht|mensaje original|message d'origine|forwarded message)\b/i,
  /^_{5,}$/,
  /^(?:from|von|de): .+$/i,
  /^(?:sent from my |get outlook for |enviado desde )/i,
];

/** The lines that match, of which one may be broken in two. */
function found(lines: readonly string[], patterns: readonly RegExp[]): Set<number> {
  const isOne = (line: string) => patterns.some((pattern) => pattern.test(line));
  return new Set(
    lines.flatMap((line, at) => {
      if (isOne(line.trim())) return [at];
      return isOne(`${line.trim()} ${lines[at + 1]?.trim() ?? ""}`) ? [at, at + 1] : [];
    }),
  );
}

const linesOf = (text: string) => text.replaceAll(/\r\n?/g, "\n").split("\n");
const joined = (lines: readonly string[]) =>
  lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
const unquoted = (lines: readonly string[]) => joined(lines.filter((line) => !/^\s*>/.test(line)));

/** What somebody wrote themselves in an answer, above what their mail program repeats, between it or below it: its footer says
 *  "Unsubscribe", which they did not. Empty where all of it is a repetition. */
export function ownWords(text: string): string {
  const lines = linesOf(text);
  const [start = lines.length] = found(lines, STARTS);
  const above = unquoted(lines.slice(0, start));
  if (above !== "") return above;
  const introduced = found(lines, [ATTRIBUTION]);
  return unquoted(lines.filter((_, at) => !introduced.has(at)));
}

/** The same, to be read by a person: where nothing would be left, all of it, since then nothing is certain. */
export const newWords = (text: string): string => ownWords(text) || joined(linesOf(text));
