import { randomUUID } from "node:crypto";
import type { Disposition } from "@/lib/core/call";
import { usedVariables } from "@/lib/core/content";
import { decideMessageFailure, refusesOne } from "@/lib/core/message-failure";
import type { Reason } from "@/lib/core/reasons";
import type { NextStep } from "@/lib/core/retry";
import type { Contact } from "@/lib/data/engine";
import type { ProviderFailure } from "@/lib/providers/failure";
import type { OutboundEmail } from "@/lib/providers/messages";
import { type Prepared, prepareMessage, type Sender, toEmail } from "./compose-message";
import type { EngineDeps } from "./deps";
import { isTooOld, whyTooLate } from "./last-look";
import { endUntaken, failureText, recordTaken } from "./provider-answer";
import { type MessageProvider, waitForRoom, waitTurn } from "./wait-turn";

/** So long is waited with a message in hand; longer, and it goes back in line. */
const SHORT_HOLD_MS = 3000;
/** Emails in one request. */
const LOT = 100;

export interface MessagesInput {
  channel: "email" | "sms";
  attemptIds: string[];
}

/** Sends reserved messages: emails up to a hundred in one request, texts one by one, at the pace that the provider allows all workers
 *  together. Each is written down, with its words, before the provider is asked.
 *  @returns how many the provider took, and how many were put off. */
export async function contactMessages(
  deps: EngineDeps,
  input: MessagesInput,
): Promise<{ sent: number; later: number }> {
  const { channel, attemptIds } = input;
  const size = channel === "email" ? LOT : 1;
  let sent = 0;
  for (let from = 0; from < attemptIds.length; from += size) {
    const wait = await waitForRoom(deps, channel === "email" ? "resend" : "twilio");
    if (wait !== null) {
      // What waits longer than its reservation lasts is given back by the sweep and claimed anew.
      const later = attemptIds.slice(from);
      await deps.jobs.enqueue("contact-messages", { channel, attemptIds: later }, { delayMs: wait });
      return { sent, later: later.length };
    }
    sent += await sendLot(deps, channel, attemptIds.slice(from, from + size));
  }
  return { sent, later: 0 };
}

async function sendLot(deps: EngineDeps, channel: "email" | "sms", attemptIds: string[]): Promise<number> {
  const askedAt = deps.now();
  const begun = await deps.messages.begin(attemptIds, askedAt);
  const asking = begun.flatMap((one) => (one.decision === "go" && asksToAgree(one) ? [one.attempt_id] : []));
  const agreed = new Set(asking.length > 0 ? await deps.messages.agreedMeanwhile(asking) : []);
  const filled: Prepared[] = [];
  for (const answer of begun) {
    if (answer.decision === "stop") continue;
    if (agreed.has(answer.attempt_id)) {
      await skipOne(deps, answer.attempt_id, "agreed_meanwhile");
      continue;
    }
    const ready = await prepareOne(deps, answer.attempt_id, answer);
    if (ready) filled.push(ready);
  }
  if (filled.length === 0) return 0;
  const batchId = filled.length > 1 ? randomUUID() : null;
  const contents = filled.map(({ attemptId, content }) => ({ attempt_id: attemptId, content }));
  const kept = new Set(await deps.messages.prepare(contents, batchId, deps.now()));
  const prepared = filled.filter(({ attemptId }) => kept.has(attemptId));
  if (channel === "sms") return sendTexts(deps, prepared, askedAt);
  return sendEmails(deps, prepared, batchId, askedAt);
}

/** Asks a provider when it is this process's turn, and again when it says that it has room in a moment: nothing was taken then.
 *  @returns null when that took too long and everybody is back in line */
async function whileBusy<T extends { ok: true } | { ok: false; failure: ProviderFailure }>(
  deps: EngineDeps,
  provider: MessageProvider,
  prepared: Prepared[],
  askedAt: Date,
  ask: () => Promise<T>,
): Promise<T | null> {
  while (await isInTime(deps, provider, prepared, askedAt)) {
    const answer = await ask();
    if (answer.ok || answer.failure.code !== "capacity") return answer;
    const { holdMs } = decideMessageFailure(answer.failure, deps.now());
    if (holdMs === null || holdMs > SHORT_HOLD_MS) return answer;
    deps.log.warn({ provider, messages: prepared.length, hold_ms: holdMs }, "the provider has no room just now");
    await deps.messages.hold(provider, new Date(deps.now().getTime() + holdMs));
  }
  return null;
}

/** Waits for the turn of one request. @param askedAt when it was allowed
 *  @returns false when it came too late: others were long before it, this process stood still, or an answer was long on its way; or when
 *  somebody opted out or the campaign was paused meanwhile. Nothing was sent then, so they are back in line. */
async function isInTime(
  deps: EngineDeps,
  provider: MessageProvider,
  prepared: Prepared[],
  askedAt: Date,
): Promise<boolean> {
  const attemptIds = prepared.map(({ attemptId }) => attemptId);
  // Who is too late already uses nobody's turn up.
  const wait = isTooOld(deps, askedAt) ? 0 : await waitTurn(deps, provider);
  const late = wait === null ? await whyTooLate(deps, attemptIds, askedAt) : "begun_too_long_ago";
  if (late === null) return true;
  await endAll(deps, prepared, "cancelled", late, requeue(new Date(deps.now().getTime() + (wait ?? 0))));
  return false;
}

async function prepareOne(deps: EngineDeps, attemptId: string, contact: Contact): Promise<Prepared | null> {
  const sender = senderOf(deps, contact);
  if (!sender) {
    await deps.engine.pause(contact.campaign_id, "not_ready", deps.now());
    await endUntaken(deps, attemptId, "cancelled", "not_ready", requeue(deps.now()));
    return null;
  }
  const prepared = prepareMessage(attemptId, contact, sender);
  if (prepared.ok) return prepared.value;
  deps.log.warn({ attempt_id: attemptId, missing: prepared.missing }, "content could not be filled in");
  const error = `content_incomplete: ${prepared.missing.join(", ")}`;
  await skipOne(deps, attemptId, "content_incomplete", error);
  return null;
}

const asksToAgree = ({ channel, body }: Contact): boolean =>
  channel === "email" && usedVariables(body).includes("consent_link");

const skipOne = (deps: EngineDeps, attemptId: string, reason: Reason, error: string = reason): Promise<void> =>
  endUntaken(deps, attemptId, "cancelled", error, { kind: "skip", status: "skipped", reason });

/** Who sends; null when the server or the account lost what is needed since the launch. */
function senderOf(deps: EngineDeps, contact: Contact): Sender | null {
  const { links } = deps;
  if (!links) return null;
  if (contact.channel === "email" && deps.email && contact.email && contact.email_sender && contact.postal_address)
    return { from: contact.email_sender, to: contact.email, links };
  if (contact.channel === "sms" && deps.sms && contact.phone && contact.sms_sender)
    return { from: contact.sms_sender, to: contact.phone, links };
  return null;
}

/** @param batchId the key of several; one email goes under its own id. @param askedAt when it was allowed */
async function sendEmails(
  deps: EngineDeps,
  prepared: Prepared[],
  batchId: string | null,
  askedAt: Date,
): Promise<number> {
  const { email, links } = deps;
  const key = batchId ?? prepared[0]?.attemptId;
  if (!email || !links || !key) return 0;
  const emails: OutboundEmail[] = await Promise.all(prepared.map((one) => toEmail(one, links, deps.renderEmail)));
  const answer = await whileBusy(deps, "resend", prepared, askedAt, () => email.send(emails, key));
  if (!answer) return 0;
  if (answer.ok) {
    await recordTaken(deps, prepared, answer.providerRefs);
    return prepared.length;
  }
  if (batchId && refusesOne(answer.failure)) return sendApart(deps, prepared, batchId, askedAt);
  await refused(deps, "resend", prepared, answer.failure);
  return 0;
}

/** One address that can't be written to has the whole request refused: then each goes by itself, under its own key. */
async function sendApart(deps: EngineDeps, prepared: Prepared[], batchId: string, askedAt: Date): Promise<number> {
  await deps.messages.separate(batchId);
  let sent = 0;
  for (const one of prepared) sent += await sendEmails(deps, [one], null, askedAt);
  return sent;
}

async function sendTexts(deps: EngineDeps, prepared: Prepared[], askedAt: Date): Promise<number> {
  let sent = 0;
  for (const one of prepared) {
    const { attemptId, content, to, segments } = one;
    const { sms, smsCallback } = deps;
    if (!sms || !smsCallback) return sent;
    const message = { attemptId, to, from: content.from, body: content.body, statusCallback: smsCallback };
    const answer = await whileBusy(deps, "twilio", [one], askedAt, () => sms.send(message));
    if (!answer) continue;
    if (!answer.ok) await refused(deps, "twilio", [one], answer.failure);
    else {
      const ref = { attempt_id: attemptId, provider_ref: answer.providerRef, segments: answer.segments ?? segments };
      await deps.messages.dispatched([ref], deps.pace.receiptWaitMs, deps.now());
      sent++;
    }
  }
  return sent;
}

async function refused(
  deps: EngineDeps,
  provider: "resend" | "twilio",
  prepared: Prepared[],
  failure: ProviderFailure,
): Promise<void> {
  const error = failureText(failure);
  const { code, status } = failure;
  deps.log.warn({ provider, messages: prepared.length, code, status }, "the provider did not take messages");
  const now = deps.now();
  const decision = decideMessageFailure(failure, now);
  if (decision.holdMs) await deps.messages.hold(provider, new Date(now.getTime() + decision.holdMs));
  if (decision.kind === "doubt") {
    for (const { attemptId } of prepared) await deps.engine.doubt(attemptId, error, now, decision.checkAt);
    for (const id of new Set(prepared.map(({ campaignId }) => campaignId))) await deps.engine.settle(id, now);
    return;
  }
  // Pause first: what ends now would be claimed again by the next that is bound to fail.
  if (decision.halt)
    for (const id of new Set(prepared.map(({ campaignId }) => campaignId)))
      await deps.engine.pause(id, decision.halt, now);
  await endAll(deps, prepared, decision.disposition, error, decision.next);
}

const requeue = (at: Date): NextStep => ({ kind: "requeue", at, reason: "cancelled" });

async function endAll(
  deps: EngineDeps,
  prepared: Prepared[],
  disposition: Disposition,
  error: string,
  next: NextStep | null,
): Promise<void> {
  for (const { attemptId } of prepared) await endUntaken(deps, attemptId, disposition, error, next);
}
