import { errorName } from "@/lib/core/errors";
import type { MessageEvent } from "@/lib/core/message";
import type { LinkedMessage } from "@/lib/data/message-links";
import type { EngineDeps } from "./deps";
import { requestApply } from "./receive-message-event";

const MAX_USER_AGENT = 500;
const MAX_LINK = 2000;

export interface Visit {
  attemptId: string;
  /** Of the message's links, from 0. */
  index: number;
  /** As the visitor's program names itself. */
  userAgent: string;
  /** False for what follows links without anybody's choice (HEAD, a prefetch), and for more of it than a person does. */
  isCounted: boolean;
}

/** Where a link of a message leads, exactly as it was sent; null when it leads nowhere. The click goes to the inbox, from where a job
 *  applies it; whoever clicked is sent on whether that worked or not.
 *  @throws AppError when the message can't be looked up */
export async function followLink(
  deps: Pick<EngineDeps, "messageLinks" | "storeEvent" | "jobs" | "log" | "now">,
  visit: Visit,
): Promise<string | null> {
  const message = await deps.messageLinks.message(visit.attemptId);
  const target = message?.links[visit.index];
  if (!message || !target || !/^https?:\/\//i.test(target) || !URL.canParse(target)) return null;
  if (visit.isCounted) await recordClick(deps, visit, message, target);
  return target;
}

async function recordClick(
  deps: Pick<EngineDeps, "storeEvent" | "jobs" | "log" | "now">,
  { attemptId, index, userAgent }: Visit,
  { channel, providerRef }: LinkedMessage,
  target: string,
): Promise<void> {
  const at = deps.now();
  const click: MessageEvent = {
    ...{ kind: "status", channel, providerRef: providerRef ?? "", attemptId, status: "clicked", at: at.toISOString() },
    ...{ disposition: null, code: null, costUsd: null, segments: null },
    ...{ userAgent: userAgent.slice(0, MAX_USER_AGENT), link: target.slice(0, MAX_LINK) },
  };
  try {
    const stored = await deps.storeEvent({
      ...{ provider: "link", payload: { ...click }, attemptId, receivedAt: at, nextTryAt: at },
      // Pressed twice in the same millisecond is pressed once.
      eventKey: `${attemptId}:${index}:${at.getTime()}`,
    });
    if (stored !== null) await requestApply(deps);
  } catch (error) {
    deps.log.warn({ attempt_id: attemptId, error: errorName(error) }, "a click was not written down");
  }
}
