/** Where mail programs start to repeat what is answered to. */
const QUOTE_STARTS = [
  /^-{2,}\s*(original message|original-nachricht|ursprüngliche nachricht|mensaje original|message d'origine|forwarded message)\s*-{2,}$/i,
  /^_{10,}$/,
  /^\s*(on|am|el|le)\b.{6,200}\b(wrote|schrieb|escribió|a écrit)(?!\p{L}).{0,120}:$/iu,
  /^(from|von|de): .+$/i,
];

const isStart = (line: string) => QUOTE_STARTS.some((pattern) => pattern.test(line));

/** What somebody wrote in an answer, without the message that their mail program repeats below: its footer says
 *  "Unsubscribe", which they did not. Where nothing would be left, all of it, since then nothing is certain. */
export function newWords(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, "\n").split("\n");
  const kept: string[] = [];
  for (const [index, line] of lines.entries()) {
    // "On Monday, … wrote:" is often broken in two.
    if (isStart(line.trim()) || isStart(`${line.trim()} ${lines[index + 1]?.trim() ?? ""}`)) break;
    if (!/^\s*>/.test(line)) kept.push(line.trimEnd());
  }
  const tidy = (words: string) => words.replaceAll(/\n{3,}/g, "\n\n").trim();
  return tidy(kept.join("\n")) || tidy(text);
}
