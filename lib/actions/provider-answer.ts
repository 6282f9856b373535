import type { CallReport, Disposition } from "@/lib/core/call";
import type { NextStep } from "@/lib/core/retry";
import type { ProviderFailure } from "@/lib/providers/failure";
import type { EngineDeps } from "./deps";
import { endAttempt } from "./end-attempt";

const NOTHING_KNOWN: Omit<CallReport, "disposition" | "endedReason"> = {
  startedAt: null,
  endedAt: null,
  durationSeconds: null,
  costUsd: null,
  transcript: null,
  turns: [],
  summary: null,
  recordingUrl: null,
  structuredData: null,
  sentiment: null,
  outcome: null,
};

/** Ends an attempt that the provider did not take, or was not given: nothing is known but how it ended.
 *  @param next null leaves it to the retry policy */
export async function endUntaken(
  deps: EngineDeps,
  attemptId: string,
  disposition: Disposition,
  error: string,
  next: NextStep | null,
): Promise<void> {
  const report = { ...NOTHING_KNOWN, disposition, endedReason: disposition };
  await endAttempt(deps, { attemptId, providerRef: null, error: error.slice(0, 500), next, report });
}

/** Why the provider did not take something, as it stands with the attempt: "rejected, 21617, HTTP 400: too long". */
export function failureText({ code, providerCode, status, message }: ProviderFailure): string {
  const said = [code, providerCode, status && `HTTP ${status}`].filter(Boolean);
  return `${said.join(", ")}: ${message}`;
}

/** Writes down that the provider took these emails of one request, and what it calls each. */
export async function recordTaken(
  deps: EngineDeps,
  emails: readonly { attemptId: string }[],
  providerRefs: readonly string[],
): Promise<void> {
  const refs = emails.map(({ attemptId }, n) => ({ attempt_id: attemptId, provider_ref: providerRefs[n] ?? "" }));
  await deps.messages.dispatched(refs, deps.pace.receiptWaitMs, deps.now());
}
