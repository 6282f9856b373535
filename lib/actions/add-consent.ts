import type { NewConsent } from "@/lib/core/customers";
import { AppError } from "@/lib/core/errors";
import type { UserDeps } from "./deps";
import { ownCustomer } from "./read-customer";

/** Writes down a consent that the customer gave. It can be revoked later and never changed.
 *  Of today the hour is not asked, so one that is said to be of later today is of now.
 *  @throws AppError not_found, invalid_input for one of the future */
export async function addConsent(
  deps: UserDeps,
  { id, consent }: { id: string; consent: NewConsent },
): Promise<{ id: string }> {
  const customer = await ownCustomer(deps, id);
  const obtained_at = await momentOf(deps, consent.obtained_at);
  const consentId = await deps.data.consents.add(customer, { ...consent, obtained_at }, deps.user.email);
  deps.log.info({ customer_id: id, account_id: deps.accountId }, "consent added");
  return { id: consentId };
}

async function momentOf(deps: UserDeps, said: string): Promise<string> {
  const now = deps.now();
  if (Date.parse(said) <= now.getTime()) return said;
  const timeZone = (await deps.data.accounts.settings(deps.accountId))?.time_zone ?? "America/New_York";
  const today = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(now);
  if (said.slice(0, 10) <= today) return now.toISOString();
  throw new AppError("invalid_input", [{ path: "obtained_at", message: "This is in the future" }]);
}
