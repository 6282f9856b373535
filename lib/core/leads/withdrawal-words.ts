import type { ContactChannel } from "@/lib/core/words";
import { channelsOf } from "./consent-words";
import { normaliseWords } from "./text";

/** Words by which somebody took back what they had agreed to. A bare «no» or «declined» is none: it says only that this file knows
 *  of no agreement. */

const wordSet = (lines: string) => new Set(lines.split("|"));

const TAKEN_BACK = wordSet(
  [
    "revoked|revoke|consent revoked|revoked consent|withdrawn|withdrew|consent withdrawn|withdrew consent|withdrawn consent|rescinded|taken back",
    "opted out|opt out|optout|optedout|out|stop|stopped|stopall|stop all|do not contact|don t contact|dont contact|do not disturb|remove me",
    "widerrufen|widerruf|einwilligung widerrufen|zuruckgezogen|zurueckgezogen|nicht kontaktieren|kein kontakt|nicht mehr kontaktieren",
    "revocado|revocada|consentimiento revocado|retirado|retirada|baja|dado de baja|dada de baja|darse de baja|no contactar|no contactarme",
    "revoque|revoquee|retire|retiree|ne pas contacter|ne plus contacter",
  ].join("|"),
);
/** What mail programs write; of an email where nothing else says of what. */
const SIGNED_OFF = wordSet(
  "unsubscribed|unsubscribe|abgemeldet|abmelden|ausgetragen|desuscrito|desuscrita|cancelo suscripcion|desabonne|desabonnee",
);
const OVER: Record<"call" | "sms" | "email", Set<string>> = {
  call: wordSet(
    "do not call|don t call|dont call|do not phone|dnc|on dnc|dnc list|do not call list|stop calling|no calls|no more calls|nicht anrufen|nicht mehr anrufen|keine anrufe|no llamar|no llamarme|no llamadas|ne pas appeler",
  ),
  sms: wordSet(
    "do not text|don t text|dont text|do not sms|stop texting|stop sms|no texts|no sms|no more texts|keine sms|keine textnachrichten|no enviar sms|no enviar mensajes|no mensajes|pas de sms",
  ),
  email: wordSet(
    "do not email|don t email|dont email|do not e mail|do not mail|stop emailing|no emails|no email|no e mails|no more emails|no newsletter|keine e mail|keine e mails|keine emails|keine mails|kein newsletter|no enviar correos|no enviar emails|no correos|pas d e mails|pas de courriels",
  ),
};

export interface Withdrawal {
  /** The channels that the words themselves name. */
  over: ContactChannel[];
  /** Over what it is when neither they nor the file say it. */
  otherwise: "email" | "all";
}

/** «Opted out on 3/14/2025»: when, which changes nothing. */
const WHEN = /( (on|at|since|as of|am|seit|el|desde|le|depuis))?( \d\S*)+$/;
/** «Unsubscribed from newsletter», «opted out of calls». */
const OF_WHAT = /^(.+?) (?:of|from|to|for|fur|von|vom) (?:the |all )?(.+)$/;

function plainly(words: string): Withdrawal | null {
  const named = (["call", "sms", "email"] as const).find((channel) => OVER[channel].has(words));
  if (named) return { over: [named], otherwise: "all" };
  if (SIGNED_OFF.has(words)) return { over: [], otherwise: "email" };
  return TAKEN_BACK.has(words) ? { over: [], otherwise: "all" } : null;
}

/** Whether a cell says that an agreement was taken back; null when it does not. */
export function takesBack(text: string): Withdrawal | null {
  const words = normaliseWords(text).replace(WHEN, "");
  const plain = plainly(words);
  const [, said, what] = OF_WHAT.exec(words) ?? [];
  if (plain || !said || !what) return plain;
  const from = plainly(said);
  const over = from && channelsOf(what);
  return from && over && over.length > 0 ? { ...from, over } : null;
}
