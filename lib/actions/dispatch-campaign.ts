import { errorName } from "@/lib/core/errors";
import type { EngineDeps } from "./deps";

/** Attempts that one claim takes at most; more make a job of their own. */
const BATCH = 100;
/** When every line is taken: a line that falls free asks for a dispatch itself, this is for when that was lost. */
const LINES_WAIT_MS = 10_000;

/** Claims what may be contacted now and hands each attempt to a job of its own; then sees to the next dispatch.
 *  @returns how many attempts were reserved, and the campaign's status. */
export async function dispatchCampaign(
  deps: EngineDeps,
  { campaignId }: { campaignId: string },
): Promise<{ reserved: number; status: string | null }> {
  const now = deps.now();
  const claim = await deps.engine.claim(campaignId, BATCH, now);
  await Promise.all(claim.attempts.map((attemptId) => requestContact(deps, attemptId)));
  if (claim.attempts.length > 0)
    deps.log.info({ campaign_id: campaignId, reserved: claim.attempts.length }, "recipients claimed");
  if (claim.state !== "active") return { reserved: 0, status: claim.state };

  const settled = await deps.engine.settle(campaignId, now);
  if (settled.changed) deps.log.info({ campaign_id: campaignId, status: settled.status }, "campaign settled");
  if (settled.status !== "active") return { reserved: claim.attempts.length, status: settled.status };
  if (claim.attempts.length === BATCH)
    await deps.jobs.enqueue("dispatch-campaign", { campaignId }, { key: `dispatch:${campaignId}` });
  else {
    const wait = claim.next_at ? Date.parse(claim.next_at) - now.getTime() : claim.reason ? LINES_WAIT_MS : null;
    // What is due in an hour the sweep finds in an hour.
    if (wait !== null && wait < 120_000)
      await deps.jobs.enqueue(
        "dispatch-campaign",
        { campaignId },
        { key: `dispatch-later:${campaignId}`, delayMs: Math.max(wait, 0) + 25 },
      );
  }
  return { reserved: claim.attempts.length, status: settled.status };
}

async function requestContact(deps: EngineDeps, attemptId: string): Promise<void> {
  try {
    await deps.jobs.enqueue("contact-recipient", { attemptId });
  } catch (error) {
    // The reservation's lease runs out and the sweep gives it back: nobody is forgotten.
    deps.log.warn({ attempt_id: attemptId, error: errorName(error) }, "contact left to the sweep");
  }
}
