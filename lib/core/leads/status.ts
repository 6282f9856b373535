import type { LEAD_STATUSES } from "@/lib/core/criteria";
import { normaliseWords } from "./text";

export type LeadStatus = (typeof LEAD_STATUSES)[number];

const WORDS: Record<LeadStatus, string> = {
  New: "new|new lead|open|open not contacted|uncontacted|not contacted|fresh|incoming|lead|prospect|inquiry|enquiry|unread|pending|neu|offen|nuevo|abierto|pendiente|nouveau|nouvelle|ouvert|en attente",
  Contacted:
    "contacted|in progress|in process|working|working contacted|attempted|attempted to contact|contact attempted|follow up|following up|nurturing|nurture|qualified|engaged|responded|called|emailed|quoted|quote sent|estimate sent|proposal|proposal sent|negotiation|scheduled|booked|confirmed|appointment set|appointment scheduled|left voicemail|on hold|waiting|kontaktiert|in bearbeitung|geplant|bestatigt|contactado|en proceso|confirmado|contacte|en cours|confirme",
  Closed:
    "closed|closed won|closed lost|won|lost|done|complete|completed|finished|paid|invoiced|fulfilled|shipped|delivered|converted|closed converted|closed not converted|sold|customer|client|former customer|past customer|attended|arrived|showed|checked out|no show|cancelled|canceled|archived|inactive|dead|resolved|not interested|unqualified|disqualified|rejected|refunded|geschlossen|abgeschlossen|erledigt|gewonnen|verloren|storniert|abgesagt|bezahlt|kunde|cerrado|cerrada|ganado|perdido|completado|terminado|finalizado|pagado|cancelado|ferme|gagne|perdu|termine|paye|annule|livre",
};
const STATUS = new Map<string, LeadStatus>();
for (const status of ["New", "Contacted", "Closed"] as const)
  for (const word of WORDS[status].split("|")) STATUS.set(word, status);

/** A CRM's status as one of ours, or null when its words are not known. */
export const normaliseStatus = (text: string): LeadStatus | null => STATUS.get(normaliseWords(text)) ?? null;
