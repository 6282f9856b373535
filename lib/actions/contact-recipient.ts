import type { Disposition } from "@/lib/core/call";
import { callContent, isOfBusiness } from "@/lib/core/call-content";
import { decideFailure } from "@/lib/core/call-failure";
import type { NextStep } from "@/lib/core/retry";
import type { Contact } from "@/lib/data/engine";
import type { ProviderFailure } from "@/lib/providers/failure";
import type { EngineDeps } from "./deps";
import { whyTooLate } from "./last-look";
import { endUntaken, failureText } from "./provider-answer";

/** Sends one reserved attempt through its channel. The intent is written down first: whatever happens after `begin`,
 *  the attempt is never sent a second time; reconciliation finds out what became of it. */
export async function contactRecipient(
  deps: EngineDeps,
  { attemptId }: { attemptId: string },
): Promise<{ result: string }> {
  const askedAt = deps.now();
  const begun = await deps.engine.begin(attemptId, askedAt);
  if (begun.decision === "stop") return { result: begun.reason };
  const recording = (await deps.engine.planRecording(attemptId)) ?? "unkept";
  const content = callContent({ ...begun, recording });
  // Emptied since the launch, and the same for everybody: nobody is skipped for it.
  if (!content.ok && content.missing.some(isOfBusiness)) return haltUnready(deps, attemptId, begun);
  if (!content.ok) {
    deps.log.warn({ attempt_id: attemptId, missing: content.missing }, "content could not be filled in");
    return end(deps, attemptId, "cancelled", `content_incomplete: ${content.missing.join(", ")}`, {
      kind: "skip",
      status: "skipped",
      reason: "content_incomplete",
    });
  }
  const { assistant_id, phone_number_id, phone } = begun;
  if (begun.channel !== "call" || !deps.voice || !deps.webhook || !assistant_id || !phone_number_id || !phone)
    return haltUnready(deps, attemptId, begun);
  const late = await whyTooLate(deps, [attemptId], askedAt);
  if (late) return end(deps, attemptId, "cancelled", late, { kind: "requeue", at: deps.now(), reason: "cancelled" });

  const started = await deps.voice.startCall({
    attemptId,
    assistantId: assistant_id,
    phoneNumberId: phone_number_id,
    to: phone,
    customerName: begun.name,
    firstMessage: content.firstMessage,
    voicemailMessage: content.voicemail,
    variables: content.values,
    recording,
    maxDurationSeconds: begun.max_call_seconds,
    webhook: deps.webhook,
  });
  if (started.ok) {
    await deps.engine.dispatched(attemptId, started.providerRef, deps.now());
    return { result: "dispatched" };
  }
  return refused(deps, attemptId, begun.campaign_id, started.failure);
}

async function refused(
  deps: EngineDeps,
  attemptId: string,
  campaignId: string,
  failure: ProviderFailure,
): Promise<{ result: string }> {
  const error = failureText(failure);
  deps.log.warn(
    { attempt_id: attemptId, code: failure.code, status: failure.status },
    "the provider did not take the call",
  );
  const decision = decideFailure(failure, deps.now());
  if (decision.kind === "doubt") {
    await deps.engine.doubt(attemptId, error, deps.now(), decision.checkAt);
    await deps.engine.settle(campaignId, deps.now());
    return { result: "doubt" };
  }
  // Pause first: what ends now would free a line for the next call that is bound to fail.
  if (decision.halt) await deps.engine.pause(campaignId, decision.halt, deps.now());
  return end(deps, attemptId, decision.disposition, error, decision.next);
}

async function end(
  deps: EngineDeps,
  attemptId: string,
  disposition: Disposition,
  error: string,
  next: NextStep | null,
): Promise<{ result: string }> {
  await endUntaken(deps, attemptId, disposition, error, next);
  return { result: disposition };
}

/** The business lost its name or number, the agent its assistant or its number, or the server its keys, after the launch. */
async function haltUnready(deps: EngineDeps, attemptId: string, contact: Contact): Promise<{ result: string }> {
  await deps.engine.pause(contact.campaign_id, "not_ready", deps.now());
  const next: NextStep = contact.phone
    ? { kind: "requeue", at: deps.now(), reason: "cancelled" }
    : { kind: "skip", status: "skipped", reason: "no_contact" };
  return end(deps, attemptId, "cancelled", "not_ready", next);
}
