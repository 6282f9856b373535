import { actingIn } from "./acting";
import type { UserDeps } from "./deps";

/** Ends an exception: from now on the rule holds again. @throws AppError not_allowed, not_found, override_ended */
export async function endOverride(deps: UserDeps, { id }: { id: string }): Promise<{ id: string }> {
  await deps.overrides.end(actingIn(deps), id);
  deps.log.info({ override_id: id, account_id: deps.accountId }, "exception ended");
  return { id };
}
