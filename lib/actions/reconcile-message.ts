import type { MessageStanding } from "@/lib/core/message";
import { MessageContent } from "@/lib/core/message-content";
import { decideMessageFailure, refusesOne } from "@/lib/core/message-failure";
import { nextAfter } from "@/lib/core/retry";
import type { DoubtfulAttempt } from "@/lib/data/engine";
import type { ProviderFailure } from "@/lib/providers/failure";
import { toEmail } from "./compose-message";
import type { EngineDeps } from "./deps";
import { afterEnd, giveUp } from "./end-attempt";
import { endUntaken, failureText, recordTaken } from "./provider-answer";
import { waitTurn } from "./wait-turn";

const MINUTE = 60_000;
/** What the provider knows of a text shows in its list by then; after that it never left. */
const GIVE_UP_AFTER_MS = 2 * MINUTE;
/** The provider knows an idempotency key for a day; long before that an email may be sent again under it. */
const RESEND_WITHIN_MS = 12 * 60 * MINUTE;

/** Settles a message whose lease ran out. A text is looked for and never sent again; an email whose answer was lost is sent again with
 *  its own bytes under its own key, which the provider knows. @returns false when the provider could not be asked */
export async function reconcileMessage(deps: EngineDeps, attempt: DoubtfulAttempt): Promise<boolean> {
  const age = deps.now().getTime() - Date.parse(attempt.begun_at);
  if (attempt.provider_ref) return askAfter(deps, attempt, attempt.provider_ref, age);
  const content = MessageContent.safeParse(attempt.content);
  if (attempt.content === null) return takeBack(deps, attempt);
  if (!content.success) return giveUp(deps, attempt);
  if (attempt.channel === "sms") return findText(deps, attempt, content.data, age);
  return sendAgain(deps, attempt, content.data, age);
}

async function askAfter(deps: EngineDeps, attempt: DoubtfulAttempt, ref: string, age: number): Promise<boolean> {
  const port = attempt.channel === "email" ? deps.email : deps.sms;
  const found = await port?.get(ref);
  const known = found?.ok ? found.value : null;
  if (known?.disposition) {
    await settle(deps, attempt, known, deps.now());
  } else if (age >= deps.pace.receiptWaitMs) {
    // It was handed over, and nobody says more: a key that may only send is not told.
    const standing = known ?? NOTHING(ref);
    await settle(deps, attempt, { ...standing, status: "sent", disposition: "sent" }, deps.now());
  } else if (!found?.ok) {
    return false;
  } else {
    const wait = Math.min(Math.max(age, 15 * MINUTE), deps.pace.receiptWaitMs - age);
    await deps.messages.awaitReceipt(attempt.attempt_id, new Date(deps.now().getTime() + wait));
  }
  return true;
}

async function findText(
  deps: EngineDeps,
  attempt: DoubtfulAttempt,
  content: MessageContent,
  age: number,
): Promise<boolean> {
  if (!deps.sms || !attempt.contact) return false;
  const query = { to: attempt.contact, body: content.body, since: new Date(attempt.begun_at) };
  const found = await deps.sms.find(query);
  if (!found.ok) return false;
  if (found.value) {
    const ref = { attempt_id: attempt.attempt_id, provider_ref: found.value.providerRef };
    await deps.messages.dispatched([ref], deps.pace.receiptWaitMs, deps.now());
    if (found.value.disposition) await settle(deps, attempt, found.value, deps.now());
  } else if (age >= GIVE_UP_AFTER_MS) await giveUp(deps, attempt);
  return true;
}

async function sendAgain(
  deps: EngineDeps,
  attempt: DoubtfulAttempt,
  content: MessageContent,
  age: number,
): Promise<boolean> {
  if (age >= RESEND_WITHIN_MS) return giveUp(deps, attempt);
  const { email, links } = deps;
  if (!email || !links) return false;
  const lot = attempt.batch_id
    ? await deps.messages.batch(attempt.batch_id)
    : [{ attempt_id: attempt.attempt_id, contact: attempt.contact, content, provider_ref: null }];
  // Another of the same request was quicker.
  if (lot.some((one) => one.attempt_id === attempt.attempt_id && one.provider_ref)) return true;
  // Of an email whose customer was erased nothing is left that could be sent.
  const whole = lot.flatMap(({ attempt_id: attemptId, contact, content: kept }) =>
    contact && kept ? [{ attemptId, to: contact, content: kept }] : [],
  );
  if (whole.length !== lot.length || whole.length === 0) return giveUp(deps, attempt);
  if ((await waitTurn(deps, "resend")) !== null) return false;
  // Perhaps the first request took nothing: somebody who opted out since, or whose campaign was paused, would get an email now. Without one
  // of them the key would be refused, so all wait, until nobody may send any more.
  const attemptIds = whole.map(({ attemptId }) => attemptId);
  if (await deps.engine.anyStopped(attemptIds, deps.now())) return true;
  const emails = await Promise.all(whole.map((one) => toEmail(one, links, deps.renderEmail)));
  const answer = await email.send(emails, attempt.batch_id ?? attempt.attempt_id);
  if (answer.ok) {
    await recordTaken(deps, whole, answer.providerRefs);
    return true;
  }
  // Taken under this key with other bytes: it left, and its news will tell under our own id.
  if (answer.failure.code === "conflict") return giveUp(deps, attempt);
  // Nothing was taken under this key, now or before.
  if (!refusesOne(answer.failure)) return false;
  if (attempt.batch_id) await deps.messages.separate(attempt.batch_id);
  else await endRefused(deps, attempt, answer.failure);
  return true;
}

async function endRefused(deps: EngineDeps, { attempt_id }: DoubtfulAttempt, failure: ProviderFailure): Promise<void> {
  const decision = decideMessageFailure(failure, deps.now());
  if (decision.kind !== "end") return;
  await endUntaken(deps, attempt_id, decision.disposition, failureText(failure), decision.next);
}

/** Begun, and stopped before its words were written down: nothing was sent, and by whoever began it nothing can be any more. */
async function takeBack(deps: EngineDeps, { attempt_id }: DoubtfulAttempt): Promise<true> {
  const next = { kind: "requeue", at: deps.now(), reason: "cancelled" } as const;
  await endUntaken(deps, attempt_id, "cancelled", "never_sent", next);
  return true;
}

async function settle(deps: EngineDeps, attempt: DoubtfulAttempt, standing: MessageStanding, now: Date): Promise<void> {
  const found = await deps.engine.standing(attempt.attempt_id);
  const { disposition } = standing;
  if (!found || !disposition) return;
  const next = nextAfter(found, disposition, now);
  const { code, costUsd: cost, segments, providerRef: provider_ref } = standing;
  // Whatever they did with it since, it has arrived; a complaint counts besides.
  const isComplaint = standing.status === "complained";
  const status = disposition === "delivered" ? "delivered" : standing.status;
  // When it arrived is not told: soon after it left, or what the customer did with it before now would be a machine's.
  const at = new Date(attempt.dispatched_at ?? attempt.begun_at).toISOString();
  const event = { n: 0, attempt_id: attempt.attempt_id, provider_ref, status, at, disposition };
  const more = { code, cost, segments, machine: false, link: null, next };
  const complaint = {
    ...event,
    ...more,
    n: 1,
    status: "complained",
    at: now.toISOString(),
    disposition: null,
    next: null,
  };
  const events = [{ ...event, ...more }, ...(isComplaint ? [complaint] : [])];
  const answers = await deps.messages.apply(events, deps.pace.scannerWindowMs, now);
  const answer = answers.find(({ n }) => n === 0);
  if (answer?.error) throw new Error(answer.error);
  if (answer?.applied) await afterEnd(deps, found.campaign_id, { attempt_id: attempt.attempt_id, disposition });
}

const NOTHING = (providerRef: string): MessageStanding => ({
  ...{ providerRef, attemptId: null, status: "sent", disposition: null, code: null, costUsd: null, segments: null },
});
