import type { UserDeps } from "@/lib/actions/deps";
import { startCampaign } from "@/lib/actions/start-campaign";
import { MINUTE } from "./clock";
import type { Stage } from "./stage";

const MOST_STEPS = 60;

/** Lets time pass until the campaign has ended, as an owner does who resumes it whenever it has paused itself.
 *  @returns why it had. */
export async function finishResuming(
  stage: Stage,
  id: string,
  owner: UserDeps,
  stepMs = 5 * MINUTE,
): Promise<string[]> {
  const reasons: string[] = [];
  for (let step = 0; step < MOST_STEPS; step++) {
    await stage.quiet();
    const { rows } = await stage.stack.pool.query("select status, pause_reason from campaigns where id = $1", [id]);
    if (rows[0].status === "completed") return reasons;
    stage.clock.advance(stepMs);
    if (rows[0].status === "paused") {
      reasons.push(rows[0].pause_reason);
      await startCampaign(owner, { id });
    } else await stage.sweep();
  }
  throw new Error(`the campaign did not end; it had paused itself for ${reasons.join(", ") || "no reason"}`);
}
