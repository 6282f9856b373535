import type { LiftOptOut } from "@/lib/core/opt-outs";
import { actingIn } from "./acting";
import type { UserDeps } from "./deps";

/** Lifts one opt-out, for a written reason. It stays in the list, with who lifted it and why.
 *  @throws AppError not_found, opt_out_lifted */
export async function liftOptOut(
  deps: UserDeps,
  { id, input }: { id: string; input: LiftOptOut },
): Promise<{ still_held: number }> {
  const still_held = await deps.people.lift(actingIn(deps), id, input.reason);
  deps.log.info({ suppression_id: id, account_id: deps.accountId }, "opt-out lifted");
  return { still_held };
}
