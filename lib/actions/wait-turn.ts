import { setTimeout as sleep } from "node:timers/promises";
import type { EngineDeps } from "./deps";

export type MessageProvider = "resend" | "twilio";
type Needs = Pick<EngineDeps, "messages" | "pace" | "now">;

/** Longer than this nobody stands and waits: the work is put off instead. */
const PATIENCE_MS = 20_000;
/** Whose turn is no further off than this begins to get ready. */
const AHEAD_MS = 3000;

/** Of what the provider allows: requests sent as fast as that arrive unevenly, so that now and then a second holds one too many. */
const SHARE = 0.97;

const perSecond = ({ pace }: Needs, provider: MessageProvider): number =>
  SHARE * (provider === "resend" ? pace.emailRequestsPerSecond : pace.smsPerSecond);

/** Waits until a turn would come soon, and takes none: what is got ready before long waits may be wrong by its turn.
 *  @returns the milliseconds that are still to wait when those are too many; null when it is time to get ready. */
export async function waitForRoom(deps: Needs, provider: MessageProvider): Promise<number | null> {
  for (const patience = deps.now().getTime() + PATIENCE_MS; ; ) {
    const now = deps.now();
    // At an endless rate a turn takes no time, so nobody waits the longer for it.
    const next = await deps.messages.takeTurn(provider, Number.POSITIVE_INFINITY, now);
    const wait = next.getTime() - now.getTime() - AHEAD_MS;
    if (wait <= 0) return null;
    if (now.getTime() + wait > patience) return wait;
    await sleep(wait);
  }
}

/** Waits until this process may ask a provider once more, in step with all other workers. Taken just before the request, so that
 *  requests reach the provider as evenly as turns are given.
 *  @returns the milliseconds that are still to wait when those are too many; null when it is its turn. */
export async function waitTurn(deps: Needs, provider: MessageProvider): Promise<number | null> {
  const turn = await deps.messages.takeTurn(provider, perSecond(deps, provider), deps.now());
  const wait = turn.getTime() - deps.now().getTime();
  if (wait > PATIENCE_MS) return wait;
  if (wait > 0) await sleep(wait);
  return null;
}
