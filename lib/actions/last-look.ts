import type { EngineDeps } from "./deps";

/** An older leave to contact somebody is not used. Less than the attempt's lease. */
const FRESH_MS = 30_000;
/** Who waited longer than this is looked at once more just before. */
const LOOK_AGAIN_MS = 250;

type Needs = Pick<EngineDeps, "engine" | "now">;

/** @param askedAt when it was allowed */
export const isTooOld = ({ now }: Pick<Needs, "now">, askedAt: Date): boolean =>
  now().getTime() - askedAt.getTime() > FRESH_MS;

/** Why contacts that were allowed must not begin any more: this process stood still, an answer was long on its way, or somebody opted out or
 *  paused the campaign meanwhile, or the hours ended. Nothing was sent then, so they go back in line. Null when they may begin. @param askedAt when they were allowed */
export async function whyTooLate(
  deps: Needs,
  attemptIds: string[],
  askedAt: Date,
): Promise<"begun_too_long_ago" | "stopped_meanwhile" | null> {
  if (isTooOld(deps, askedAt)) return "begun_too_long_ago";
  const age = deps.now().getTime() - askedAt.getTime();
  return age > LOOK_AGAIN_MS && (await deps.engine.anyStopped(attemptIds, deps.now())) ? "stopped_meanwhile" : null;
}
