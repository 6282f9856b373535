import { confirmsErasure, type EraseCustomer } from "@/lib/core/customers";
import { AppError } from "@/lib/core/errors";
import { actingIn } from "./acting";
import type { UserDeps } from "./deps";
import { ownCustomer } from "./read-customer";

/** Erases a customer for good: everything personal goes, counts and opt-outs (as hashes) stay.
 *  @throws AppError not_found, invalid_input when what was typed does not confirm it, call_under_way */
export async function eraseCustomer(deps: UserDeps, { id, input }: { id: string; input: EraseCustomer }) {
  const customer = await ownCustomer(deps, id);
  if (!confirmsErasure(input.confirm, customer))
    throw new AppError("invalid_input", [{ path: "confirm", message: "Type the customer's name, or ERASE" }]);
  const erased = await deps.people.erase(actingIn(deps), id, input.opt_out);
  deps.log.info({ customer_id: id, account_id: deps.accountId, ...erased }, "customer erased");
  return erased;
}
