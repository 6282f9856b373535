import { pickWeighted, seeded } from "../random";
import { PERSONAS, type Persona, type PersonaMap } from "./types";

/** In 100 emails to customers who gave their address themselves and were quiet for months. */
const WEIGHTS: Record<Persona, number> = {
  reads: 34,
  unopened: 36,
  clicks: 10,
  scanner: 4,
  replies: 3,
  replies_stop: 1,
  unsubscribes: 3,
  complains: 1,
  hard_bounce: 3,
  soft_bounce: 1,
  delayed: 2,
  delayed_forever: 1,
  suppressed: 1,
  fails: 0,
};

/** Resend's own addresses for tests. */
const OWN: Record<string, Persona> = {
  delivered: "unopened",
  bounced: "hard_bounce",
  complained: "complains",
  suppressed: "suppressed",
};

const isPersona = (word: string): word is Persona => PERSONAS.some((persona) => persona === word);

/** `anything+hard_bounce@example.com` always behaves as that persona; hyphens do too, and more may follow after a dot. */
function bySuffix(address: string): Persona | undefined {
  const [, local = "", domain = ""] = /^(.+)@([^@]+)$/.exec(address) ?? [];
  if (domain === "resend.dev") return OWN[local.replace(/\+.*$/, "")];
  const word = /\+([a-z_-]+)(?:\.[^+]*)?$/.exec(local)?.[1]?.replaceAll("-", "_") ?? "";
  return isPersona(word) ? word : undefined;
}

/** Who gets the `nth` email (from 1) to an address: the same for the same seed, address and count. */
export function personaFor(seed: number | string, address: string, nth: number, fixed: PersonaMap = {}): Persona {
  const scripted = fixed[address];
  return (
    scripted?.[Math.min(nth, scripted.length) - 1] ??
    bySuffix(address) ??
    pickWeighted(seeded(seed, "persona", address, nth), WEIGHTS)
  );
}
