import type { PatchCustomer } from "@/lib/core/customers";
import { AppError } from "@/lib/core/errors";
import { refuseTaken, toColumns } from "./customer-columns";
import type { UserDeps } from "./deps";
import { type CustomerDetail, ownCustomer, readCustomer } from "./read-customer";

/** Changes a customer; the database writes down who changed which fields.
 *  @throws AppError not_found, invalid_input, contact_taken */
export async function updateCustomer(
  deps: UserDeps,
  { id, change }: { id: string; change: PatchCustomer },
): Promise<CustomerDetail> {
  const before = await ownCustomer(deps, id);
  const columns = await toColumns(deps, change);
  const { phone = before.phone, email = before.email } = columns;
  if (!phone && !email)
    throw new AppError("invalid_input", [{ path: "phone", message: "Keep a phone number or an email address" }]);
  await refuseTaken(deps, columns, id);
  if (Object.keys(columns).length > 0 && (await deps.data.customers.update(id, columns)) === "taken")
    throw new AppError("contact_taken");
  deps.log.info({ customer_id: id, account_id: deps.accountId }, "customer changed");
  return readCustomer(deps, { id });
}
