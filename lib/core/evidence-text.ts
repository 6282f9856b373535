import type { Evidence } from "./evidence";
import { type Block, detailText, evidenceMoment, facts, spoken } from "./evidence-blocks";
import { campaignsText, exceptionsText } from "./evidence-campaigns";
import { contactText } from "./evidence-contacts";
import { regionName } from "./leads/regions";
import { listsWith } from "./list-age";
import { reasonText } from "./reasons";
import { CHANNEL_WORDS, capital, wordOf } from "./spoken-words";

type Moment = ReturnType<typeof evidenceMoment>;
const BASIS: Record<string, string> = {
  express_written: "Express consent in writing",
  express: "Express consent, spoken or by request",
  existing_customer: "Existing customer",
};
const WAY: Record<string, string> = { all: "Every channel", call: "Calls", sms: "Text messages", email: "Emails" };
const WISH: Record<string, string> = {
  opt_out: "Asked not to be contacted",
  complaint: "Complained",
  wrong_number: "The number is somebody else's",
  hard_bounce: "The address does not exist",
  owner: "The business's own decision",
  import: "From a list",
};
const CAME: Record<string, string> = {
  call: "Said in a call",
  sms: "Written by text message",
  email: "Written by email",
  link: "By the link in a message",
  owner: "Written down by the business",
  provider: "Told by the provider",
  import: "From a list",
};
const heading = (text: string): Block => ({ kind: "heading", text });
const subheading = (text: string): Block => ({ kind: "subheading", text });
const text = (words: string): Block => ({ kind: "text", text: words });
const many = (count: number, one: string, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;

/** The name on the first page and in the file's properties. */
export const evidenceTitle = ({ customer }: Evidence): string =>
  `Contact record of ${customer.name ?? customer.phone ?? customer.email ?? "a customer"}`;

/** The whole evidence as something to read, in the order in which it is asked for. Nothing is left out that the file of JSON has, but for
 *  technical ids. */
export function evidenceText(evidence: Evidence): Block[] {
  const moment = evidenceMoment(evidence.time_zone);
  return [
    { kind: "title", text: evidenceTitle(evidence) },
    facts(
      ["Kept by", evidence.business?.name],
      ["Address", evidence.business?.postal_address],
      ["Callback number", evidence.business?.callback_number],
      ["Prepared", moment(evidence.generated_at)],
      ["Prepared by", evidence.generated_by],
      ["Times", `in the business's time zone (${evidence.time_zone}), and in UTC in brackets`],
    ),
    heading("In short"),
    { kind: "list", items: summary(evidence) },
    ...customer(evidence, moment),
    ...consents(evidence, moment),
    ...optOuts(evidence, moment),
    ...campaignsText(evidence, moment),
    ...contacts(evidence, moment),
    ...exceptionsText(evidence, moment),
    ...received(evidence, moment),
    ...inquiries(evidence, moment),
    ...log(evidence, moment),
    ...rules(evidence, moment),
  ];
}

function summary({
  contacts: all,
  campaigns: chosen,
  consents: given,
  opt_outs: wishes,
  reasons = {},
}: Evidence): string[] {
  const made = all.filter(({ counted }) => counted);
  const ways = (["call", "email", "sms"] as const).flatMap((channel) => {
    const count = made.filter((one) => one.channel === channel).length;
    return count === 0 ? [] : [many(count, CHANNEL_WORDS[channel].one, CHANNEL_WORDS[channel].many)];
  });
  const kept = given.filter(({ revoked_at }) => revoked_at === null);
  const earlier = kept.filter(({ of_other_number }) => of_other_number).length;
  const standing = wishes.filter(({ lifted_at }) => lifted_at === null).length;
  const skipped = chosen.filter(({ status }) => status === "skipped" || status === "opted_out");
  return [
    made.length === 0
      ? "Was never contacted."
      : `Was contacted ${made.length === 1 ? "once" : `${made.length} times`}: ${ways.join(", ")}.`,
    given.length === 0
      ? "No consent is on record."
      : `${many(given.length, "consent")} on record; ${kept.length - earlier} in force${
          earlier === 0 ? "" : `, ${earlier} given for an earlier number, which does not count for this one`
        }.`,
    wishes.length === 0
      ? "No opt-out is on record."
      : `${many(wishes.length, "opt-out")} on record; ${standing} in force.`,
    ...skipped.map(({ id, campaign, reason, status }) => {
      const why = reasons[id] ?? reasonText(reason ?? (status === "opted_out" ? "opted_out" : null));
      return `Campaign “${campaign}”: ${status === "skipped" ? "not contacted" : "opted out"}.${why ? ` ${why}` : ""}`;
    }),
  ];
}

const customer = ({ customer: one }: Evidence, moment: Moment): Block[] => [
  heading("The customer"),
  facts(
    ["Name", one.name],
    ["Phone", one.phone],
    ["Email", one.email],
    ["Where", [...new Set(one.regions ?? [one.region ?? ""])].filter(Boolean).map(regionName).join(", ")],
    ["Known from", one.place_sources?.map(spoken).join(", ") || spoken(one.zone_source)],
    ["Time zones", one.time_zones.join(", ")],
    ["Language", one.language],
    ["Inquiries", one.lead_count],
    ["First inquiry", moment(one.first_lead_at)],
    ["Last inquiry", moment(one.last_lead_at)],
    ["On record since", moment(one.created_at)],
    ["The number stands on", listsWith(one.list_stops)],
    ["Number found not to work", moment(one.phone_invalid_at)],
    ["Address found not to work", moment(one.email_invalid_at)],
    ["Customer's id", one.id],
  ),
];

const consents = ({ consents: all }: Evidence, moment: Moment): Block[] => [
  heading("Consents"),
  ...(all.length === 0 ? [text("None is on record.")] : []),
  ...all.flatMap((one): Block[] => [
    subheading(`${BASIS[one.basis] ?? one.basis}, for ${(WAY[one.channel] ?? one.channel).toLowerCase()}`),
    facts(
      ["Given", moment(one.obtained_at)],
      ["Revoked", moment(one.revoked_at) || "no"],
      ["Number", one.of_other_number ? "given for an earlier number: it does not count for this one" : ""],
      ["For", one.purpose === "marketing" ? "offers and win-back" : "service messages only"],
      ["Source", one.source],
      ["Version of the wording", one.wording_version],
      ["Evidence", detailText(one.evidence)],
      ["Written down", moment(one.created_at)],
      ["Consent's id", one.id],
    ),
    ...(one.wording ? [{ kind: "words", text: one.wording } as const] : []),
  ]),
];

const optOuts = ({ opt_outs: all }: Evidence, moment: Moment): Block[] => [
  heading("Opt-outs"),
  ...(all.length === 0 ? [text("None is on record.")] : []),
  ...all.flatMap((one): Block[] => [
    subheading(`${WAY[one.channel] ?? one.channel}: ${one.lifted_at ? "lifted" : "in force"}`),
    facts(
      ["Contact", one.contact],
      ["Since", moment(one.at)],
      ["Why", WISH[one.reason] ?? spoken(one.reason)],
      ["Came by", CAME[one.source] ?? spoken(one.source)],
      ["Evidence", detailText(one.evidence)],
      ["Lifted", moment(one.lifted_at)],
      ["Lifted because", one.lift_reason],
    ),
  ]),
];

function contacts({ contacts: all, explained }: Evidence, moment: Moment): Block[] {
  const none = all.length === 0 ? [text("Nobody contacted this customer.")] : [];
  return [heading("Contacts"), ...none, ...all.flatMap((one) => contactText(one, explained[one.id] ?? [], moment))];
}

const received = ({ received: all }: Evidence, moment: Moment): Block[] =>
  all.length === 0
    ? []
    : [
        heading("Received from the customer"),
        ...all.flatMap((one): Block[] => [
          subheading(`${capital(wordOf({ sms: "text message", email: "email" }, one.channel))}, ${moment(one.at)}`),
          facts(["From", one.sender], ["Taken for", spoken(one.kind)], ["Subject", one.subject]),
          ...(one.body ? [{ kind: "words", text: one.body } as const] : []),
        ]),
      ];

const inquiries = ({ inquiries: all }: Evidence, moment: Moment): Block[] =>
  all.length === 0
    ? []
    : [
        heading("Inquiries of the customer"),
        ...all.flatMap((one): Block[] => [
          facts(
            ["At", moment(one.at)],
            ["Made in", one.attempt_id && `contact ${one.attempt_id}`],
            ["Status", one.status],
            ["Summary", one.summary],
          ),
          // What was said in a contact stands there.
          ...(one.transcript && !one.attempt_id ? [{ kind: "words", text: one.transcript } as const] : []),
        ]),
      ];

const log = ({ log: all }: Evidence, moment: Moment): Block[] => [
  heading("Log of changes"),
  text("Written by the database at the moment of the change. No line can be altered or deleted."),
  {
    kind: "list",
    items: all.map((line) =>
      [
        moment(line.at),
        spoken(line.action),
        line.actor ?? (line.actor_id ? `person ${line.actor_id}` : "the system"),
        detailText(line.detail, line.actor ? ["by"] : []),
      ]
        .filter(Boolean)
        .join(" · "),
    ),
  },
];

const rules = ({ rules: all }: Evidence, moment: Moment): Block[] =>
  all.length === 0
    ? []
    : [
        heading("Rules that applied"),
        {
          kind: "list",
          items: all.map((one) => `Version ${one.version}, loaded ${moment(one.loaded_at)}, checksum ${one.checksum}`),
        },
      ];
