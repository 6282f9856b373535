import { errorName } from "@/lib/core/errors";
import type { MessageEvent } from "@/lib/core/message";
import { nextAfter } from "@/lib/core/retry";
import { isScanner } from "@/lib/core/scanners";
import type { StoredEvent } from "@/lib/data/events";
import type { AppliedEvent, EventToApply, MessageStandingRow } from "@/lib/data/messages";
import type { EngineDeps } from "./deps";
import { afterEnd } from "./end-attempt";
import { putOffEvent } from "./put-off-event";
import { readMessage } from "./read-message";
import { receiveMessage } from "./receive-message";

const LOT = 250;
/** In one job; what is left has a job of its own. */
const MOST_LOTS = 40;

type StatusEvent = Extract<MessageEvent, { kind: "status" }>;
interface Read {
  stored: StoredEvent;
  event: MessageEvent;
}

/** Empties the inbox of message providers, in lots. What can't be applied is tried again, later each time. @returns how many were applied */
export async function applyMessageEvents(deps: EngineDeps): Promise<{ applied: number }> {
  let applied = 0;
  for (let lot = 0; lot < MOST_LOTS; lot++) {
    const stored = await deps.events.leaseMessages(deps.now(), LOT);
    if (stored.length > 0) applied += await applyLot(deps, stored);
    if (stored.length < LOT) return { applied };
  }
  await deps.jobs.enqueue("apply-message-events", {}, { key: "apply-message-events" });
  return { applied };
}

async function applyLot(deps: EngineDeps, stored: StoredEvent[]): Promise<number> {
  const read: Read[] = [];
  for (const event of stored) {
    try {
      read.push({ stored: event, event: readMessage(deps, event) });
    } catch (error) {
      await putOffEvent(deps, event, errorName(error));
    }
  }
  let applied = 0;
  for (const { stored: one, event } of read) {
    if (event.kind !== "inbound") continue;
    try {
      await receiveMessage(deps, event);
      await deps.events.applied(one.id, deps.now(), { forget: true });
      applied++;
    } catch (error) {
      await putOffEvent(deps, one, errorName(error));
    }
  }
  const ignored = read.filter(({ event }) => event.kind === "ignored").map(({ stored: one }) => one.id);
  return applied + (await applyStatuses(deps, read, ignored));
}

async function applyStatuses(deps: EngineDeps, read: Read[], done: number[]): Promise<number> {
  const statuses = read.flatMap(({ stored, event }) => (event.kind === "status" ? [{ stored, event }] : []));
  const standings = new Map<number, MessageStandingRow>();
  if (statuses.length > 0) {
    const asked = statuses.map(({ stored, event }, n) => ({
      n,
      attempt_id: event.attemptId,
      // Clicks come by our own links and name the attempt.
      provider: stored.provider,
      provider_ref: event.providerRef,
    }));
    for (const row of await deps.messages.standings(asked)) standings.set(row.n, row);
  }
  const events = statuses.flatMap(({ event }, n) => {
    const standing = standings.get(n);
    return standing ? [toApply(deps, n, event, standing)] : [];
  });
  const answers = events.length > 0 ? await deps.messages.apply(events, deps.pace.scannerWindowMs, deps.now()) : [];
  const faults = new Map(answers.flatMap(({ n, error }) => (error ? [[n, error] as const] : [])));
  for (const [n, error] of faults) {
    const one = statuses[n]?.stored;
    deps.log.error({ event_id: one?.id, error }, "event could not be applied");
    if (one) await putOffEvent(deps, one, error);
  }
  // Those of messages that are not ours are let go.
  const settled = statuses.filter((_, n) => !faults.has(n)).map(({ stored }) => stored.id);
  await deps.events.appliedMany([...done, ...settled], deps.now());
  const refusing = new Set(statuses.flatMap(({ event }, n) => (event.halt === "sender" ? [n] : [])));
  await afterEnds(deps, answers, refusing);
  return settled.length + done.length;
}

function toApply(deps: EngineDeps, n: number, event: StatusEvent, standing: MessageStandingRow): EventToApply {
  const { status, at, disposition, code, costUsd: cost, segments, link } = event;
  const next = disposition && nextAfter(standing, disposition, deps.now());
  const machine = isScanner(event.userAgent);
  const ref = event.providerRef === "" ? null : event.providerRef;
  return {
    ...{ n, attempt_id: standing.id, provider_ref: ref, status, at, disposition, code },
    ...{ cost, segments, machine, link, next },
  };
}

/** Campaigns of which something ended are looked at once. One whose messages a carrier filters out would go on in vain. */
async function afterEnds(deps: EngineDeps, answers: readonly AppliedEvent[], refusing: Set<number>): Promise<void> {
  const ended = answers.filter(({ applied, campaign_id, disposition }) => applied && campaign_id && disposition);
  for (const { n, campaign_id, disposition } of ended) {
    const reason = refusing.has(n) ? "sender_refused" : disposition === "filtered" ? "message_filtered" : null;
    if (reason && campaign_id) await deps.engine.pause(campaign_id, reason, deps.now());
  }
  for (const id of new Set(ended.map((answer) => answer.campaign_id ?? "")))
    await afterEnd(deps, id, { messages: ended.filter((answer) => answer.campaign_id === id).length });
}
