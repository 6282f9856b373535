import { readDecision, whyAllowed } from "@/lib/core/decision";
import { Evidence } from "@/lib/core/evidence";
import { actingIn } from "./acting";
import type { UserDeps } from "./deps";
import { ownCustomer } from "./read-customer";

/** Everything that proves why a customer was contacted, or was not. That it was taken out is written down first, so it stands in it.
 *  @throws AppError not_found also for another account's customer */
export async function exportEvidence(
  deps: UserDeps,
  { id, format }: { id: string; format: "json" | "pdf" },
): Promise<Evidence> {
  await ownCustomer(deps, id);
  const who = actingIn(deps);
  const line = { action: "evidence.exported", entity: "customer", entityId: id };
  await deps.people.record(who, { ...line, detail: { format, by: deps.user.email } });
  const [record, settings] = await Promise.all([
    deps.data.customers.evidence(id),
    deps.data.accounts.settings(deps.accountId),
  ]);
  deps.log.info({ customer_id: id, account_id: deps.accountId, format }, "evidence exported");
  const explained = record.contacts.map((contact) => [
    contact.id,
    whyAllowed(readDecision(contact.decision), contact.channel),
  ]);
  return Evidence.parse({
    ...{ format: "rekindle.evidence", format_version: 1, generated_at: who.now.toISOString() },
    ...{ generated_by: deps.user.email, time_zone: settings?.time_zone ?? "America/New_York" },
    ...record,
    explained: Object.fromEntries(explained),
  });
}
