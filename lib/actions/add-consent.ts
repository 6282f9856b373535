import type { NewConsent } from "@/lib/core/customers";
import { AppError } from "@/lib/core/errors";
import type { UserDeps } from "./deps";
import { ownCustomer } from "./read-customer";

/** Writes down a consent that the customer gave. It can be revoked later and never changed.
 *  @throws AppError not_found, invalid_input for one of the future */
export async function addConsent(
  deps: UserDeps,
  { id, consent }: { id: string; consent: NewConsent },
): Promise<{ id: string }> {
  const customer = await ownCustomer(deps, id);
  if (Date.parse(consent.obtained_at) > deps.now().getTime())
    throw new AppError("invalid_input", [{ path: "obtained_at", message: "This is in the future" }]);
  const consentId = await deps.data.consents.add(customer, consent, deps.user.email);
  deps.log.info({ customer_id: id, account_id: deps.accountId }, "consent added");
  return { id: consentId };
}
