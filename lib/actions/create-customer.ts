import type { NewCustomer } from "@/lib/core/customers";
import { AppError } from "@/lib/core/errors";
import { refuseTaken, toColumns } from "./customer-columns";
import type { UserDeps } from "./deps";

/** Adds a customer by hand. @throws AppError invalid_input, contact_taken */
export async function createCustomer(deps: UserDeps, input: NewCustomer): Promise<{ id: string }> {
  const columns = await toColumns(deps, input);
  await refuseTaken(deps, columns);
  const id = await deps.data.customers.create(deps.accountId, columns);
  if (id === "taken") throw new AppError("contact_taken");
  deps.log.info({ customer_id: id, account_id: deps.accountId }, "customer added");
  return { id };
}
