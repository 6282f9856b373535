import type { EngineDeps } from "./deps";

const LOT = 100_000;
/** In one round; what is left has its turn in the next. */
const LOTS = 5;

/** Upkeep of do-not-call lists: finishes what broke off, and deletes the numbers of lists that are gone, in lots.
 *  @returns how many numbers */
export async function clearLists({ lists, now }: Pick<EngineDeps, "lists" | "now">): Promise<number> {
  await lists.settle(null);
  let cleared = 0;
  for (let lot = 0; lot < LOTS; lot++) {
    const deleted = await lists.clear(now(), LOT);
    cleared += deleted;
    if (deleted < LOT) break;
  }
  return cleared;
}
