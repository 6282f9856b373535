import { CONSENT_NAMES } from "./consent-columns";
import { normaliseWords } from "./text";

export const FIELDS = [
  "name",
  "first_name",
  "last_name",
  "phone",
  "email",
  "date",
  "time",
  "service",
  "items",
  "amount",
  "status",
  "notes",
  "region",
  "country",
  "postal_code",
  "tags",
  "consent",
  "consent_call",
  "consent_sms",
  "consent_email",
  "consent_channel",
  "consent_purpose",
  "consent_basis",
  "consent_wording",
  "consent_version",
  "consent_date",
  "consent_source",
  "consent_evidence",
] as const;
export type Field = (typeof FIELDS)[number];

/** What a header means. Of two columns for one field the lower `rank` is read first: a mobile before a home number. */
export interface Meaning {
  field: Field;
  rank: number;
}

// One line for each rank, most specific first. Compared as normaliseWords() writes them, after PERSON and NUMBER words.
const NAMES: Record<Field, string[]> = {
  name: [
    "full name|fullname|name|display name|vor und nachname|vollstandiger name|nombre completo|nombre|nom complet|nom|nom et prenom",
  ],
  first_name: ["first name|firstname|first|fname|given name|forename|vorname|primer nombre|nombres|prenom"],
  last_name: [
    "last name|lastname|last|lname|surname|family name|nachname|familienname|apellido|apellidos|nom de famille",
  ],
  phone: [
    "mobile|mobile phone|mobile tel|mobile telephone|cell|cell phone|cellphone|cellular|phone mobile|phone cell|mobil|mobiltelefon|telefon mobil|mobilnummer|handy|handynummer|movil|telefono movil|celular|telefono celular|portable|telephone portable|tel portable|tel mobile|gsm",
    "phone|telephone|tel|telefon|telefonnummer|rufnummer|telefono|phone e164|whatsapp|caller|caller id",
    "home phone|phone home|address phone|personal phone|evening phone|day phone|daytime phone|landline|telefon privat|festnetz|telefono fijo|telefono de casa|telephone fixe|tel fixe|telephone domicile",
    "work phone|phone work|business phone|company phone|office phone|phone office|other phone|phone other|alternate phone|alternative phone|secondary phone|telefon geschaftlich|telefon arbeit|telefono trabajo|telephone travail|telephone bureau",
  ],
  email: [
    "email|e mail|mail|email address|e mail address|mail address|email adress|email id|emailadresse|email adresse|e mail adresse|mailadresse|correo|correo electronico|direccion de correo|courriel|adresse email|adresse e mail|adresse mail|adresse courriel",
    "personal email|home email|email home|private email|e mail privat|email privat",
    "work email|email work|business email|company email|other email|alternate email|secondary email|email geschaftlich",
  ],
  date: [
    "last visit|last visit date|date of last visit|last appointment|last appointment date|date of last appointment|last service|last service date|last booking|last booking date|last order|last order date|last purchase|last purchase date|last seen|most recent visit|letzter besuch|letzter termin|letzte bestellung|letzter kauf|ultima visita|fecha ultima visita|ultima cita|ultima compra|derniere visite|date derniere visite|dernier rendez vous|dernier rdv|dernier achat|derniere commande",
    "appointment date|appointment|appointment date time|appt date|visit date|date of visit|service date|date of service|order date|purchase date|booking date|transaction date|sale date|invoice date|job date|call date|date of call|start|start date|start at|termin|termin am|termindatum|bestelldatum|kaufdatum|rechnungsdatum|fecha de la cita|fecha de cita|fecha cita|fecha de compra|fecha de visita|date de rendez vous|date du rendez vous|date rdv|date de visite|date de commande|date d achat",
    "date|datum|fecha|datetime|date time|date and time|timestamp|time stamp|datum uhrzeit|fecha y hora|date et heure",
    "last contact|last contacted|last contact date|last contacted date|last activity|last activity date|last interaction|letzter kontakt|ultimo contacto|dernier contact",
    "created|created at|created on|created date|created time|create date|date created|creation date|date added|added|added on|submitted|submitted at|submission date|received|received at|inquiry date|enquiry date|erstellt|erstellt am|angelegt am|erstellungsdatum|eingangsdatum|fecha de creacion|fecha creacion|creado|creado el|date de creation|date creation|cree le",
    "first seen|first visit|first visit date|first appointment|customer since|client since|member since|signup date|sign up date|kunde seit|erster besuch|cliente desde|primera visita|client depuis|premiere visite",
  ],
  time: ["time|appointment time|visit time|start time|uhrzeit|zeit|hora|heure"],
  service: [
    "service|services|service type|service name|type of service|treatment|treatments|procedure|appointment type|job type|leistung|dienstleistung|behandlung|servicio|servicios|tratamiento|prestation|soin|type de service",
    "product|products|product name|item|item name|items purchased|lineitem name|produkt|artikel|producto|articulo|produit|article",
    "reason|reason for visit|reason for call|interest|interested in|inquiry type|enquiry type|service requested|grund|anliegen|motivo|motif",
  ],
  items: ["items|quantity|qty|item count|of items|units|lineitem quantity|menge|anzahl|cantidad|quantite|qte"],
  amount: [
    "amount|total|total amount|total price|grand total|order total|order amount|order value|sale amount|sales amount|invoice total|invoice amount|amount paid|total paid|revenue|sale|sales|betrag|gesamtbetrag|gesamt|summe|umsatz|rechnungsbetrag|importe|importe total|monto|ingresos|montant|montant total|total ttc|chiffre d affaires",
    "price|cost|fee|charge|deal value|deal amount|job value|opportunity value|estimated value|preis|kosten|precio|coste|costo|prix|cout|tarif",
    "subtotal|net amount|netto|nettobetrag|total ht",
  ],
  status: [
    "status|current status|appointment status|order status|deal status|booking status|job status|opportunity status|auftragsstatus|estado|estatus|statut|etat",
    "stage|deal stage|pipeline stage|phase|etapa|etape",
  ],
  notes: [
    "call summary|summary|zusammenfassung|resumen|resume",
    "notes|note|comments|comment|remarks|remark|memo|notiz|notizen|bemerkung|bemerkungen|kommentar|kommentare|anmerkung|anmerkungen|notas|nota|comentario|comentarios|observaciones|commentaire|commentaires|remarque|remarques|observations",
    "message|inquiry|enquiry|description|details|nachricht|anfrage|beschreibung|mensaje|descripcion|detalles",
  ],
  region: [
    "state code|province code|region code|address province code",
    "state|province|state province|state region|region|address state|mailing state|bundesland|provincia|comunidad autonoma|departement",
  ],
  country: ["country code|country|address country code|address country|mailing country|land|pais|pays"],
  postal_code: [
    "zip|zip code|zipcode|postal code|postalcode|postcode|post code|zip postal code|address zip|mailing zip|plz|postleitzahl|codigo postal|code postal|cp",
  ],
  tags: [
    "tags|tag|labels|label|segments|segment|groups|group|group membership|categories|category|kategorie|kategorien|schlagworte|etiquetas|etiquettes",
  ],
  ...CONSENT_NAMES,
};

const PERSON = new Set(
  "customer customers client clients contact lead patient guest member buyer person attendee kunde kunden kontakt patienten gast cliente clientes contacto paciente".split(
    " ",
  ),
);
const FILLER = new Set("primary main default billing the your s value number no nr num numero nummer n of".split(" "));

const MEANINGS = new Map<string, Meaning>();
for (const field of FIELDS)
  NAMES[field].forEach((line, rank) => {
    for (const name of line.split("|")) MEANINGS.set(name, { field, rank });
  });

/** What a column header means, or null. «Client - Mobile No. 2» is a mobile number, read after the first. */
export function meaningOf(header: string): Meaning | null {
  const words = normaliseWords(header);
  const direct = MEANINGS.get(words);
  if (direct) return direct;
  const all = words.split(" ");
  if (words !== "" && all.every((word) => PERSON.has(word))) return { field: "name", rank: 1 };
  const digits = all.filter((word) => /^\d$/.test(word));
  const rest = all.filter((word) => !/^\d$/.test(word) && !FILLER.has(word));
  const found = MEANINGS.get(rest.join(" ")) ?? MEANINGS.get(rest.filter((word) => !PERSON.has(word)).join(" "));
  return found ? { field: found.field, rank: found.rank + Math.max(0, Number(digits[0] ?? 1) - 1) * 10 } : null;
}
