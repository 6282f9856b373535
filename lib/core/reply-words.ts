import { ownWords } from "./email-reply";

/** What an answer asks for.
 *  - `stop`, `start`, `help`: a keyword of the rules, alone but for politeness.
 *  - `opt_out_wording`: asks in its own words not to be contacted; as good as a keyword.
 *  - `reply`: everything else; a person has to judge. */
export type ReplyKind = "stop" | "start" | "help" | "opt_out_wording" | "reply";

/** The words of the newest rules, in lower case. Source: opt_out_keywords, opt_in_keywords and help_keywords of data/outreach_rules.csv. */
export interface ReplyKeywords {
  stop: readonly string[];
  start: readonly string[];
  help: readonly string[];
}

const ALSO_STOP = ["opt out", "stop all", "remove"];
/** "Cancel" in a line of its own may be about the appointment in the next one. */
const UNMISTAKABLE = /^(?:stop|unsubscribe|opt)/;
/** Alone they ask to stop, but nobody promised them as keywords. */
const LIKE_STOP = [
  ...[
    "remove me",
    "discontinue",
    "cease",
    "stahp",
    "unsubscribed",
    "block me",
    "spam",
    "dont want",
    "unsub",
    "stop it",
    "stop this",
    "no more",
    "basta",
    "basta ya",
    "alto",
    "pare",
    "paren",
    "parar",
    "baja",
  ],
  ...["detener", "detente", "cancelar", "desuscribir", "arret", "arreter"],
];
const POLITE =
  /\b(?:please|pls|plz|plse|thanks|thank you|thx|ty|now|ok|okay|hi|hello|hey|por favor|gracias|ya|svp|asap|immediately|at once|sir|maam)\b/g;

/** Judges a text or an email that came in. Case, accents, punctuation, what a phone adds and quoted emails make no difference. */
export function classifyReply(text: string, { stop, start, help }: ReplyKeywords): ReplyKind {
  const own = ownWords(text);
  const lines = own.split("\n").map(plain).filter(Boolean);
  const whole = lines.join(" ");
  if (whole === "") return "reply";
  const words = tidy(whole);
  const first = tidy(lines[0] ?? "");
  const isStop = (line: string) => isKeyword(line, stop);
  if (isStop(words) || (isStop(first) && UNMISTAKABLE.test(first))) return "stop";
  if (start.includes(words)) return "start";
  if (help.includes(words)) return "help";
  const inALine = lines.map(tidy).some((line) => isStop(line) && UNMISTAKABLE.test(line));
  if (LIKE_STOP.includes(words) || inALine) return "opt_out_wording";
  return clausesOf(own).some(asksToStop) ? "opt_out_wording" : "reply";
}

/** One keyword that stops, or the same or another several times. */
function isKeyword(words: string, stop: readonly string[]): boolean {
  const joined = words.replaceAll(/\bopt (?:me )?out\b/g, "optout").replaceAll("stop all", "stopall");
  if (ALSO_STOP.includes(words)) return true;
  const each = joined.split(" ");
  return joined !== "" && each.every((word) => stop.includes(word)) && each.length <= 6;
}

const tidy = (line: string) => line.replaceAll(POLITE, " ").replaceAll(/\s+/g, " ").trim();

/** Lower case, without accents, apostrophes and punctuation; "do not" is "dont". */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/['’‘`´]/g, "")
    .replaceAll(/\bdo not\b|\bdo n t\b|\bdonot\b|\bdnt\b|\bdon t\b/g, "dont")
    .replaceAll(/\bcan ?not\b/g, "cant")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .replaceAll(/\b(?:\p{L} ){3,}\p{L}\b/gu, (spelled) => spelled.replaceAll(" ", ""))
    .trim();
}

/** "Stop. I mean it" is two; what is asked is not judged by its neighbour. */
const clausesOf = (text: string): { words: string; asks: boolean }[] =>
  text
    .split(/(?<=[.!?;…])(?=\s|$)|\n+|\s[-–—]\s/)
    .map((clause) => ({ words: plain(clause), asks: clause.trimEnd().endsWith("?") }))
    .filter(({ words }) => words !== "");

// (Where "any" begins a choice it is written with a boundary, since a bare one reads like a type that is none.)
const CONTACT =
  "(?:text|txt|call|contact|email|e ?mail|message|msg|bother|spam|harass|bug|annoy|solicit|disturb|phone|ring|pester)";
const CONTACTING =
  "(?:texting|txting|calling|contacting|emailing|messaging|msging|bothering|spamming|harassing|bugging|annoying|soliciting|disturbing|phoning|pestering|receiving|getting|writing|reaching out|blowing up)";
const NEWS =
  "(?:texts?|txts?|messages?|msgs?|emails?|e ?mails?|calls?|spam|ads?|promos?|promotions?|marketing|offers?|notifications?|newsletters?|communications?|contact|sms|reminders?|junk)";
const ME =
  "(?:me|us|this (?:number|phone|address|person)|my (?:phone|number|cell|wife|husband|mom|mother|dad|father|son|daughter|house|email)|here|anymore|\\bany more|again|ever)";

const ASKS: readonly RegExp[] = [
  // Stop texting me; quit it with the messages; stop sending me these
  new RegExp(
    `\\b(?:stop|quit|cease|cancel|discontinue|end|halt) (?:it )?(?:with )?(?:all )?(?:of )?(?:the|these|this|those|your|ur|\\bany|sending)?(?: \\w+)? ?(?:${CONTACTING}|${NEWS})\\b`,
  ),
  /\b(?:stop|quit|cancel) (?:my subscription|sending|all contact|contact|the contact)\b/,
  // Don't text me; never call this number again
  new RegExp(
    `(?<!\\b(?:you|u|they|we|i|she|he|why|people|guys) )\\b(?:dont|never)(?: (?:ever|please|even|you ever|you dare|keep))* (?:${CONTACT}|write|send)(?:ing)?(?: (?:or|and|nor) ${CONTACT})*(?: (?:to )?${ME}|(?: me| us)? (?:\\bany|anything|these|your|more)\\b|$)`,
  ),
  /\b(?:no longer|not) (?:to )?(?:be )?(?:contacted|called|texted|emailed|messaged)\b/,
  new RegExp(
    `\\b(?:no longer|dont|not|never) (?:want|wish|care|like|need|interested in|consent)\\w*(?: \\w+){0,3}? (?:\\bany|more|your|ur|these|this|to get|to receive|to be|you to|u to|to hear|further|getting|receiving|hearing)(?: \\w+){0,3}? ?(?:${NEWS}|contacted|called|texted|emailed|messaged|bothered|spammed|from you|${CONTACT})\\b`,
  ),
  // Take me off; remove my number; off your list
  /\b(?:remove|delete|drop|scrub|erase|take|get|strike|pull) (?:me|us|my \w+(?: \w+)?|this \w+|our \w+|number)(?: please)? (?:from|off|out of|of)\b/,
  /\b(?:remove|delete|erase) (?:me|us|my (?:cell |phone |mobile )?(?:number|name|email|info|information|contact|phone|data|details)|this (?:number|email|contact))\b/,
  /\b(?:lose|forget|delete|erase|block) (?:my|this) number\b|\b(?:put|add) (?:me|us|my number|this number) (?:on|to) (?:your |the |a )?dont (?:call|contact|text)\b/,
  /\b(?:unsubscribe|unsuscribe|unsubcribe|unsubscrbe|unsubscibe|unsubscrib|unsub|desubscribe)\b|\bopt(?:ing|ed)? (?:me |us )?out\b|\boptout\b/,
  new RegExp(
    `\\bno (?:more|further) (?:\\w+ )?${NEWS}\\b|\\b(?:enough|done|sick|tired|fed up)(?: \\w+){0,2} (?:these|your|the|all) (?:\\w+ )?${NEWS}\\b`,
  ),
  /\b(?:revok|withdraw|rescind|retract)\w*\b(?: \w+){0,5} (?:consent|permission|authori[sz]ation)\b|\bcease and desist\b/,
  /\b(?:be|have (?:me|us)|have (?:my|this) (?:number|name|email)|get (?:me|us)) (?:removed|taken off|deleted|unsubscribed)\b|\balready (?:unsubscribed|opted out)\b/,
  /\b(?:rather|prefer|like) (?:not|to not)(?: to)? (?:be |get |receive )?(?:contacted|called|texted|emailed|messaged|these|those|your|\bany|texts|emails|calls|messages)\b/,
  /\bdont (?:want|wish) to be on (?:this|your|the|\bany) (?:\w+ )?list\b|\bblock(?:ing|ed)? (?:you|u|your number|this number)\b/,
  /\bnot interested (?:please )?(?:stop|remove|unsubscribe|end|quit)\b|^stop (?:please|pls|plz|now|already)\b/,
  /^(?:please )?no (?:texts?|calls?|messages?|emails?|msgs?|spam|contact|solicit\w+)(?: please| pls| thanks| thank you)?$/,
  /\bleave (?:me|us|my \w+) alone\b|^(?:just )?(?:go away|get lost|piss off|bugger off|f off)\b|\b(?:fuck|screw|f) (?:off|you)\b/,
  /\breport(?:ing|ed)? (?:you|this|your \w+)(?: \w+){0,3} (?:spam|fcc|ftc|harassment|police|attorney)\b/,
  /\b(?:said|asked|told|tell|make|made|please|pls|plz|just|must|should|want|need) (?:(?:you|u|it|this|these|them|to|guys|all|already|texts|messages|calls|emails|please|just) )*stop$/,
  /^(?:\w+ ){0,2}(?:can|could|would|will) (?:you|u)(?: guys)?(?: please| pls| just)* stop$/,
  /^(?:(?:ok|okay|hey|hi|no|yo|omg|seriously|please|pls|just|ugh) )*(?:stop|quit)(?: (?:it|this|that|now|already|immediately|please|pls|plz|thanks|doing this|asap|all|today))*$/,
  // In Spanish
  /\bno moleste[ns]?\b|\bno me (?:vuelva\w* a )?(?:llam|escrib|mand|envi|contact|molest|texte|marqu)\w*/,
  /\b(?:dej(?:e|en|a|ar|ad|es) de|par(?:e|en|a) de|ya no me|no vuelva\w* a) (?:me )?(?:llam|escrib|mand|envi|contact|molest|texte|marc)\w*/,
  /\bno (?:quiero|deseo|queremos)(?: \w+){0,3}? (?:mas|mensajes?|llamadas?|textos?|correos?|recibir|publicidad|promociones|que me (?:llam|escrib|mand|envi|contact)\w*)\b/,
  /\b(?:quite|quiten|quita|saque|saquen|saca|borre|borren|borra|elimine|eliminen|elimina|remueva|remuevan|remueve|retire|retiren|retira)(?:me|nos)\b/,
  /\b(?:quit|sac|borr|elimin|remuev|retir)\w* mi (?:numero|nombre|correo|telefono)\b|\b(?:dar|de|den|da|dame|darme|denme|deme) (?:me )?(?:de )?baja\b|\bbasta (?:de|ya|con)\b|\bdejen?me en paz\b|\bno mas (?:mensajes|llamadas|textos|correos)\b/,
];

/** The same words, denied, asked about or done by mistake. */
const NOT_ASKED: readonly RegExp[] = [
  /\b(?:dont|never|didnt|wont|cant|not(?! interested)|doesnt|couldnt|shouldnt|isnt) (?:(?:ever|please|just|really|want to|need to|try to) ){0,2}(?:stop|quit|unsubscribe|opt out|remove|take|drop|delete|end)\b/,
  /(?<!\bhow )\b(?:did|have|has|do|does|why|when|if|before|until) (?:you|u|they|it)(?: guys| all)? (?:\w+ )?(?:stop|stopped|quit|end|unsubscribe|remove)\b/,
  /\b(?:accidentally|by mistake|by accident|mistakenly|to miss)\b/,
];

/** "Not now": unless it is "stop that right now". */
const NOT_NOW = /\b(?:tomorrow|today|tonight|this (?:week|morning|afternoon|evening|month)|right now|yet)\b/;
const STOPPING = /\b(?:stop|quit|cease|unsubscribe|remove|opt)\b/;

/** Not then, not this way, or not our list. */
const MEANS_OTHERWISE: readonly RegExp[] = [
  /\b(?:until|till|before|after (?:\d|work|lunch|noon|school)|at work|at night|during|so (?:early|late)|that (?:early|late)|on (?:mon|tues|wednes|thurs|fri|satur|sun)\w*|in the (?:morning|evening|afternoon)|at \d|between \d)\b/,
  /\b(?:instead|rather|prefer)\b|\b(?:just|but|only|please) (?:text|call|email|message)\b(?! me (?:\bany ?more|again))|\b(?:text|call|email) (?:is|works|would be) (?:fine|ok|okay|better|best|good|great)\b|\b(?:texts?|calls?|emails?) (?:only|are fine|are ok)\b/,
  /\b(?:call|text|email|message) (?:me|us) back\b|\b(?:call|text|email|message) (?:me|us) (?:and )?dont \w+$/,
  /\bdont (?:call|text|email|message)(?: me| us)? (?:please )?(?:call|text|email|message) (?:me|us)\b/,
  /\b(?:from|off|of|out of) (?:\w+ ){0,3}(?:appointment|slot|schedule|wait ?list|waiting list|calendar|booking|reservation|hold|speaker|roster|order|invoice|bill)\b|\b(?:off|from) (?:the )?\d/,
];

/** "Don't contact me ever again after what happened" is final, whatever else it says. */
const FINAL =
  /\b(?:ever again|never again|off (?:your|the|ur|this|all|\bany) (?:\w+ )?lists?|from (?:your|the|ur|this|all|\bany) (?:\w+ )?lists?|unsubscribe me|leave (?:me|us) alone|(?:rather|prefer) (?:not|to not))\b/;

function asksToStop({ words, asks }: { words: string; asks: boolean }): boolean {
  const has = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(words));
  if (!has(ASKS) || has(NOT_ASKED)) return false;
  if (FINAL.test(words)) return true;
  // "Are there no more offers?" asks for some; "how do I opt out?" asks to.
  if (asks && /^(?:are|is) there\b/.test(words)) return false;
  return !has(MEANS_OTHERWISE) && (STOPPING.test(words) || !NOT_NOW.test(words));
}

const signedBy = (businessName: string) => (businessName.trim() === "" ? "" : `${businessName.trim()}: `);

/** What HELP is answered with, also after a STOP.
 *  @param phone as customers dial it; null when the business has not said. */
export function helpText(businessName: string, phone: string | null): string {
  const how = phone ? `For help call ${phone}.` : "For help, reply here and we will get back to you.";
  return `${signedBy(businessName)}${how} Msg & data rates may apply. Reply STOP to opt out.`;
}

/** The one text after an opt-out: within five minutes, and without any marketing. */
export const stopConfirmation = (businessName: string): string =>
  `${signedBy(businessName)}You have opted out and will get no more messages from us. Reply START to get them again.`;
