import type { ConsentView, TimelinePage } from "@/lib/core/customer-views";
import type { TimelineQuery } from "@/lib/core/customers";
import { AppError } from "@/lib/core/errors";
import type { OptOutView } from "@/lib/core/opt-out-views";
import type { Customer } from "@/lib/data/customers";
import type { UserDeps } from "./deps";

export type CustomerDetail = Customer & {
  /** Why the customer can't be called; null: can be. */
  blocked: string | null;
  consents: ConsentView[];
  opt_outs: OptOutView[];
};

/** The customer of the account one works in. @throws AppError not_found */
export async function ownCustomer(deps: UserDeps, id: string): Promise<Customer> {
  const customer = await deps.data.customers.get(id);
  // Whoever works for several accounts sees them all; what is done goes to the one account.
  if (customer.user_id !== deps.accountId) throw new AppError("not_found");
  return customer;
}

/** A customer with their wishes and the evidence for them. @throws AppError not_found */
export async function readCustomer(deps: UserDeps, { id }: { id: string }): Promise<CustomerDetail> {
  const customer = await ownCustomer(deps, id);
  const [consents, opt_outs, blocked] = await Promise.all([
    deps.data.consents.ofCustomer(id),
    deps.data.suppressions.ofCustomer(customer),
    deps.people.blocked(deps.accountId, [id], deps.now()),
  ]);
  return { ...customer, consents, opt_outs, blocked: blocked.get(id) ?? null };
}

/** What happened with a customer, latest first. @throws AppError not_found */
export async function readTimeline(
  deps: UserDeps,
  { id, query }: { id: string; query: TimelineQuery },
): Promise<TimelinePage> {
  const [entries] = await Promise.all([deps.data.customers.timeline(id, query), ownCustomer(deps, id)]);
  return { entries: entries.slice(0, query.limit), more: entries.length > query.limit };
}
