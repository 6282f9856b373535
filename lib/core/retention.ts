import * as z from "zod/mini";

const count = z.catch(z.int(), 0);

/** What one day's upkeep dropped, as the audit log has it. */
export const RetentionRun = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** Calls and messages that lost their words. */
  contacts: count,
  /** Messages of customers that lost theirs. */
  received: count,
  recordings: count,
  /** Calls that the provider deleted as well. */
  deleted_at_provider: count,
  /** Customers who were erased. */
  customers: count,
});
export type RetentionRun = z.infer<typeof RetentionRun>;

const many = (count: number, one: string, more: string) =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : more}`;

/** What it came to, as one sentence. */
export function retentionText(run: RetentionRun): string {
  const parts = [
    run.recordings > 0 && many(run.recordings, "recording", "recordings"),
    run.contacts > 0 && `the words of ${many(run.contacts, "contact", "contacts")}`,
    run.received > 0 && many(run.received, "message received", "messages received"),
    run.customers > 0 && many(run.customers, "customer", "customers"),
  ].filter((part) => part !== false);
  const gone = parts.length === 0 ? "Nothing was old enough to be deleted." : `Deleted: ${parts.join(", ")}.`;
  if (run.deleted_at_provider === 0) return gone;
  return `${gone} ${many(run.deleted_at_provider, "call was", "calls were")} deleted at the phone provider too.`;
}
