import type { CustomerPage, CustomerView } from "@/lib/core/customer-views";
import type { CustomerQuery } from "@/lib/core/customers";
import type { CustomerRow } from "@/lib/data/customers";
import type { UserDeps } from "./deps";

/** One page of customers, each with what keeps them from being called. */
export async function listCustomers(deps: UserDeps, query: CustomerQuery): Promise<CustomerPage> {
  const { rows, ...counted } = await deps.data.customers.list(deps.accountId, query);
  return { rows: await withBlocks(deps, rows), ...counted };
}

/** The gate's word on each of these customers of the account. */
export async function withBlocks(deps: UserDeps, rows: CustomerRow[]): Promise<CustomerView[]> {
  const ids = rows.map((row) => row.id);
  const blocked = await deps.people.blocked(deps.accountId, ids, deps.now());
  return rows.map((row) => ({ ...row, blocked: blocked.get(row.id) ?? null }));
}
