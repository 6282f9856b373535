/** What a message on an answering machine has to say beside who calls, which is always said. Source: data/outreach_rules.csv,
 *  identify_within_seconds and voice_opt_out; 47 CFR 64.1200(b). */

const NUMBER = /\{\s*callback_number\s*(?:\|[^{}]*)?\}/i;
const DIGITS = /\+?\d(?:[\s().-]{0,2}\d){6,14}/;

/** Whether a text names a number to call back, by the variable or in figures. */
export const namesNumber = (text: string): boolean => NUMBER.test(text) || DIGITS.test(text);

const CONTACT = "(?:calls?|called|calling|messages?|contact(?:ed|ing)?|hear(?:ing)?|phoned?|bothered)";
const OPT_OUT = [
  /\bopt(?:ing)?[\s-]?out\b/i,
  /\bunsubscribe\b/i,
  /\b(?:off|from) (?:our|the|this) (?:call(?:ing)? )?list\b/i,
  new RegExp(
    `\\b(?:stop|end|no (?:more|further)|not?) (?:(?:these|our|the|further|more|getting|any|be|to be|to)\\s+){0,3}${CONTACT}\\b`,
    "i",
  ),
  new RegExp(`(?:\\b(?:not|never|no longer)\\b|n['’]t\\b)[^.!?]{0,25}\\b${CONTACT}\\b`, "i"),
];

/** "Don't hesitate to call", "we can't wait to hear from you", "we haven't called in a while", "no call is too small" ask for calls. */
const INVITES = [
  /(?:\b(?:not|never|cannot)|n['’]t)\s+(?:\w+\s+){0,2}?(?:wait|hesitate|forget|miss|delay|be (?:shy|afraid|a stranger|too late))\b/gi,
  /\b(?:have|has|had)(?:\s+not|\s+never|n['’]t)\b/gi,
  /\bno (?:calls?|messages?)(?:\s+(?:is|are))?\s+too\b/gi,
];

/** Whether a text says how to get no more calls, or seems to. */
export const saysNoMoreCalls = (text: string): boolean => {
  const rest = INVITES.reduce((words, invite) => words.replaceAll(invite, " "), text);
  return OPT_OUT.some((pattern) => pattern.test(rest));
};

export const VOICEMAIL_PARTS = {
  number: {
    isSaid: namesNumber,
    /** At the end of "The voicemail message …". */
    lack: "names no number to call back",
    words: "Call us back at {callback_number}.",
  },
  opt_out: {
    isSaid: saysNoMoreCalls,
    lack: "does not say how to get no more calls",
    words: "If you want no more calls, tell us at the same number.",
  },
} as const;
export type VoicemailPart = keyof typeof VOICEMAIL_PARTS;

/** What a message lacks, in the order in which it would be said; nothing of one that is not written. */
export const voicemailLacks = (text: string): VoicemailPart[] =>
  text.trim() === "" ? [] : (["number", "opt_out"] as const).filter((part) => !VOICEMAIL_PARTS[part].isSaid(text));

/** The words that are added to a text which lacks these parts, with the blank before them. */
export const addedTo = (text: string, parts: readonly VoicemailPart[]): string => {
  const words = parts.map((part) => VOICEMAIL_PARTS[part].words).join(" ");
  const trimmed = text.trimEnd();
  const isSentence = /[.!?…)\]"”]$/.test(trimmed);
  return `${isSentence || trimmed === "" ? "" : "."}${/\s$/.test(text) && isSentence ? "" : " "}${words}`;
};
