import { AppError, errorName } from "@/lib/core/errors";
import type { MessageEvent } from "@/lib/core/message";
import { helpText, stopConfirmation } from "@/lib/core/reply-words";
import type { InboundMessageEvent, MessageInbox } from "@/lib/providers/messages";
import type { EngineDeps } from "./deps";
import { receiveMessage } from "./receive-message";

const APPLIED_WITHIN_MS = 30_000;

interface Incoming {
  headers: Headers;
  rawBody: string;
  /** The configured public address with the query that came along. */
  url: string;
}

/** Takes a webhook of a message provider in: verifies it, stores it once, hands it to a job. What a customer texts is applied before the
 *  answer. @returns the words to text back, if any
 *  @throws AppError webhook_not_verified, malformed_json */
export async function receiveMessageEvent(
  deps: EngineDeps,
  provider: "resend" | "twilio",
  incoming: Incoming,
): Promise<{ answer: string | null }> {
  const inbox = provider === "resend" ? deps.emailInbox : deps.smsInbox;
  if (!inbox?.verify({ ...incoming, now: deps.now() })) throw new AppError("webhook_not_verified");
  const { event, eventKey, payload } = read(inbox, incoming, deps.now());
  if (event.kind === "ignored") return { answer: null };
  const now = deps.now();
  const attemptId = event.kind === "status" ? event.attemptId : null;
  const isText = event.kind === "inbound" && event.channel === "sms";
  // What is applied here nobody else is to take up meanwhile: the answer would be lost.
  const nextTryAt = isText ? new Date(now.getTime() + APPLIED_WITHIN_MS) : now;
  const stored = await deps.storeEvent({ provider, eventKey, payload, attemptId, receivedAt: now, nextTryAt });
  if (stored === null) return { answer: null };
  if (isText) {
    const answer = await answerText(deps, event);
    await deps.events.applied(stored, deps.now(), { forget: true });
    return { answer };
  }
  await requestApply(deps);
  return { answer: null };
}

async function answerText(deps: EngineDeps, event: Extract<MessageEvent, { kind: "inbound" }>): Promise<string | null> {
  const { kind, received } = await receiveMessage(deps, event);
  // What the provider answers by itself is not answered twice.
  if (!received.known || !received.first || event.answered) return null;
  const name = received.business_name ?? "";
  if (kind === "help") return helpText(name, received.callback_number ?? null);
  return kind === "stop" || kind === "opt_out" ? stopConfirmation(name) : null;
}

/** One job empties the whole inbox, so that one that waits is enough. */
export async function requestApply(deps: Pick<EngineDeps, "jobs" | "log">): Promise<void> {
  try {
    await deps.jobs.enqueue("apply-message-events", {}, { key: "apply-message-events" });
  } catch (error) {
    deps.log.warn({ error: errorName(error) }, "events left to the sweep");
  }
}

function read(inbox: MessageInbox, { rawBody, headers, url }: Incoming, now: Date): InboundMessageEvent {
  try {
    return inbox.receive(rawBody, headers, { url, now });
  } catch (error) {
    throw new AppError("malformed_json", undefined, { cause: error });
  }
}
