import type { CallEvent } from "@/lib/core/call";
import { errorName } from "@/lib/core/errors";
import type { StoredEvent } from "@/lib/data/events";
import type { EngineDeps } from "./deps";
import { endAttempt } from "./end-attempt";
import { putOffEvent } from "./put-off-event";
import { recordToolCalls } from "./record-tool-calls";

/** After the line closed the report should follow at once; if it does not, the provider is asked. */
const REPORT_WAIT_MS = 20_000;

/** Applies one stored event; one that is applied already, or gone, changes nothing. */
export async function applyEvent(deps: EngineDeps, { eventId }: { eventId: number }): Promise<{ applied: boolean }> {
  const event = await deps.events.get(eventId);
  if (!event) return { applied: false };
  return { applied: await applyStored(deps, event) };
}

/** Applies an event from the inbox and says so in the inbox; a failure is recorded there and tried again, later each time. */
export async function applyStored(deps: EngineDeps, event: StoredEvent): Promise<boolean> {
  try {
    if (!deps.voiceInbox || event.provider !== "vapi") throw new Error(`no inbox for ${event.provider}`);
    await applyCallEvent(deps, deps.voiceInbox.read(event.payload));
    await deps.events.applied(event.id, deps.now());
    return true;
  } catch (error) {
    deps.log.error({ event_id: event.id, tries: event.tries, error: errorName(error) }, "event could not be applied");
    await putOffEvent(deps, event, errorName(error));
    return false;
  }
}

/** What an event does to its attempt. Events of calls that are not ours (an inbound call of the same assistant) are let go. */
async function applyCallEvent(deps: EngineDeps, event: CallEvent): Promise<void> {
  if (event.kind === "ignored") return;
  const attemptId = event.attemptId ?? (await deps.data.attempts.idByRef("vapi", event.providerRef));
  if (!attemptId) return;
  switch (event.kind) {
    case "status":
      await recordStatus(deps, attemptId, event);
      return;
    case "tool_calls":
      await recordToolCalls(deps, attemptId, event.calls);
      return;
    case "report": {
      const { providerRef, report } = event;
      const applied = await endAttempt(deps, { attemptId, providerRef, report, error: null, next: null });
      // No attempt of a campaign: perhaps a call to the owner's own phone. Changes nothing otherwise.
      if (!applied) await deps.testCalls.ended(attemptId, report, deps.now());
    }
  }
}

async function recordStatus(
  deps: EngineDeps,
  attemptId: string,
  { providerRef, status, endedReason, at }: Extract<CallEvent, { kind: "status" }>,
): Promise<void> {
  const closed = status === "ended";
  const progress = {
    ...{ providerRef, kind: closed ? "line_closed" : status, detail: { ended_reason: endedReason }, at: new Date(at) },
    checkAt: closed ? new Date(deps.now().getTime() + REPORT_WAIT_MS) : null,
  };
  if (await deps.engine.progress(attemptId, progress)) return;
  // The first news of a call whose answer never reached us is as good as the answer.
  await deps.engine.dispatched(attemptId, providerRef, deps.now());
  await deps.engine.progress(attemptId, progress);
}
