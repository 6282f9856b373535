import type { TimelineEntry } from "@/lib/core/customer-views";
import { reasonText } from "@/lib/core/reasons";
import { DISPOSITION_WORDS, INBOUND_WORDS, wordOf } from "@/lib/core/spoken-words";
import { CONSENT_BASES, CONTACT_CHANNELS, INBOUND_KINDS, OPT_OUT_REASONS, OUTCOMES } from "@/lib/core/words";
import { formatSeconds } from "../format";
import { OUTCOME_LABEL } from "../recipients/labels";
import { contactText } from "./contact-text";
import { BASIS_LABEL, CHANNEL_LABEL, evidenceText, REASON_LABEL } from "./labels";

const oneOf = <Value extends string>(values: readonly Value[], text: string | undefined): Value | undefined =>
  values.find((value) => value === text);
const channelText = (channel: string | undefined) =>
  CHANNEL_LABEL[oneOf(CONTACT_CHANNELS, channel) ?? "all"].toLowerCase();
const CONTACT: Record<string, string> = { call: "Call", sms: "Text message", email: "Email" };
const FIELD: Record<string, string> = { time_zones: "time zone", region: "state", phone: "number" };

function outcomeText({ channel, outcome, disposition, state, ...engaged }: TimelineEntry["detail"]): string {
  const known = oneOf(OUTCOMES, outcome);
  if (known) return OUTCOME_LABEL[known].label;
  if (channel !== "call") {
    if (engaged.replied_at) return "They wrote back";
    if (engaged.clicked_at) return "They followed a link";
    if (engaged.opened_at) return "They opened it";
    if (disposition) return wordOf(DISPOSITION_WORDS, disposition);
    return "On its way";
  }
  if (disposition) return (reasonText(disposition) ?? "").replace(/\.$/, "");
  return state === "dispatched" ? "In progress" : "Begun";
}

/** The first line of an entry; the campaign's name is a link beside it. */
export function titleOf({ kind, detail }: TimelineEntry): string {
  switch (kind) {
    case "lead":
      return "Made an inquiry";
    case "contact":
      return `${CONTACT[detail.channel ?? ""] ?? "Contact"}: ${outcomeText(detail)}`;
    case "inbound": {
      const word = INBOUND_WORDS[oneOf(INBOUND_KINDS, detail.message_kind) ?? "reply"];
      return `${word} by ${detail.channel === "email" ? "email" : "text message"}`;
    }
    case "selected":
      return "Selected for a campaign";
    case "skipped":
      return "Skipped by a campaign";
    case "converted":
      return "Won back by a campaign";
    case "suppressed":
      return `Opted out of ${channelText(detail.channel)}`;
    case "lifted":
      return `Opt-out of ${channelText(detail.channel)} lifted`;
    case "consent":
      return `Consented to ${channelText(detail.channel)}`;
    case "revoked":
      return `Consent to ${channelText(detail.channel)} revoked`;
    case "changed":
      return detail.action === "customer.added"
        ? "Added by hand"
        : `Changed: ${(detail.fields ?? []).map((field) => FIELD[field] ?? field).join(", ")}`;
  }
}

/** What else there is to say, in a sentence or two. */
export function textOf({ kind, detail }: TimelineEntry): string | null {
  switch (kind) {
    case "lead":
      return detail.summary ?? null;
    case "contact":
      return detail.summary ?? (detail.subject ? `“${detail.subject}”` : (detail.body ?? null));
    case "inbound":
      return detail.body ? `“${detail.body}”` : null;
    case "skipped":
      return reasonText(detail.reason ?? null);
    case "converted": {
      const known = oneOf(OUTCOMES, detail.outcome);
      return known ? OUTCOME_LABEL[known].label : null;
    }
    case "suppressed": {
      const reason = oneOf(OPT_OUT_REASONS, detail.reason);
      const why = reason ? REASON_LABEL[reason].label : "";
      const who = `${evidenceText({ ...detail, source: detail.source ?? "" })}${detail.by ? ` by ${detail.by}` : ""}`;
      const whom = detail.contact?.split(", ").map(contactText).join(", ");
      const words = [detail.said, detail.note].filter(Boolean).map((text) => `“${text}”`);
      return [whom, why, who, ...words].filter(Boolean).join(" · ");
    }
    case "lifted":
      return detail.note ? `“${detail.note}”` : null;
    case "consent":
    case "revoked": {
      const basis = oneOf(CONSENT_BASES, detail.basis);
      return [basis && BASIS_LABEL[basis], detail.source].filter(Boolean).join(" · ");
    }
    case "changed":
      return detail.by ? `By ${detail.by}` : null;
    default:
      return null;
  }
}

/** "2:05", of a contact that was spoken in. */
export const lengthOf = ({ detail }: TimelineEntry): string | null =>
  detail.seconds ? formatSeconds(detail.seconds) : null;
