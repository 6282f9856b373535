import { CallDisposition } from "@/lib/core/call";
import type { TestCallView } from "@/lib/core/content-views";
import { AppError } from "@/lib/core/errors";
import type { TestCall } from "@/lib/data/test-calls";
import type { CallSnapshot } from "@/lib/providers/voice";
import type { UserDeps } from "./deps";

/** How long after its end a call's transcript is still asked for; it is the provider's, and not kept here. */
const TRANSCRIPT_MS = 15 * 60_000;

/** What has become of a test call by now. The provider is asked, for a webhook may not come.
 *  @throws AppError not_found also for another account's */
export async function followTestCall(deps: UserDeps, { id }: { id: string }): Promise<TestCallView> {
  const call = await deps.data.testCalls.get(id);
  if (!call) throw new AppError("not_found");
  const isOver = call.state === "ended";
  const isOld = isOver && deps.now().getTime() - Date.parse(call.ended_at ?? call.begun_at) > TRANSCRIPT_MS;
  if (isOld || (isOver && !call.provider_ref)) return view(call, null);
  const asked = await ask(deps, call);
  if (asked === "unanswered") return view(call, null);
  if (isOver) return view(call, asked);
  await record(deps, call, asked);
  return view((await deps.data.testCalls.get(id)) ?? call, asked);
}

/** Null when the provider knows of no such call. */
async function ask(deps: UserDeps, call: TestCall): Promise<CallSnapshot | null | "unanswered"> {
  if (!deps.voice) return "unanswered";
  if (call.provider_ref) {
    const known = await deps.voice.getCall(call.provider_ref);
    if (!known.ok) return "unanswered";
    return known.value.status === "not_found" ? null : known.value;
  }
  const query = { attemptId: call.id, assistantId: call.assistant_id, since: new Date(call.begun_at) };
  const found = await deps.voice.findCall(query);
  return found.ok ? found.value : "unanswered";
}

async function record(deps: UserDeps, call: TestCall, found: CallSnapshot | null): Promise<void> {
  if (found && !call.provider_ref) await deps.testCalls.dispatched(call.id, found.providerRef);
  if (found?.report) return void (await deps.testCalls.ended(call.id, found.report, deps.now()));
  // Nobody knows of it, and by now no phone rings any more.
  if (found === null && deps.now() > new Date(call.expires_at)) {
    const nothing = { disposition: "unknown", durationSeconds: null, costUsd: null } as const;
    await deps.testCalls.ended(call.id, nothing, deps.now());
  }
}

function view(call: TestCall, found: CallSnapshot | null): TestCallView {
  return {
    id: call.id,
    phone_last4: call.phone_last4,
    status: statusOf(call, found),
    disposition: CallDisposition.nullable().parse(call.disposition),
    duration_seconds: call.duration_seconds,
    turns: (found?.report?.turns ?? []).filter(({ role }) => role !== "system"),
  };
}

function statusOf(call: TestCall, found: CallSnapshot | null): TestCallView["status"] {
  if (call.state === "ended") return "ended";
  if (found) return found.status === "in_progress" || found.status === "forwarding" ? "in_progress" : "calling";
  return call.state === "unknown" ? "unknown" : "calling";
}
