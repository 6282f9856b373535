import { setTimeout as sleep } from "node:timers/promises";
import type { EngineDeps } from "./deps";

/** Longer than this nobody stands and waits: the work is put off instead. */
const PATIENCE_MS = 20_000;

/** Waits until this process may ask a provider once more, in step with all other workers.
 *  @returns the milliseconds that are still to wait when those are too many; null when it is its turn. */
export async function waitTurn(
  deps: Pick<EngineDeps, "messages" | "now">,
  provider: "resend" | "twilio",
  perSecond: number,
): Promise<number | null> {
  const turn = await deps.messages.takeTurn(provider, perSecond, deps.now());
  const wait = turn.getTime() - deps.now().getTime();
  if (wait > PATIENCE_MS) return wait;
  if (wait > 0) await sleep(wait);
  return null;
}
