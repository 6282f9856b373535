import type { UserDeps } from "./deps";
import { ownCustomer } from "./read-customer";

/** The customer no longer consents. What was agreed before stays written. @throws AppError not_found */
export async function revokeConsent(
  deps: UserDeps,
  { id, consentId }: { id: string; consentId: string },
): Promise<{ id: string }> {
  await ownCustomer(deps, id);
  await deps.data.consents.revoke(id, consentId, deps.now());
  deps.log.info({ customer_id: id, account_id: deps.accountId }, "consent revoked");
  return { id: consentId };
}
