import { pick, pickWeighted, seeded } from "../random";
import { PERSONAS, type Persona, type PersonaMap } from "./types";

/** In 100 customers. Nothing that would halt a whole campaign happens by chance. */
const WEIGHTS: Record<Persona, number> = {
  silent: 52,
  clicks: 14,
  asks_question: 5,
  interested: 6,
  stops: 3,
  stops_in_words: 2,
  stops_then_starts: 1,
  asks_help: 1,
  unreachable_then_ok: 4,
  unknown_number: 2,
  landline: 3,
  filtered: 0,
  carrier_error: 1,
  never_reported: 2,
  opted_out_before: 1,
  blocked: 1,
  sender_unregistered: 0,
  previewed: 2,
};

/** Numbers ending in 555-0301, 555-0302, … always behave as the first, second, … persona; 555-02xx are those of calls. */
function bySuffix(number: string): Persona | undefined {
  const index = /55503(\d\d)$/.exec(number)?.[1];
  return index === undefined ? undefined : PERSONAS[Number(index) - 1];
}

/** Who gets the `nth` text (from 1) to a number: the same for the same seed, number and count. */
export function personaFor(seed: number | string, number: string, nth: number, fixed: PersonaMap = {}): Persona {
  const scripted = fixed[number];
  return (
    scripted?.[Math.min(nth, scripted.length) - 1] ??
    bySuffix(number) ??
    pickWeighted(seeded(seed, "sms persona", number), WEIGHTS)
  );
}

/** The carrier's error for a persona that gets nothing. */
const ERRORS: Partial<Record<Persona, number>> = {
  unknown_number: 30005,
  landline: 30006,
  filtered: 30007,
  carrier_error: 30008,
  blocked: 30004,
  sender_unregistered: 30034,
};

export function errorFor(persona: Persona, nth: number): number | null {
  if (persona === "unreachable_then_ok") return nth === 1 ? 30003 : null;
  return ERRORS[persona] ?? null;
}

const WORDS: Partial<Record<Persona, readonly string[]>> = {
  asks_question: [
    "Are you open on Saturdays?",
    "How much is it now?",
    "Who is this?",
    "Can I stop by on Friday without an appointment?",
    "Is Dr. Lee still there?",
  ],
  interested: ["YES", "Yes please!", "Sure, what times do you have?", "I'm interested", "ok sounds good 👍"],
  stops: ["STOP", "Stop", "stop.", "UNSUBSCRIBE", "STOP "],
  stops_in_words: [
    "please stop texting me",
    "Take me off your list",
    "Do not contact me again.",
    "remove my number pls",
    "I don't want these messages",
  ],
  stops_then_starts: ["STOP"],
  asks_help: ["HELP", "Help", "INFO"],
};

/** What a customer answers to the first text; null for those who say nothing. */
export function wordsOf(seed: number | string, persona: Persona, number: string): string | null {
  const words = WORDS[persona];
  return words ? pick(seeded(seed, "sms words", number), words) : null;
}
