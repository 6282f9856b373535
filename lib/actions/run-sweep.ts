import { AppError } from "@/lib/core/errors";
import { applyStored } from "./apply-event";
import type { EngineDeps } from "./deps";
import { reconcileAttempts } from "./reconcile-attempts";
import { errorName, requestDispatch, startCampaign } from "./start-campaign";

export interface SweepResult {
  started: number;
  released: number;
  applied: number;
  reconciled: number;
  dispatched: number;
  /** Parts that failed; the next sweep tries them again. */
  failed: string[];
}

const EVENTS = 200;

/** One round of upkeep: starts scheduled campaigns, gives expired reservations back, replays events that were not applied,
 *  reconciles, and dispatches or settles active campaigns. A part that fails does not keep the others from running. */
export async function runSweep(deps: EngineDeps): Promise<SweepResult> {
  const failed: string[] = [];
  const part = async (name: string, work: () => Promise<number>): Promise<number> => {
    try {
      return await work();
    } catch (error) {
      deps.log.error({ part: name, error: errorName(error) }, "a part of the sweep failed");
      failed.push(name);
      return 0;
    }
  };
  const started = await part("start", () => startScheduled(deps));
  const released = await part("release", () => deps.engine.releaseExpired(deps.now()));
  const applied = await part("events", () => replayEvents(deps));
  const reconciled = await part("reconcile", async () => (await reconcileAttempts(deps)).checked);
  const dispatched = await part("dispatch", () => dispatchActive(deps));
  return { started, released, applied, reconciled, dispatched, failed };
}

async function startScheduled(deps: EngineDeps): Promise<number> {
  const { scheduled } = await deps.data.campaigns.due(deps.now());
  for (const id of scheduled) {
    try {
      await startCampaign(deps, { id });
    } catch (error) {
      if (!(error instanceof AppError) || error.code === "database_unavailable") throw error;
      // It would fail again every minute: the owner reads why it waits.
      deps.log.warn({ campaign_id: id, error: error.code }, "a scheduled campaign could not start");
      await deps.engine.pause(id, error.code, deps.now());
    }
  }
  return scheduled.length;
}

async function replayEvents(deps: EngineDeps): Promise<number> {
  const events = await deps.events.lease(deps.now(), EVENTS);
  for (const event of events) await applyStored(deps, event);
  return events.length;
}

async function dispatchActive(deps: EngineDeps): Promise<number> {
  const { active } = await deps.data.campaigns.due(deps.now());
  for (const id of active) {
    const settled = await deps.engine.settle(id, deps.now());
    if (settled.status === "active") await requestDispatch(deps, id);
  }
  return active.length;
}
