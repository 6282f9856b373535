import { contentParts, type Values } from "./content";
import {
  ANY,
  CLAIMS,
  DENIES_MACHINE,
  DENIES_RECORDING,
  HEDGED,
  SAYS_AI,
  SPEAKS_OF_IT,
  TAKES_BACK,
} from "./denial-words";
import { disclosed, type Speaker } from "./disclosure";

/** The sentences of what is spoken that deny that an AI speaks, claim that a human does, or take back who was said to speak; as they are
 *  written. What is always said first is looked at with them.
 *  @param values of the campaign's own variables, where they are known
 *  Source: data/outreach_rules.csv, disclose_ai. */
export function denials(text: string, speaker: Speaker, values: Values = {}): string[] {
  if (text.trim() === "") return [];
  const said = disclosed(text, speaker).text;
  const ways = [filled(said, values), filled(said, {})].map((way) => found(way, speaker.businessName));
  return [...new Set(ways.flat())];
}

/** With the words that are spoken in place of a variable, as far as the owner wrote them. */
const filled = (text: string, values: Values): string =>
  contentParts(text)
    .map((part) => {
      if (part.kind !== "variable") return part.text;
      return values[part.variable] ?? /\|([^{}]*)\}$/.exec(part.text)?.[1] ?? part.text;
    })
    .join("");

/** A point behind a single letter or a title ends no sentence. */
const SENTENCES = /(?<!(?<!\p{L})(?:\p{L}|[DM]rs?|Ms|St)\.)(?<=[.!?…]["”’')\]]{0,3})\s+|\n+/u;

function found(text: string, businessName: string | null): string[] {
  const sentences = text.split(SENTENCES).filter((sentence) => sentence.trim() !== "");
  const words = sentences.map((sentence) => plain(sentence, businessName));
  return sentences
    .filter((_, at) => isDenial(words[at] ?? "") || isTakenBack(words, sentences, at))
    .map((s) => s.trim());
}

/** Lower case, without accents and apostrophes; every other stop is a comma of its own. */
function plain(sentence: string, businessName: string | null): string {
  const name = businessName?.trim();
  return (
    (name ? sentence.replaceAll(name, ANY) : sentence)
      .replaceAll(/\{[^{}]*\}/g, ANY)
      // What nobody sees is not heard either: a soft hyphen, a joiner.
      .replaceAll(/\p{Cf}/gu, "")
      .normalize("NFKD")
      .replaceAll(/\p{M}/gu, "")
      .toLowerCase()
      .replaceAll(/\ba\s?\.\s?i\b\.?/g, "ai")
      .replaceAll(/['’‘`´]/g, "")
      .replaceAll(/\s[-–—]+\s|[–—,;:()"“”…]/g, " , ")
      .replaceAll(/[^\p{L}\p{N},]+/gu, " ")
      .replaceAll(/\s+/g, " ")
      .replaceAll(/^[ ,]+|[ ,]+$/g, "")
  );
}

function isDenial(sentence: string): boolean {
  // Commas part what is claimed from what it is claimed of: "not a robot, not a machine, but a person".
  const clauses = sentence.split(/ ?, ?/);
  const has = (patterns: readonly RegExp[]) =>
    [sentence, ...clauses].some((clause) => patterns.some((pattern) => isMeant(clause, pattern)));
  if (has(CLAIMS) || has(DENIES_MACHINE)) return true;
  // "I'm an AI, not a recording" says who speaks.
  return !SAYS_AI.test(sentence) && has(DENIES_RECORDING);
}

function isMeant(clause: string, pattern: RegExp): boolean {
  const match = pattern.exec(clause);
  if (!match) return false;
  const before = clause.slice(0, match.index).split(",").at(-1) ?? "";
  return !HEDGED.some((hedge) => hedge.test(before));
}

function isTakenBack(words: readonly string[], sentences: readonly string[], at: number): boolean {
  const own = words[at] ?? "";
  const taking = [own, ...own.split(/ ?, ?/)].some((clause) => TAKES_BACK.some((pattern) => pattern.test(clause)));
  if (!taking) return false;
  // A joke about something else is no matter; a question or a greeting in between changes nothing.
  const isBetween = (n: number) => sentences[n]?.trim().endsWith("?") || (words[n] ?? "").split(" ").length < 4;
  let before = at - 1;
  while (before > 0 && isBetween(before) && !SPEAKS_OF_IT.test(words[before] ?? "")) before--;
  return [own, words[before] ?? ""].some((sentence) => SPEAKS_OF_IT.test(sentence));
}
