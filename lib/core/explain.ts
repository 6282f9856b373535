import type { Decision } from "./decision";
import { closedRule, isZone } from "./hours-rule";
import { countryName } from "./list-age";
import { optOutText, type Wish } from "./opt-out-words";
import { placeName } from "./place-name";
import { plainSpaces } from "./plain-spaces";
import { reasonText } from "./reasons";
import type { Channel } from "./words";

/** Somebody who waits or was skipped, and what is known of why. */
export interface ToExplain {
  /** A code of lib/core/reasons.ts. */
  reason: string | null;
  /** What the gate looked at when it said so; null where that was not kept. */
  decision: Decision | null;
  /** ISO 8601: when they are looked at again; null where they are not. */
  next: string | null;
  /** Over which they would be contacted; null where it may be any. */
  channel: Channel | null;
  /** IANA, for moments of those whose own zone is not known. */
  timeZone: string;
  /** The opt-out that holds them back, where it is known. */
  wish?: Wish | null;
  /** The public holiday on which it was decided. */
  holiday?: string | null;
}

const NOUN: Record<Channel, string> = { call: "calls", sms: "text messages", email: "emails" };

/** Why somebody waits or was skipped, in one sentence that names the rule: "Florida: no calls after 8 PM; next window Tue 8:00 AM."
 *  Says no more than was kept: without the gate's decision it is the general sentence. Null where nothing holds them back. */
export function explain(one: ToExplain): string | null {
  if (!one.reason) return null;
  const special = SENTENCE[one.reason]?.(one);
  return special ? `${special}.` : general(one);
}

/** By reason: the sentence without its full stop; null where what was kept does not tell more than the reason itself. */
const SENTENCE: Record<string, (one: ToExplain) => string | null> = {
  state_hours: ({ decision, ...one }) => {
    const found = decision && closedRule(decision, one.holiday);
    const place = found?.place ?? decision?.closed_by ?? decision?.place;
    if (!decision || !place) return null;
    return `${lawOf(place, decision)}: no ${nounOf(one.channel)} ${found?.rule ?? "at this hour"}${nextPart("next window", { decision, ...one })}`;
  },
  outside_hours: (one) =>
    one.next ? `Outside your calling hours where they live${nextPart("next window", one)}` : null,
  minimum_gap: (one) => (one.next ? `Was contacted a short while ago${nextPart("next possible", one)}` : null),
  daily_cap: (one) => capped(one, one.decision?.contacts_24h, "24 hours"),
  monthly_cap: (one) => capped(one, one.decision?.contacts_30d, "30 days"),
  quiet_after_opt_out: (one) => (one.next ? `Opted out a short while ago${nextPart("left alone until", one)}` : null),
  contact_under_way: (one) =>
    one.next ? `Another campaign is contacting this person right now${nextPart("looked at again", one)}` : null,
  no_contact: ({ channel }) =>
    channel ? `No ${channel === "email" ? "email address" : "phone number"} is stored` : null,
  no_written_consent: ({ decision, channel }) => {
    const place = decision?.place;
    if (!place) return null;
    return `${placeName(place)}: ${nounOf(channel ?? "call")} with an offer need an agreement in writing; ${storedConsent(decision)}`;
  },
  no_consent: ({ decision, channel }) =>
    decision?.place
      ? `${placeName(decision.place)}: ${nounOf(channel ?? "call")} need the person’s agreement; none is stored for their number`
      : null,
  region_blocked: ({ decision }) =>
    decision?.place
      ? `${placeName(decision.place)}: no calls by an AI voice; send an email or a text message instead`
      : null,
  country_off: ({ decision }) =>
    decision?.place
      ? `${placeName(decision.place)}: your account does not call there; turn it on under Settings, Hours and limits, if you may`
      : null,
  list_too_old: ({ decision }) => staleList(decision),
  do_not_call: ({ decision }) => listedOn(decision),
  opted_out: ({ wish, timeZone }) => (wish ? optOutText("Asked not to be contacted", wish, timeZone) : null),
  opted_out_channel: ({ wish, timeZone }) =>
    wish ? optOutText("Asked not to be contacted in this way", wish, timeZone) : null,
};

/** Whose law it is; that of all states without one of their own is told by the state that has none. */
function lawOf(place: string, { regions = [], region, windows = [] }: Decision): string {
  if (!place.endsWith("*")) return placeName(place);
  const ofStates = place.replace(/\*$/, "");
  const own = windows.map(({ jurisdiction }) => jurisdiction);
  const without = regions.find((one) => one.startsWith(ofStates) && !own.includes(ofStates ? one : one.slice(0, 2)));
  return placeName(without ?? regions[0] ?? region ?? place);
}

const nounOf = (channel: Channel | null): string => (channel ? NOUN[channel] : "contacts");

/** The general sentence, with the moment of the next contact where there is one. */
function general(one: ToExplain): string | null {
  const text = reasonText(one.reason);
  return text && one.next && one.reason !== "reply_waiting"
    ? `${text.replace(/\.$/, "")}${nextPart("next contact", one)}.`
    : text;
}

function capped(one: ToExplain, count: number | undefined, span: string): string | null {
  if (!one.next || !count) return null;
  return `${count === 1 ? "1 contact" : `${count} contacts`} in ${span} ${count === 1 ? "is" : "are"} the limit${nextPart("next possible", one)}`;
}

function storedConsent({ consent_basis: basis }: Decision): string {
  if (basis === "express") return "only a spoken one is stored";
  if (basis === "express_written") return "the one that is stored lacks its words";
  return "none is stored for their number";
}

const LIST: Record<string, string> = { national: "the national do-not-call list", own: "your own do-not-call list" };

/** Which list it is, where only one was looked into that it can be. */
function listedOn(decision: Decision | null): string | null {
  const [only, ...more] = (decision?.lists ?? []).filter(({ kind }) => kind !== "reassigned");
  if (!only || more.length > 0) return null;
  const name = nameOfList(only);
  return name ? `The number stands on ${name} that you uploaded, with the numbers of ${dayOf(only.as_of)}` : null;
}

function nameOfList({ kind, region }: { kind: string; region?: string | null | undefined }): string | undefined {
  if (kind === "state" && region) return `the do-not-call list of ${placeName(region)}`;
  if (kind === "national" && region && region !== "US")
    return `the national do-not-call list of ${countryName(region)}`;
  return LIST[kind];
}

/** "Oct 2, 2026", of a calendar day; what is none stays as it is. */
function dayOf(day: string): string {
  const at = new Date(day);
  if (Number.isNaN(at.getTime())) return day;
  return new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "short", day: "numeric", year: "numeric" }).format(
    at,
  );
}

function staleList(decision: Decision | null): string | null {
  const place = decision?.place;
  if (!place) return null;
  const isState = place.includes("-");
  const whose = `${placeName(place)}: the ${isState ? "state’s" : "national"} do-not-call list`;
  const known = decision.lists?.find(
    ({ kind, region }) => kind === (isState ? "state" : "national") && region === place,
  );
  const when = known
    ? `is of ${dayOf(known.as_of)}, which is too old`
    : "that you rely on is too old, or was never uploaded";
  return `${whose} ${when}`;
}

/** "; next window Tue 8:00 AM", by their own clock; with its zone where they may live in several or none is known. */
function nextPart(
  words: string,
  { next, decision, timeZone }: Pick<ToExplain, "next" | "decision" | "timeZone">,
): string {
  if (!next) return "";
  const zones = (decision?.time_zones ?? []).filter(isZone);
  return `; ${words} ${shortMoment(next, zones[0] ?? timeZone, decision?.at, zones.length !== 1)}`;
}

const WEEK_MS = 6 * 86_400_000;

/** "Tue 8:00 AM", or "Dec 8, 8:00 AM" where the weekday alone would not tell. @param since when it was said */
export function shortMoment(at: string, timeZone: string, since: string | undefined, withZone = false): string {
  const moment = new Date(at);
  const isNear = since !== undefined && Math.abs(moment.getTime() - Date.parse(since)) < WEEK_MS;
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-US", { timeZone, ...options }).format(moment);
  const day = isNear ? write({ weekday: "short" }) : `${write({ month: "short", day: "numeric" })},`;
  const time = write({ hour: "numeric", minute: "2-digit", ...(withZone ? { timeZoneName: "short" } : {}) });
  return plainSpaces(`${day} ${time}`);
}
