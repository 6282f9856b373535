import type { Metadata } from "next";
import { Crumbs } from "@/components/crumbs";
import { CustomerDetails } from "@/components/customers/customer-details";
import { nameOf } from "@/components/name-of";
import { readTimeline } from "@/lib/actions/read-customer";
import { CustomerDetailView, TimelinePage } from "@/lib/core/customer-views";
import { TimelineQuery } from "@/lib/core/customers";
import { pageDeps, pageTimeZone } from "../../../page-deps";
import { customerOf } from "./customer";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: nameOf(await customerOf((await params).id)) };
}

export default async function CustomerPage({ params }: Props) {
  const { id } = await params;
  const [customer, deps, timeZone] = await Promise.all([customerOf(id), pageDeps(), pageTimeZone()]);
  const timeline = await readTimeline(deps, { id, query: TimelineQuery.parse({}) });
  return (
    <>
      <Crumbs trail={[{ href: "/customers", label: "Customers" }]} />
      <CustomerDetails
        initial={CustomerDetailView.parse(customer)}
        timeline={TimelinePage.parse(timeline)}
        timeZone={timeZone}
      />
    </>
  );
}
