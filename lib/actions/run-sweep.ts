import { AppError, type ErrorCode, errorName } from "@/lib/core/errors";
import { applyStored } from "./apply-event";
import { applyMessageEvents } from "./apply-message-events";
import { clearLists } from "./clear-lists";
import type { EngineDeps } from "./deps";
import { inWaves } from "./in-waves";
import { reconcileAttempts } from "./reconcile-attempts";
import { requestDispatch, startCampaign } from "./start-campaign";

export interface SweepResult {
  started: number;
  released: number;
  applied: number;
  dispatched: number;
  reconciled: number;
  /** Parts in which something failed; the next sweep tries it again. */
  failed: string[];
}

/** Does one piece of a part's work. @returns what it counts for, 0 when it failed: then the next piece still has its turn. */
type Guard = (part: string, work: () => Promise<number>) => Promise<number>;

const EVENTS = 200;
const AT_ONCE = 8;

/** What only the owner can mend. Anything else that keeps a campaign from starting may be gone at the next sweep. */
const FOR_THE_OWNER: readonly ErrorCode[] = ["campaign_not_ready", "campaign_without_recipients"];
/** Somebody else, or another sweep, was faster. */
const SETTLED: readonly ErrorCode[] = ["campaign_already_active", "campaign_finished", "campaign_not_found"];

/** One round of upkeep: starts scheduled campaigns, gives expired reservations back, replays events that were not applied,
 *  dispatches or settles active campaigns, and reconciles: last, for it alone waits for the provider. */
export async function runSweep(deps: EngineDeps): Promise<SweepResult> {
  const failed = new Set<string>();
  const guard: Guard = async (part, work) => {
    try {
      return await work();
    } catch (error) {
      deps.log.error({ part, error: errorName(error) }, "a part of the sweep failed");
      failed.add(part);
      return 0;
    }
  };
  await guard("note", () => deps.engine.noteSweep(deps.now()).then(() => 0));
  const started = await guard("start", () => startScheduled(deps, guard));
  const released = await guard("release", () => deps.engine.releaseExpired(deps.now()));
  const calls = await guard("events", () => replayEvents(deps, guard));
  const messages = await guard("messages", async () => (await applyMessageEvents(deps)).applied);
  const applied = calls + messages;
  const dispatched = await guard("dispatch", () => dispatchActive(deps, guard));
  const reconciled = await guard("reconcile", async () => {
    const { checked, failures } = await reconcileAttempts(deps);
    if (failures > 0) failed.add("reconcile");
    return checked;
  });
  await guard("lists", () => clearLists(deps));
  return { started, released, applied, dispatched, reconciled, failed: [...failed] };
}

async function startScheduled(deps: EngineDeps, guard: Guard): Promise<number> {
  const { scheduled } = await deps.data.campaigns.due(deps.now());
  let started = 0;
  for (const id of scheduled) started += await guard("start", () => startDue(deps, id));
  return started;
}

async function startDue(deps: EngineDeps, id: string): Promise<number> {
  try {
    await startCampaign(deps, { id });
    return 1;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (SETTLED.includes(error.code)) return 0;
    if (!FOR_THE_OWNER.includes(error.code)) throw error;
    // It would fail again every minute: the owner reads why it waits.
    deps.log.warn({ campaign_id: id, error: error.code }, "a scheduled campaign could not start");
    await deps.engine.pause(id, error.code, deps.now());
    return 0;
  }
}

async function replayEvents(deps: EngineDeps, guard: Guard): Promise<number> {
  const events = await deps.events.lease(deps.now(), EVENTS);
  let applied = 0;
  await inWaves(events, AT_ONCE, async (event) => {
    applied += await guard("events", async () => ((await applyStored(deps, event)) ? 1 : 0));
  });
  return applied;
}

async function dispatchActive(deps: EngineDeps, guard: Guard): Promise<number> {
  const { active } = await deps.data.campaigns.due(deps.now());
  let dispatched = 0;
  await inWaves(active, AT_ONCE, async (id) => {
    dispatched += await guard("dispatch", async () => {
      const settled = await deps.engine.settle(id, deps.now());
      if (settled.status !== "active") return 0;
      await requestDispatch(deps, id);
      return 1;
    });
  });
  return dispatched;
}
