import { type ContactVerdict, contactState } from "@/lib/core/contact-states";
import type { ConsentView, ContactState, TimelinePage } from "@/lib/core/customer-views";
import type { TimelineQuery } from "@/lib/core/customers";
import { readDecision } from "@/lib/core/decision";
import { AppError } from "@/lib/core/errors";
import type { OptOutView } from "@/lib/core/opt-out-views";
import type { Customer } from "@/lib/data/customers";
import type { UserDeps } from "./deps";

export type CustomerDetail = Customer & {
  /** Why the customer can't be called; null: can be. */
  blocked: string | null;
  /** The same for each channel, now and in sentences. */
  contact: ContactState[];
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
  const [consents, opt_outs, verdicts] = await Promise.all([
    deps.data.consents.ofCustomer(id),
    deps.data.suppressions.ofCustomer(customer),
    deps.people.contactStates(deps.accountId, id, deps.now()),
  ]);
  const call = verdicts.find(({ channel }) => channel === "call");
  const contact = await contactOf(deps, customer, opt_outs, verdicts);
  return { ...customer, consents, opt_outs, contact, blocked: call?.decision === "skip" ? call.reason : null };
}

/** Whether they may be contacted with an offer now, over each channel, and else why not and when. */
async function contactOf(
  { data, accountId }: UserDeps,
  { time_zones: zones, list_stops: listStops }: Customer,
  wishes: OptOutView[],
  verdicts: ContactVerdict[],
): Promise<ContactState[]> {
  const settings = zones.length > 0 ? null : await data.accounts.settings(accountId);
  const timeZone = zones[0] ?? settings?.time_zone ?? "America/New_York";
  return Promise.all(
    verdicts.map(async (verdict) => {
      const decision = readDecision(verdict.detail);
      const holiday = decision && (await data.law.holiday(decision));
      return contactState(verdict, { timeZone, wishes, listStops, holiday });
    }),
  );
}

/** What happened with a customer, latest first. @throws AppError not_found */
export async function readTimeline(
  deps: UserDeps,
  { id, query }: { id: string; query: TimelineQuery },
): Promise<TimelinePage> {
  const [entries] = await Promise.all([deps.data.customers.timeline(id, query), ownCustomer(deps, id)]);
  return { entries: entries.slice(0, query.limit), more: entries.length > query.limit };
}
