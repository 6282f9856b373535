/** Seconds. A calm voice speaks about 150 words a minute. */
const PER_WORD = 60 / 150;
const PER_SENTENCE = 0.4;
const PER_CLAUSE = 0.2;
/** Scripts without spaces are counted by the sign. */
const PER_SIGN = 0.22;
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu;
const LINK = /\b(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:\/\S*)?/gi;
const VARIABLE = /\{[^{}]*\}/g;

/** More than this is a long while to listen before one can answer. */
export const LONG_FIRST_MESSAGE_SECONDS = 30;
/** Answering machines cut off, and people stop listening. */
export const LONG_VOICEMAIL_SECONDS = 25;

/** About how many seconds a text takes to speak, in whole seconds; 0 when there is nothing to say. A variable counts as two words,
 *  figures as the words that are spoken for them, a link and a number of five digits or more sign by sign. */
export function spokenSeconds(text: string): number {
  const plain = text.replace(VARIABLE, " some words ").trim();
  const links = plain.match(LINK) ?? [];
  const rest = plain.replace(LINK, " ");
  const signs = rest.match(DENSE)?.length ?? 0;
  const words = rest
    .replace(DENSE, " ")
    .split(/[\s—–]+/u)
    .reduce((sum, word) => sum + wordsFor(word), 0);
  const linkWords = links.reduce((sum, link) => sum + wordsForLink(link), 0);
  const spoken = (words + linkWords) * PER_WORD + signs * PER_SIGN;
  if (spoken === 0) return 0;
  // Nothing follows the last stop.
  const running = rest.replace(/[\s\p{P}]+$/u, "");
  const stops = running.match(/[.!?…。！？]+(?=\s|$)|\n+|[。！？]/gu)?.length ?? 0;
  const breaths = running.match(/[,;:—–、，]+(?=\s|$)|[、，]/gu)?.length ?? 0;
  return Math.max(1, Math.round(spoken + stops * PER_SENTENCE + breaths * PER_CLAUSE));
}

/** "about 18 seconds", "about 1 minute 10 seconds". */
export function spokenLength(seconds: number): string {
  const count = (n: number, unit: string) => `${n} ${unit}${n === 1 ? "" : "s"}`;
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `about ${count(rest, "second")}`;
  return `about ${count(minutes, "minute")}${rest > 0 ? ` ${count(rest, "second")}` : ""}`;
}

/** How many words are spoken for one that is written. */
function wordsFor(written: string): number {
  const word = written.replace(/^[^\p{L}\p{N}$€£]+|[^\p{L}\p{N}%]+$/gu, "");
  if (word === "") return 0;
  if (!/\p{N}/u.test(word)) return isSpelled(word) ? word.length : word.split(/[-/]/).filter(Boolean).length;
  const digits = word.match(/\p{N}/gu)?.length ?? 0;
  // An offer code or a phone number is read out sign by sign.
  if (digits >= 5 || (/^[A-Z0-9-]+$/.test(word) && /[A-Z]/.test(word)))
    return word.replace(/[^\p{L}\p{N}]/gu, "").length;
  const letters = /\p{L}{2,}/u.test(word) ? 1 : 0;
  const units = word.match(/[%$€£]/g)?.length ?? 0;
  return numberWords(digits) + letters + units;
}

/** "7" is one word, "45" two, "2026" three. */
const numberWords = (digits: number) => Math.max(1, Math.min(digits, 3));

/** An abbreviation of capitals without a vowel, or of two letters ("AI"), is spelled. */
const isSpelled = (word: string) => /^[A-Z]{2,5}$/.test(word) && (word.length === 2 || !/[AEIOUY]/.test(word));

/** Names are said, points and slashes too: "bella dot example slash book". */
function wordsForLink(link: string): number {
  const said = link.replace(/^https?:\/\//i, "").replace(/[.,;:!?)]+$/, "");
  const signs = said.match(/[./?=&#_-]/g)?.length ?? 0;
  const names = said.split(/[./?=&#_-]+/).filter(Boolean);
  return signs + names.reduce((sum, name) => sum + (/\d/.test(name) ? name.length : Math.ceil(name.length / 8)), 0);
}
