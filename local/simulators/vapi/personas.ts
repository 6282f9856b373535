import { pickWeighted, seeded } from "../random";
import { PERSONAS, type Persona, type PersonaMap } from "./types";

/** In 100 calls. About 42 reach a person, as outbound calls to known customers do in the better hours. */
const WEIGHTS: Record<Persona, number> = {
  answers_and_books: 5,
  interested: 5,
  asks_callback: 4,
  not_interested: 15,
  opts_out_mid_call: 3,
  wrong_number: 3,
  hangs_up_early: 7,
  no_answer: 27,
  voicemail: 20,
  busy: 7,
  silent: 2,
  provider_error: 2,
  // Only those who are told to: by its number, or as a number's persona.
  refuses_recording: 0,
};

/** Numbers ending in 555-0201, 555-0202, … always behave as the first, second, … persona. The fictional range
 *  555-01xx stays free for sample data. */
function bySuffix(number: string): Persona | undefined {
  const index = /55502(\d\d)$/.exec(number)?.[1];
  return index === undefined ? undefined : PERSONAS[Number(index) - 1];
}

/** Who picks up the `nth` call (from 1) to a number: the same for the same seed, number and count. */
export function personaFor(seed: number | string, number: string, nth: number, fixed: PersonaMap = {}): Persona {
  const scripted = fixed[number];
  return (
    scripted?.[Math.min(nth, scripted.length) - 1] ??
    bySuffix(number) ??
    pickWeighted(seeded(seed, "persona", number, nth), WEIGHTS)
  );
}
