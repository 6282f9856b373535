import type { StoredEvent } from "@/lib/data/events";
import type { EngineDeps } from "./deps";

const MINUTE = 60_000;

/** Keeps an event that could not be applied in the inbox, to be tried again, later each time. @param error names it and quotes nothing */
export async function putOffEvent(
  deps: Pick<EngineDeps, "events" | "now">,
  event: Pick<StoredEvent, "id" | "tries">,
  error: string,
): Promise<void> {
  const wait = Math.min(MINUTE * 2 ** event.tries, 60 * MINUTE);
  await deps.events.failed(event.id, error, new Date(deps.now().getTime() + wait));
}
