import type { CallEvent } from "@/lib/core/call";
import { AppError, errorName } from "@/lib/core/errors";
import type { EngineDeps, VoiceInbox } from "./deps";
import { recordToolCalls } from "./record-tool-calls";

/** When the sweep takes an event up that nobody applied. */
const REPLAY_AFTER_MS = 15_000;

/** Takes a webhook of the voice provider in: verifies it, stores it once, hands it to a job. Tool calls are done before the
 *  answer, for a customer waits on the line. @returns the body to answer with.
 *  @throws AppError webhook_not_verified, malformed_json */
export async function receiveVoiceEvent(
  deps: EngineDeps,
  { headers, rawBody }: { headers: Headers; rawBody: string },
): Promise<unknown> {
  const inbox = deps.voiceInbox;
  if (!inbox?.verify(headers, rawBody, deps.now())) throw new AppError("webhook_not_verified");
  const received = read(inbox, rawBody);
  const { event } = received;
  if (event.kind === "ignored") return {};
  const now = deps.now();
  const stored = await deps.events.store(
    { provider: "vapi", eventKey: received.eventKey, payload: received.payload, attemptId: event.attemptId },
    now,
    new Date(now.getTime() + REPLAY_AFTER_MS),
  );
  if (event.kind === "tool_calls") return answerTools(deps, inbox, event, stored);
  if (stored !== null) await requestApply(deps, stored);
  return {};
}

async function answerTools(
  deps: EngineDeps,
  inbox: VoiceInbox,
  event: Extract<CallEvent, { kind: "tool_calls" }>,
  stored: number | null,
): Promise<unknown> {
  const attemptId = event.attemptId ?? (await deps.data.attempts.idByRef("vapi", event.providerRef));
  const answers = attemptId
    ? await recordToolCalls(deps, attemptId, event.calls)
    : event.calls.map(({ id, name }) => ({ toolCallId: id, name, result: "This call is not known here." }));
  if (stored !== null) await deps.events.applied(stored, deps.now());
  return inbox.reply(answers);
}

async function requestApply(deps: EngineDeps, eventId: number): Promise<void> {
  try {
    await deps.jobs.enqueue("apply-event", { eventId });
  } catch (error) {
    deps.log.warn({ event_id: eventId, error: errorName(error) }, "event left to the sweep");
  }
}

function read(inbox: VoiceInbox, rawBody: string) {
  try {
    return inbox.receive(rawBody);
  } catch (error) {
    throw new AppError("malformed_json", undefined, { cause: error });
  }
}
