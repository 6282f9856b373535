import { type ErrorCode, MESSAGE } from "./errors";

/** Why a recipient waits, was skipped or failed, as the owner reads it. The codes come from the gate, the retry policy and
 *  the life of an attempt (supabase/migrations). */
export const REASON = {
  // The gate refuses
  no_contact: "There is no number or address for this.",
  customer_erased: "The customer's data was erased.",
  opted_out: "Asked not to be contacted.",
  opted_out_channel: "Asked not to be contacted in this way.",
  wrong_number: "The number belongs to somebody else.",
  came_back: "Has been in touch since the campaign began.",
  invalid_number: "The number does not work.",
  invalid_email: "The email address does not work.",
  landline: "The number takes no text messages; it may be a landline.",
  holdout: "Is left alone on purpose, so that what the campaign brings can be measured.",
  holdout_elsewhere: "Is left alone on purpose by another campaign, which measures what it brings.",
  unknown_time_zone: "The number's time zone is not known, so calling hours can't be kept.",
  unknown_region:
    "The state is not known, so the law's calling hours can't be kept. Enter the customer's state or postcode.",
  country_off:
    "The number or address is in a country that your account does not call. Turn it on under Settings, Hours and limits, if you may call there.",
  region_blocked: "Calls by an AI voice are not allowed in this person's state. Send an email or a text instead.",
  no_written_consent:
    "Has not agreed in writing to be called by an AI voice. Ask by email, and add the consent when it is given.",
  no_consent: "Has not agreed to be called. Ask by email, and add the consent when it is given.",
  do_not_call: "The number stands on a do-not-call list that you uploaded.",
  number_reassigned: "The number belongs to somebody else now, as the database of reassigned numbers says.",
  list_too_old:
    "The do-not-call list that you rely on for this person's state is too old, or was never uploaded. Upload a fresh one under Settings, Do-not-call lists.",
  no_open_hours: "No calling hours are open for this person within two weeks.",
  // The gate postpones
  contact_under_way: "Another campaign is contacting this person right now.",
  minimum_gap: "Was contacted a short while ago.",
  daily_cap: "Has been contacted as often as a day allows.",
  monthly_cap: "Has been contacted as often as a month allows.",
  quiet_after_opt_out: "Opted out or complained a short while ago, so nobody is in touch for a month, in no way.",
  outside_hours: "It is outside calling hours where this person lives.",
  state_hours:
    "The law of this person's state allows no contact at this hour. This waits for the next hour that it allows.",
  reply_waiting: "Wrote back. Nobody contacts this person until you have read it.",
  // The campaign
  campaign_stopped: "The campaign was stopped first.",
  campaign_paused: "The campaign was paused first.",
  campaign_cancelled: "The campaign was stopped first.",
  campaign_completed: "The campaign had ended.",
  next_touch: "Goes on to the next touch of the campaign, if nothing comes of the last one.",
  condition_not_met: "No further touch of the campaign is meant for this person.",
  contact_changed: "The contact was changed meanwhile, so this waits for its turn again.",
  max_attempts: "Was contacted as often as the campaign allows.",
  converted: "Had said yes already.",
  outcome_corrected: "You corrected what an earlier call came to, so this was not done.",
  lease_expired: "This was not done in time and waits for its turn again.",
  excluded: "You took this person out of the campaign.",
  no_content: "There is nothing to be said at this step of the campaign.",
  agreed_meanwhile: "Has agreed to calls since the campaign began, so there is nothing left to ask.",
  content_incomplete: "A variable of the text has no value for this person.",

  // How the last attempt ended
  no_answer: "Nobody answered.",
  busy: "The line was busy.",
  voicemail: "Reached an answering machine.",
  silent: "The line was open but nobody spoke.",
  transferred: "Was transferred to a person.",
  transfer_failed: "Wanted to speak to a person, and the transfer failed. Call back yourself.",
  provider_failed: "The provider could not do it.",
  capacity: "The provider had no room just then; this waits for its turn again.",
  billing: "The provider's account is out of credit.",
  cancelled: "It was cancelled before it began.",
  outcome_unknown: "Nobody could say what became of it, so it is not repeated. Check with the customer.",
  not_recorded: "It ended, but what came of it could not be written down yet. Check with the customer.",
  unknown: "Nobody could say what became of it, so it is not repeated. Check with the customer.",
  conversed: "Was spoken to.",
  delivered: "The message arrived.",
  sent: "The message was sent; no receipt came for it.",
  no_receipt: "The message was sent; no receipt came for it.",
  undelivered: "The message could not be delivered this time.",
  bounced: "There is no such mailbox or phone.",
  blocked: "The mailbox or the carrier refused the message.",
  filtered: "The carrier took the message for spam, so the campaign paused itself.",
} as const;
export type Reason = keyof typeof REASON;

const isReason = (code: string): code is Reason => Object.hasOwn(REASON, code);

/** A sentence for a reason's code; one that is not known is shown as it is written, so that nothing is hidden. */
export function reasonText(code: string | null): string | null {
  if (code === null || code === "") return null;
  return isReason(code) ? REASON[code] : `${code.replaceAll("_", " ")}.`.replace(/^./, (first) => first.toUpperCase());
}

/** Why a campaign is paused, and what to do about it. */
export const PAUSE_REASON = {
  owner: "You paused it. Nobody is contacted until you resume.",
  budget_reached: "The budget is used up. Raise it, then resume.",
  provider_failing:
    "Half of the recent contacts failed at the provider, so the campaign paused itself. Check the provider, then resume.",
  provider_auth: "The phone provider refused our key. Correct it in the server's settings, then resume.",
  provider_billing: "The phone provider's account is out of credit. Top it up, then resume.",
  message_auth: "The provider of messages refused our key. Correct it in the server's settings, then resume.",
  message_billing: "The account at the provider of messages is out of credit. Top it up, then resume.",
  sender_refused:
    "The provider refuses the sender of your messages. Check your sender under Settings, Emails and texts, and at the provider; then resume.",
  message_quota: "The provider's allowance of messages is used up for now. Raise it there or wait, then resume.",
  message_filtered:
    "Carriers took the texts for spam. Change what they say, and see that your number is registered for messages; then resume.",
  not_ready: "The agent or the server lost something that the campaign needs. Resume to see what.",
  campaign_not_ready: "It could not start at its time, because something is missing. Start it to see what.",
  campaign_without_recipients:
    "It could not start at its time: no customer matches its criteria. Widen them, then start it.",
} as const;
type PauseReason = keyof typeof PAUSE_REASON;

const isPauseReason = (code: string): code is PauseReason => Object.hasOwn(PAUSE_REASON, code);
const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(MESSAGE, code);

export function pauseReasonText(code: string | null): string {
  if (code === null) return "Nobody is contacted until you resume.";
  if (isPauseReason(code)) return PAUSE_REASON[code];
  // A scheduled start that was refused is noted with the refusal's own code.
  return isErrorCode(code) ? MESSAGE[code] : (reasonText(code) ?? "");
}
