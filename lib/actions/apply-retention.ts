import { errorName } from "@/lib/core/errors";
import type { Purge } from "@/lib/data/retention";
import type { EngineDeps } from "./deps";
import { inWaves } from "./in-waves";

const ACCOUNTS = 200;
const LOT = 500;
/** Erasing is work for each person. */
const PEOPLE = 100;
/** In one run; the rest waits for the next, which goes on where this one ended. */
const LOTS = 200;
const DELETIONS = 200;
/** Of so many; the next run, an hour later, goes on. */
const ROUNDS = 5;
const AT_ONCE = 5;
/** Recordings first: dropping words empties what tells of them. */
const ORDER: readonly Purge[] = ["recordings", "words", "people"];

export interface RetentionResult {
  /** Whose upkeep was done to its end. */
  accounts: number;
  /** Calls that were deleted at the provider. */
  deleted: number;
  failures: number;
}

/** Drops what is kept only for a while and is older than the account wants: recordings, what was said and sent, people nobody was in touch with.
 *  Runs as often as one likes: each account once a day, each lot in a transaction of its own. What goes here goes at the provider too. */
export async function applyRetention(deps: EngineDeps): Promise<RetentionResult> {
  const { retention, log } = deps;
  const result: RetentionResult = { accounts: 0, deleted: 0, failures: 0 };
  let lots = LOTS;
  for (const accountId of await retention.due(deps.now(), ACCOUNTS)) {
    try {
      for (const purge of ORDER) {
        const limit = purge === "people" ? PEOPLE : LOT;
        let dropped = limit;
        for (; dropped >= limit && lots > 0; lots--)
          dropped = await retention.purge(purge, accountId, deps.now(), limit);
      }
      if (lots === 0) break;
      await retention.end(accountId, deps.now());
      result.accounts++;
    } catch (error) {
      // One account's trouble is not the others'.
      log.error({ account_id: accountId, error: errorName(error) }, "an account's upkeep failed");
      result.failures++;
    }
  }
  return deleteElsewhere(deps, result);
}

/** Deletes at the provider what was dropped here. Without a provider it waits; where the provider refuses, the rest waits too. */
async function deleteElsewhere(deps: EngineDeps, result: RetentionResult): Promise<RetentionResult> {
  const { retention, voice, log } = deps;
  if (!voice) return result;
  let { deleted, failures } = result;
  for (let round = 0; round < ROUNDS; round++) {
    const due = await retention.leaseDeletions(deps.now(), DELETIONS);
    const gone: string[] = [];
    await inWaves(due, AT_ONCE, async ({ attempt_id, provider_ref }) => {
      const answer = await voice.forget(provider_ref);
      if (answer.ok) gone.push(attempt_id);
      else log.warn({ attempt_id, code: answer.failure.code }, "a call could not be deleted at the provider");
    });
    const attempts = due.map(({ attempt_id }) => attempt_id);
    if (due.length > 0) await retention.settleDeletions(attempts, gone, deps.now());
    deleted += gone.length;
    failures += due.length - gone.length;
    if (due.length < DELETIONS || gone.length < due.length) break;
  }
  return { ...result, deleted, failures };
}
