import { errorName } from "@/lib/core/errors";
import type { JobInput } from "@/lib/core/jobs";
import type { Claim } from "@/lib/data/engine";
import type { EngineDeps } from "./deps";

/** Attempts that one claim takes at most; more make a job of their own. */
const BATCH = 100;
/** In one job: emails go in one request; of texts no more than are sent within their reservation at one a second. */
const EMAILS = 100;
const TEXTS = 20;
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
  await requestContacts(deps, claim);
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

/** A call is a job of its own; emails go many in one request, texts a few one after another. */
async function requestContacts(deps: EngineDeps, { attempts, channels }: Claim): Promise<void> {
  const of = (channel: string) => attempts.filter((_, index) => (channels[index] ?? "call") === channel);
  const messages = (channel: "email" | "sms", size: number) =>
    inLots(of(channel), size).map((attemptIds) => enqueue(deps, "contact-messages", { channel, attemptIds }));
  await Promise.all([
    ...of("call").map((attemptId) => enqueue(deps, "contact-recipient", { attemptId })),
    ...messages("email", EMAILS),
    ...messages("sms", TEXTS),
  ]);
}

function inLots<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

async function enqueue<N extends "contact-recipient" | "contact-messages">(
  deps: EngineDeps,
  name: N,
  input: JobInput<N>,
): Promise<void> {
  try {
    await deps.jobs.enqueue(name, input);
  } catch (error) {
    // The reservation's lease runs out and the sweep gives it back: nobody is forgotten.
    deps.log.warn({ job: name, error: errorName(error) }, "contact left to the sweep");
  }
}
