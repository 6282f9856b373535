import type { OptOutCustomer } from "@/lib/core/customers";
import type { AddedOptOuts } from "@/lib/core/opt-out-views";
import { actingIn } from "./acting";
import type { UserDeps } from "./deps";

/** The customer told the owner not to be contacted: in force for the next claim, on every contact that is known.
 *  @throws AppError not_found */
export async function optOutCustomer(
  deps: UserDeps,
  { id, optOut }: { id: string; optOut: OptOutCustomer },
): Promise<AddedOptOuts> {
  const added = await deps.people.optOut(actingIn(deps), id, optOut);
  deps.log.info({ customer_id: id, account_id: deps.accountId, added }, "customer opted out");
  return { added, known: 0 };
}
