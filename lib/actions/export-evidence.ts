import { readDecision, whyAllowed } from "@/lib/core/decision";
import { Evidence, type EvidenceRecord } from "@/lib/core/evidence";
import { explain } from "@/lib/core/explain";
import { actingIn } from "./acting";
import type { UserDeps } from "./deps";
import { ownCustomer } from "./read-customer";
import { exceptionsOf } from "./read-recipient";

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
  const timeZone = settings?.time_zone ?? "America/New_York";
  const exceptions = await exceptionsOf(deps.data, deps.accountId, record.contacts, who.now);
  const explained = record.contacts.map((contact) => [
    contact.id,
    whyAllowed(readDecision(contact.decision), contact.channel, exceptions),
  ]);
  const [reasons, rules] = await Promise.all([reasonsOf(deps, record, timeZone), rulesOf(deps, record)]);
  const used = new Set(record.contacts.flatMap(({ decision }) => readDecision(decision)?.overrides ?? []));
  return Evidence.parse({
    ...{ format: "rekindle.evidence", format_version: 1, generated_at: who.now.toISOString() },
    ...{ generated_by: deps.user.email, time_zone: timeZone },
    ...record,
    ...{ rules, reasons, exceptions: exceptions.filter(({ id }) => used.has(id)) },
    explained: Object.fromEntries(explained),
  });
}

/** Of each campaign's part by its id: why they wait, were skipped or not reached, in one sentence. */
async function reasonsOf(
  { data }: UserDeps,
  { campaigns, customer, opt_outs: wishes }: EvidenceRecord,
  timeZone: string,
) {
  const told = campaigns.map(async ({ id, reason, status, ...one }): Promise<[string, string][]> => {
    const decision = readDecision(one.decision);
    const text = explain({
      ...{ decision, channel: null, timeZone: customer.time_zones[0] ?? timeZone },
      reason: reason ?? (status === "opted_out" ? "opted_out" : null),
      next: status === "pending" ? (one.next_attempt_at ?? null) : null,
      wish:
        wishes.find((wish) => wish.id === decision?.suppression_id) ??
        wishes.findLast(({ lifted_at }) => !lifted_at) ??
        null,
      holiday: decision && (await data.law.holiday(decision)),
    });
    return text ? [[id, text]] : [];
  });
  return Object.fromEntries((await Promise.all(told)).flat());
}

/** The versions of the rules by which anything was decided, of a contact or of nobody's. */
function rulesOf({ data }: UserDeps, { campaigns, contacts }: EvidenceRecord) {
  const kept = [...campaigns, ...contacts].map(({ decision }) => readDecision(decision)?.rules_version);
  return data.law.versions([...new Set(kept.filter((version) => version !== undefined))]);
}
