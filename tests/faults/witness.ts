import { RETRYABLE, type Retryable } from "@/lib/core/retry";
import { dispositionOf } from "@/lib/providers/vapi/disposition";
import type { Attempt, Campaign, Evidence, LoggedCall, Recipient } from "./evidence";
import { gather } from "./evidence";
import type { Stage } from "./stage";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const TALKING = [
  ...["answers_and_books", "interested", "asks_callback", "not_interested"],
  ...["opts_out_mid_call", "wrong_number", "hangs_up_early"],
];
const WON = ["answers_and_books", "interested", "asks_callback"];
const POSITIVE = ["booked", "interested", "callback"];
const FINAL = ["answered", "failed", "opted_out", "skipped"];

type Rule = (evidence: Evidence) => string[];

const by = <T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> => Map.groupBy(items, key);
const when = (at: number) => new Date(at).toISOString().slice(11, 23);

/** Every call has one attempt that knows it, and what it knows is what happened. */
const callsAreKnown: Rule = ({ calls, attempts, recipients, secondContacts }) => {
  const found: string[] = secondContacts > 0 ? [`${secondContacts} attempts were found to have a second call`] : [];
  for (const [attemptId, placed] of by(calls, (call) => call.attemptId))
    if (placed.length > 1) found.push(`attempt ${attemptId} placed ${placed.length} calls`);
  for (const call of calls) {
    const name = `call ${call.callId} to ${call.number} (${call.persona})`;
    const knowing = attempts.filter((attempt) => attempt.provider_ref === call.callId);
    const [attempt] = knowing;
    if (!attempt || knowing.length > 1) {
      const own = attempts.find(({ id }) => id === call.attemptId);
      found.push(`${name} is known to ${knowing.length} attempts; its own is ${own?.state} (${own?.disposition})`);
      continue;
    }
    const recipient = recipients.find(({ id }) => id === attempt.recipient_id);
    if (attempt.id !== call.attemptId) found.push(`${name} is known to an attempt that did not place it`);
    if (recipient?.phone !== call.number) found.push(`${name} is known to the attempt of another number`);
    if (call.to === null) found.push(`${name} never ended`);
    const disposition = dispositionOf(call.endedReason);
    if (attempt.state !== "ended" || attempt.disposition !== disposition)
      found.push(`${name} ended as ${disposition}, its attempt is ${attempt.state} as ${attempt.disposition}`);
    if (!attempt.counted) found.push(`${name} does not count`);
    if (attempt.begun_at === null) found.push(`${name} was never written down as begun`);
  }
  return found;
};

/** What claims to be a contact is one; what is not settled is nobody's secret. */
const attemptsAreTrue: Rule = ({ calls, attempts }) => {
  const ids = new Set(calls.map(({ callId }) => callId));
  return attempts.flatMap((attempt) => {
    const name = `attempt ${attempt.id}`;
    if (attempt.state === "reserved" || attempt.state === "dispatched") return [`${name} was left ${attempt.state}`];
    if (attempt.provider_ref && !ids.has(attempt.provider_ref)) return [`${name} claims a call that does not exist`];
    const bare = attempt.counted && !attempt.provider_ref;
    if (bare && !["unknown", "provider_failed", "invalid_number"].includes(attempt.disposition ?? ""))
      return [`${name} counts as ${attempt.disposition} without a call`];
    return [];
  });
};

/** The provider is asked once for each attempt that was begun. */
const askedOnce: Rule = ({ asked, attempts, recipients }) => {
  const phoneOf = new Map(recipients.map(({ id, phone }) => [id, phone]));
  const begun = by(
    attempts.filter((attempt) => attempt.begun_at !== null),
    (attempt) => phoneOf.get(attempt.recipient_id),
  );
  return [...by(asked, (number) => number)].flatMap(([number, requests]) => {
    const most = begun.get(number)?.length ?? 0;
    return requests.length > most ? [`${number} was asked for ${requests.length} times in ${most} attempts`] : [];
  });
};

function* overlaps(calls: LoggedCall[]): Generator<{ at: number; together: number }> {
  const ends = calls.map((call) => call.to ?? Number.POSITIVE_INFINITY);
  for (const { from } of calls)
    yield {
      at: from,
      together: calls.filter((other, index) => other.from <= from && (ends[index] ?? 0) > from).length,
    };
}

/** The most calls that were in play at one moment. */
export const mostAtOnce = (calls: LoggedCall[]): number =>
  Math.max(0, ...[...overlaps(calls)].map(({ together }) => together));

/** One number has one call at a time, and an account no more calls than lines. */
const linesHold: Rule = ({ calls, attempts, campaigns }) => {
  const accountOf = new Map(attempts.map(({ id, user_id }) => [id, user_id]));
  const linesOf = new Map(campaigns.map(({ user_id, lines }) => [user_id, lines]));
  const found: string[] = [];
  for (const [account, placed] of by(calls, ({ attemptId }) => accountOf.get(attemptId ?? ""))) {
    const lines = linesOf.get(account ?? "") ?? 0;
    for (const { at, together } of overlaps(placed))
      if (together > lines) found.push(`${together} calls at once on ${lines} lines at ${when(at)}`);
    for (const [number, same] of by(placed, (call) => call.number))
      for (const { at, together } of overlaps(same))
        if (together > 1) found.push(`${together} calls at once to ${number} at ${when(at)}`);
  }
  return found;
};

/** In any 60 seconds no more reservations than the campaign's rate; in any 24 hours no more calls to a person than their cap. */
const ratesHold: Rule = ({ attempts, campaigns, calls }) => {
  const found: string[] = [];
  for (const { id, rate_limit_per_minute: rate } of campaigns) {
    const times = attempts.filter((attempt) => attempt.campaign_id === id).map((attempt) => attempt.reserved_at);
    times.sort((a, b) => a - b);
    const broken = times.find((at, index) => (times[index + rate] ?? Number.POSITIVE_INFINITY) - at < MINUTE);
    if (broken) found.push(`more than ${rate} reservations in the minute from ${when(broken)}`);
  }
  const cap = Math.max(...campaigns.map((campaign) => campaign.max_contacts_per_24h));
  for (const [number, placed] of by(calls, (call) => call.number)) {
    const times = placed.map((call) => call.from).sort((a, b) => a - b);
    if (times.some((at, index) => (times[index + cap] ?? Number.POSITIVE_INFINITY) - at < DAY))
      found.push(`${number} was called more than ${cap} times in a day`);
  }
  return found;
};

/** Nobody is called after an opt-out was recorded: a call that was asked for by then may still arrive. */
const optOutsHold: Rule = ({ suppressions, calls, attempts }) => {
  const attemptOf = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  return suppressions.flatMap(({ user_id, contact, at }) =>
    calls.flatMap((call) => {
      const attempt = attemptOf.get(call.attemptId ?? "");
      if (call.number !== contact || attempt?.user_id !== user_id) return [];
      const late = (attempt.begun_at ?? 0) > at || call.from > at + 5_000;
      return late ? [`${contact} was called at ${when(call.from)} after an opt-out at ${when(at)}`] : [];
    }),
  );
};

const isRetryable = (disposition: string | null): disposition is Retryable =>
  RETRYABLE.some((retryable) => retryable === disposition);

/** How many minutes after its `nth` contact (from 1) the policy wants another; null for none. */
function gapAfter(campaign: Campaign, attempt: Attempt, nth: number): number | null {
  if (attempt.outcome !== null && attempt.outcome !== "no_decision") return null;
  if (!isRetryable(attempt.disposition) || nth >= campaign.max_attempts) return null;
  return campaign.retry_gaps[attempt.disposition]?.[nth - 1] ?? null;
}

/** Everybody got the contacts that the policy gives, no more and no fewer, and ended with a reason. */
function policyHolds(campaign: Campaign, recipient: Recipient, attempts: Attempt[], calls: LoggedCall[]): string[] {
  const name = `recipient ${recipient.phone}`;
  const found: string[] = [];
  if (!FINAL.includes(recipient.status)) return [`${name} was left ${recipient.status} (${recipient.reason})`];
  if (recipient.status !== "answered" && !recipient.reason) found.push(`${name} is ${recipient.status} for no reason`);
  const contacts = attempts.filter((attempt) => attempt.counted).sort((a, b) => (a.begun_at ?? 0) - (b.begun_at ?? 0));
  if (contacts.length !== recipient.attempts)
    found.push(`${name} has ${contacts.length} contacts and says ${recipient.attempts}`);
  const endOf = new Map(calls.map((call) => [call.attemptId, call.to]));
  contacts.forEach((attempt, index) => {
    const gap = gapAfter(campaign, attempt, index + 1);
    const next = contacts[index + 1];
    const told = `${name}: contact ${index + 1} ended as ${attempt.disposition} (${attempt.outcome})`;
    if (next && gap === null) found.push(`${told} and was followed by another`);
    else if (next && (next.begun_at ?? 0) < (endOf.get(attempt.id) ?? 0) + (gap ?? 0) * MINUTE)
      found.push(`${told} and was followed within less than ${gap} minutes`);
    else if (!next && gap !== null && recipient.status === "failed" && recipient.reason !== "campaign_stopped")
      found.push(`${told}; another was due after ${gap} minutes and never came`);
  });
  return found;
}

const nobodyIsForgotten: Rule = ({ campaigns, recipients, attempts, calls, unapplied }) => {
  const found = [...unapplied];
  const attemptsOf = by(attempts, (attempt) => attempt.recipient_id);
  for (const campaign of campaigns) {
    if (!["completed", "cancelled"].includes(campaign.status)) found.push(`a campaign was left ${campaign.status}`);
    if (campaign.miscounted) found.push(`the results differ from a recount: ${campaign.miscounted}`);
    for (const recipient of recipients.filter(({ campaign_id }) => campaign_id === campaign.id))
      found.push(...policyHolds(campaign, recipient, attemptsOf.get(recipient.id) ?? [], calls));
  }
  return found;
};

/** What was said came back, and every customer who was won made one lead. */
const nothingIsLost: Rule = ({ calls, attempts, strayLeads }) => {
  const attemptOf = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  const found: string[] = strayLeads > 0 ? [`${strayLeads} leads belong to no attempt`] : [];
  for (const call of calls) {
    const attempt = attemptOf.get(call.attemptId ?? "");
    if (!call.answered || !attempt) continue;
    if (TALKING.includes(call.persona) && !attempt.has_transcript) found.push(`call ${call.callId} has no transcript`);
    if (WON.includes(call.persona) && attempt.leads !== 1)
      found.push(`call ${call.callId} (${call.persona}) made ${attempt.leads} leads`);
    if (call.persona === "opts_out_mid_call" && attempt.outcome !== "opt_out")
      found.push(`the opt-out of call ${call.callId} was lost`);
  }
  for (const { id, outcome, leads } of attempts)
    if (leads !== (POSITIVE.includes(outcome ?? "") ? 1 : 0))
      found.push(`attempt ${id} (${outcome}) made ${leads} leads`);
  return found;
};

const RULES = [
  ...[callsAreKnown, attemptsAreTrue, askedOnce, linesHold, ratesHold],
  ...[optOutsHold, nobodyIsForgotten, nothingIsLost],
];

/** What is wrong with what the engine did; empty when nothing is. Compares the provider's own log with the database. */
export const violations = (evidence: Evidence): string[] => RULES.flatMap((rule) => rule(evidence));

/** The violations on a stage on which nothing moves any more. */
export const judge = async (stage: Stage): Promise<string[]> =>
  violations(await gather(stage.stack.pool, stage.logFile));
