import { AppError } from "@/lib/core/errors";
import type { UnsubscribeMethod } from "@/lib/core/unsubscribe";
import type { EngineDeps } from "./deps";

/** Ends marketing to whoever got this message, at once: over every channel, or over the message's own. Doing it twice changes nothing.
 *  @throws AppError not_found when there is no such message */
export async function unsubscribe(
  deps: Pick<EngineDeps, "messageLinks" | "log" | "now">,
  { attemptId, scope, method }: { attemptId: string; scope: "all" | "channel"; method: UnsubscribeMethod },
): Promise<void> {
  const channel = scope === "all" ? "all" : (await deps.messageLinks.readUnsubscribe(attemptId))?.channel;
  if (!channel || !(await deps.messageLinks.unsubscribe(attemptId, channel, method, deps.now())))
    throw new AppError("not_found");
  deps.log.info({ attempt_id: attemptId, channel, method }, "opted out by link");
}
