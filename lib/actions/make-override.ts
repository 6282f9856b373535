import type { NewOverride } from "@/lib/core/overrides";
import { actingIn } from "./acting";
import type { UserDeps } from "./deps";

/** Makes an exception from a rule, in force from now on. Only the owner of the account may, and it is written down who and why.
 *  @throws AppError not_allowed, rule_not_overridable, override_in_force */
export async function makeOverride(deps: UserDeps, input: NewOverride): Promise<{ id: string }> {
  const id = await deps.overrides.make(actingIn(deps), input);
  deps.log.info({ override_id: id, account_id: deps.accountId }, "exception made");
  return { id };
}
