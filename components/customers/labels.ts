import type { ConsentView } from "@/lib/core/customer-views";
import { reasonText } from "@/lib/core/reasons";
import type { ContactChannel, CUSTOMER_STATES, OptOutReason } from "@/lib/core/words";
import type { Tone } from "../ui/badge";

/** As in "Opted out of …". */
export const CHANNEL_LABEL: Record<ContactChannel, string> = {
  all: "Every channel",
  call: "Calls",
  sms: "Text messages",
  email: "Emails",
};

export const REASON_LABEL: Record<OptOutReason, { label: string; tone: Tone }> = {
  opt_out: { label: "Asked to stop", tone: "danger" },
  complaint: { label: "Complained", tone: "danger" },
  wrong_number: { label: "Wrong number", tone: "warning" },
  hard_bounce: { label: "Address bounced", tone: "warning" },
  owner: { label: "Your decision", tone: "neutral" },
  import: { label: "From a list", tone: "neutral" },
};

export const BASIS_LABEL: Record<ConsentView["basis"], string> = {
  express_written: "In writing",
  express: "Spoken or by request",
  existing_customer: "Existing customer",
};

export const PURPOSE_LABEL: Record<ConsentView["purpose"], string> = {
  marketing: "Offers and win-back",
  informational: "Service messages only",
};

export const STATE_FILTER_LABEL: Record<(typeof CUSTOMER_STATES)[number], string> = {
  opted_out: "Opted out",
  unknown_time_zone: "Place unknown",
  no_phone: "No phone number",
};

const BLOCK_LABEL: Record<string, { label: string; tone: Tone }> = {
  opted_out: { label: "Opted out", tone: "danger" },
  opted_out_channel: { label: "Opted out of calls", tone: "danger" },
  wrong_number: { label: "Wrong number", tone: "warning" },
  invalid_number: { label: "Number does not work", tone: "warning" },
  no_contact: { label: "No phone number", tone: "neutral" },
  unknown_time_zone: { label: "Time zone unknown", tone: "warning" },
  unknown_region: { label: "State unknown", tone: "warning" },
  country_off: { label: "Country is off", tone: "neutral" },
  region_blocked: { label: "No AI calls in this state", tone: "neutral" },
  no_written_consent: { label: "No written consent", tone: "neutral" },
  no_consent: { label: "No consent", tone: "neutral" },
  do_not_call: { label: "On a do-not-call list", tone: "danger" },
  number_reassigned: { label: "Number reassigned", tone: "warning" },
  list_too_old: { label: "Do-not-call list too old", tone: "warning" },
  holdout_elsewhere: { label: "Left alone for now", tone: "neutral" },
  no_open_hours: { label: "No calling hours", tone: "warning" },
};

/** The state of a customer in a few words. @param blocked the gate's code; null: can be called */
export function blockLabel(blocked: string | null): { label: string; tone: Tone } {
  if (blocked === null) return { label: "Can be called", tone: "success" };
  return BLOCK_LABEL[blocked] ?? { label: reasonText(blocked) ?? blocked, tone: "warning" };
}

/** What an opt-out rests on, in words. @param reason, method as they are kept: `complaint`, `one_click` */
export function evidenceText({
  source,
  reason,
  method,
}: {
  source: string;
  reason?: string | undefined;
  method?: string | null | undefined;
}): string {
  if (reason === "complaint" && source === "email") return "Reported an email as spam";
  if (reason === "complaint" && source === "sms") return "Complained about a text message";
  if (reason === "hard_bounce") return "The mail provider says that the address does not exist";
  if (source === "provider") return "The provider already knew that they want no messages";
  if (source === "link")
    return method === "one_click"
      ? "Pressed the unsubscribe button of their mail program"
      : "By the link in a message, on the opt-out page";
  return sourceText(source);
}

/** "Open the call", of what an opt-out came out of. */
export const openText = (source: string): string =>
  source === "call"
    ? "Open the call"
    : ["sms", "email", "link", "provider"].includes(source)
      ? "Open the message"
      : "Open it";

/** Where an opt-out came from. */
function sourceText(source: string): string {
  const known: Record<string, string> = {
    call: "Said in a call",
    sms: "By text message",
    email: "By email",
    owner: "Entered by hand",
    import: "From a list",
  };
  return known[source] ?? source;
}
