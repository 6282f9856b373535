import { contentParts, type Variable } from "./content";
import { spokenSeconds } from "./spoken-length";

/** For whom an assistant speaks, as far as it is known. */
export interface Speaker {
  agentName: string | null;
  businessName: string | null;
}

export interface Disclosed {
  /** The text with everything that has to be said first, its variables not filled in yet. */
  text: string;
  /** What was put before the owner's words; null where their own first sentence says it. */
  added: string | null;
  /** How many characters of `text` say who calls and that it is an AI. */
  length: number;
}

/** The text as it is spoken: it begins by naming the business and saying that an AI speaks, whatever was written. Only an opening that
 *  says both beyond doubt stays as it is. Values of variables are never looked at: nobody's name can pass for a disclosure.
 *  Source: data/outreach_rules.csv, disclose_ai. */
export function disclosed(text: string, { agentName, businessName }: Speaker): Disclosed {
  const own = ownDisclosure(text, businessName);
  if (own !== null) return { text, added: null, length: own };
  const added = agentName?.trim() ? NAMED : UNNAMED;
  const rest = text.trim();
  return { text: rest === "" ? added : `${added} ${rest}`, added, length: added.length };
}

const NAMED = "Hi, this is {agent_name}, the AI assistant of {business_name}.";
const UNNAMED = "Hi, this is the AI assistant of {business_name}.";

// What stands for itself is replaced by as many signs of a kind, so that places in the text stay the same.
const [BUSINESS, PERSON, AI, OTHER] = ["\uE000", "\uE001", "\uE002", "\uE003"];
const SIGNS: Partial<Record<Variable, string>> = { business_name: BUSINESS, customer_name: PERSON, agent_name: PERSON };
const NAME = `(?:${PERSON}+|${BUSINESS}+|\\p{Lu}[\\p{L}'’-]*)`;
const GREETING = new RegExp(
  `^\\s*(?:(?:[Hh]i|[Hh]ello|[Hh]ey|[Gg]ood (?:morning|afternoon|evening|day))(?: there)?(?:[\\s,]+(?!This\\b|It\\b|I\\b|My\\b|You\\b|Here\\b)${NAME})?[\\s,.!–—-]*)?`,
  "u",
);
const SELF = `(?:[Tt]his is|I am|I['’]m|[Ii]t is|[Ii]t['’]s|[Mm]y name is|[Hh]ere is|[Yy]ou are speaking (?:to|with)|[Yy]ou['’]re speaking (?:to|with))`;
/** "Riley", "Riley from Bright Dental,", "Riley, and I'm". */
const CALLED = `(?:${NAME}(?: ${NAME}){0,2}(?: (?:from|of|at|with|for) ${BUSINESS}+)?(?:\\s*[,–—-])?(?: and I(?: am|['’]m))?\\s+)?`;
const DETERMINER = `(?:an?|the|your|our|${BUSINESS}+['’]s?)`;
/** A « virtual receptionist » is a person in a call centre, and an « automated call » may play a person's voice. */
const KIND = `(?:AI|${AI}+|[Aa]rtificial(?:[ -][Ii]ntelligence)?)`;
const QUALITY = `(?:[ -](?:powered|based|voice|phone|telephone|booking|scheduling|virtual|digital))`;
const NOUN = `(?:assistant|agent|caller|receptionist|helper|voice|call|system)`;
/** An "AI assistant manager" is a person, whatever the letters, and so is an "AI-hater". */
const TITLE =
  "(?:[Mm]anager|[Dd]irector|[Ss]upervisor|[Ss]pecialist|[Ee]ngineer|[Dd]eveloper|[Tt]rainer|[Ee]xpert|[Cc]oach|[Uu]ser|[Oo]wner)";
const AFTER = `(?=\\s*(?:$|[,.!–—])|\\s+-|\\s+(?:of|for|from|at|with|on|in|here|who|that|calling|working|and)\\b|\\s+(?!${TITLE}\\b)${NAME})`;
const SAYS_AI = new RegExp(
  `^${SELF}\\s+${CALLED}${DETERMINER}\\s+(?:[a-z]+ )?(?:${KIND}${QUALITY}{0,2} ${NOUN}|(?:AI|${AI}+))${AFTER}`,
  "u",
);
const DENIAL = /\b(?:not|no|non|never|without|unlike|instead|rather|formerly|pretend\w*|kidding|joking)\b|n['’]t\b/i;
const SENTENCE_END = /[.!?…]+(?=["”')\]]*(?:\s|$))/;

/** Where the opening ends that names the business and says that an AI speaks; null when it does not say both. */
function ownDisclosure(text: string, businessName: string | null): number | null {
  const marked = mark(text, businessName);
  const from = GREETING.exec(marked)?.[0].length ?? 0;
  const rest = marked.slice(from);
  const end = SENTENCE_END.exec(rest);
  const sentence = end ? rest.slice(0, end.index + end[0].length) : rest;
  const says = SAYS_AI.test(sentence) && sentence.includes(BUSINESS) && !sentence.trimEnd().endsWith("?");
  return says && !DENIAL.test(sentence) ? from + sentence.length : null;
}

function mark(text: string, businessName: string | null): string {
  const marked = contentParts(text)
    .map((part) => (part.kind === "variable" ? (SIGNS[part.variable] ?? OTHER).repeat(part.text.length) : part.text))
    .join("")
    .replaceAll(/\bA\.\s?I\.?(?![\p{L}\p{N}])/gu, (found) => AI.repeat(found.length));
  const name = businessName?.trim().replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  if (!name) return marked;
  const literal = new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, "giu");
  return marked.replaceAll(literal, (found) => BUSINESS.repeat(found.length));
}

const PLEASANTRY =
  /^\W*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day))(?: there| again)?[ ,]{0,2}(?:\{[^{}]*\}|[\p{L}'’-]+)?[ ,]?[.!?]|how (?:are|is|have)\b|how['’]s\b|(?:i|we) hope\b|hope (?:you|all|this)\b|(?:do|would) you have (?:a|one|two|a few)\b|is (?:this|now) (?:a )?(?:good|bad|okay|ok|fine)\b|am i (?:speaking|talking)\b|is this \p{L}+(?: speaking)?\?|thank(?:s| you) for (?:taking|picking|answering)\b|(?:it is |it['’]s )?(?:nice|great|good|lovely) to (?:speak|talk|hear|meet)\b|i (?:will|won['’]t|['’]ll) (?:be|take|not take|keep)\b)/iu;

/** About how many seconds are spoken before it is said what the call is about: who calls, and the pleasantries after it.
 *  @param text with its disclosure */
export function secondsBeforePurpose({ text, length }: Pick<Disclosed, "text" | "length">): number {
  let at = length;
  for (const sentence of text.slice(length).split(/(?<=[.!?…]\s)/)) {
    if (sentence.trim() !== "" && !PLEASANTRY.test(sentence.trim())) break;
    at += sentence.length;
  }
  return spokenSeconds(text.slice(0, at));
}
