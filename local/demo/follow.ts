import { setTimeout as wait } from "node:timers/promises";
import { pauseReasonText } from "@/lib/core/reasons";
import type { LocalStack } from "../stack";
import { skipReasons } from "./summary";

interface FollowOptions {
  /** Rewrite one line in place; otherwise a line every few seconds. */
  live: boolean;
  signal: AbortSignal;
  say: (text: string) => void;
}

const OPEN = ["active", "scheduled"];
const LOOK_EVERY_MS = 400;
/** Simulated calls take seconds: what is to follow them is not left to the minute of the real clock. */
const SWEEP_EVERY_MS = 6000;

/** Prints a campaign's progress until it ends or pauses itself, or until told to stop; at the end who was skipped, and why.
 *  One that the owner paused is waited for. */
export async function follow(
  stack: Pick<LocalStack, "deps" | "databaseUrl">,
  campaignId: string,
  { live, signal, say }: FollowOptions,
): Promise<void> {
  let last = "";
  let said = "";
  let isHeld = false;
  for (let round = 0; !signal.aborted; round++) {
    const { status, pause_reason, results } = await stack.deps.data.campaigns.get(campaignId);
    if (results) {
      const open = results.queued + results.sent;
      const line = `selected ${results.selected}  calling ${open}  waiting ${results.pending}  answered ${results.answered}  converted ${results.converted}  opted out ${results.opted_out}  not reached ${results.failed}  skipped ${results.skipped}`;
      if (line !== last && live) process.stderr.write(`\r\u001b[2K${line}`);
      else if (line !== said && !live && round % 10 === 0) {
        say(line);
        said = line;
      }
      last = line;
    }
    const byOwner = status === "paused" && pause_reason === "owner";
    if (byOwner && !isHeld) say(`${live ? "\n" : ""}${pauseReasonText(pause_reason)}`);
    if (isHeld && OPEN.includes(status)) say("The campaign goes on.");
    isHeld = byOwner;
    if (!byOwner && !OPEN.includes(status)) {
      say(live ? "" : last);
      if (status === "paused") say(pauseReasonText(pause_reason));
      break;
    }
    if ((round * LOOK_EVERY_MS) % SWEEP_EVERY_MS === 0) await stack.deps.jobs.enqueue("sweep", {}, { key: "sweep" });
    await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  if (signal.aborted) return;
  for (const { text, n } of await skipReasons(stack, campaignId)) say(`skipped ${n}: ${text}`);
}
