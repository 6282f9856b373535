import type { Metadata } from "next";
import { CustomerList } from "@/components/customers/customer-list";
import { CustomerTools } from "@/components/customers/customer-tools";
import { PageTitle } from "@/components/page-title";
import { listCustomers } from "@/lib/actions/list-customers";
import { CustomerPage } from "@/lib/core/customer-views";
import { CustomerQuery } from "@/lib/core/customers";
import { pageDeps, pageTimeZone } from "../../../page-deps";
import { readPageQuery, type SearchParams } from "../../../page-query";

export const metadata: Metadata = { title: "Customers" };

export default async function CustomersPage({ searchParams }: { searchParams: SearchParams }) {
  const deps = await pageDeps();
  const query = await readPageQuery(CustomerQuery, searchParams);
  const [page, timeZone, unplaced] = await Promise.all([
    listCustomers(deps, query),
    pageTimeZone(),
    deps.data.customers.countUnplaced(deps.accountId),
  ]);
  return (
    <>
      <PageTitle title="Customers" action={<CustomerTools />} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <CustomerList query={query} initial={CustomerPage.parse(page)} timeZone={timeZone} unplaced={unplaced} />
      </div>
    </>
  );
}
