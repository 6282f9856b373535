"use client";

import { useQuery } from "@tanstack/react-query";
import { CustomerDetailView, type TimelinePage } from "@/lib/core/customer-views";
import { type ApiError, api } from "../api";
import { LiveTrouble } from "../live-trouble";
import { CustomerHead } from "./customer-head";
import { CustomerTimeline } from "./customer-timeline";
import { Wishes } from "./wishes";

export interface CustomerDetailsProps {
  initial: CustomerDetailView;
  timeline: TimelinePage;
  timeZone: string;
}

/** One customer: who and where, what they wish, and what happened. */
export function CustomerDetails({ initial, timeline, timeZone }: CustomerDetailsProps) {
  const { data: customer, error } = useQuery<CustomerDetailView, ApiError>({
    queryKey: ["customers", initial.id, "detail"],
    queryFn: ({ signal }) => api(`/api/customers/${initial.id}`, CustomerDetailView, { signal }),
    initialData: initial,
  });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <LiveTrouble error={error} />
      <CustomerHead customer={customer} timeZone={timeZone} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <CustomerTimeline customerId={customer.id} initial={timeline} timeZone={timeZone} />
        <Wishes customer={customer} timeZone={timeZone} />
      </div>
    </div>
  );
}
