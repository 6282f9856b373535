"use client";

import { useQuery } from "@tanstack/react-query";
import { Upload, Users } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import type { CustomerPage } from "@/lib/core/customer-views";
import type { CustomerQuery } from "@/lib/core/customers";
import { type ApiError, api } from "../api";
import { formatCount } from "../format";
import { LiveTrouble } from "../live-trouble";
import { toAddress } from "../to-address";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Listed } from "../ui/listed";
import { Notice } from "../ui/notice";
import { EmptyState } from "../ui/states";
import { TextLink } from "../ui/text-link";
import { useUrlQuery } from "../use-url-query";
import { customerColumns } from "./customer-columns";
import { CustomerFilters } from "./customer-filters";
import { UnplacedList } from "./unplaced-list";

const customerPage = () => import("@/lib/core/customer-views").then((views) => views.CustomerPage);

export interface CustomerListProps {
  query: CustomerQuery;
  initial: CustomerPage;
  timeZone: string;
  /** Of the whole account: whose place is not known, so that nobody may call them. */
  unplaced: number;
}

/** The account's customers: searched, filtered, sorted and paged by the server. */
export function CustomerList({ query, initial, timeZone, unplaced }: CustomerListProps) {
  const { change, toPage, busy } = useUrlQuery();
  const address = useMemo(() => toAddress(query), [query]);
  const isUnplaced = query.state === "unknown_time_zone";
  const { data, error, refetch } = useQuery<CustomerPage, ApiError>({
    queryKey: ["customers", "list", address],
    queryFn: ({ signal }) => api(`/api/customers?${address}`, customerPage, { signal }),
    initialData: initial,
  });
  const columns = useMemo(() => customerColumns(timeZone), [timeZone]);
  const filtered = Boolean(query.search || query.tag || query.region || query.state);
  const clear = { search: null, tag: null, region: null, state: null, offset: null };
  const by = query.sort ?? "last_contact";

  if (data.total === 0 && !filtered) return <NoCustomers />;
  return (
    <>
      <LiveTrouble error={error} />
      {unplaced > 0 && !isUnplaced && <UnplacedNotice count={unplaced} />}
      <Card>
        <CustomerFilters query={query} />
        {isUnplaced && data.rows.length > 0 ? (
          <UnplacedList page={data} query={query} onPage={toPage} onRenew={() => void refetch()} />
        ) : (
          <Listed
            caption="Customers"
            noun="customers"
            columns={columns}
            page={data}
            query={query}
            stale={busy}
            sort={{ by, direction: query.direction ?? (by === "name" ? "asc" : "desc") }}
            onSort={(sort) => change({ sort: sort.by, direction: sort.direction })}
            onPage={toPage}
            nothing={{
              filtered,
              ...nobody(query),
              onClear: () => change(clear),
            }}
          />
        )}
      </Card>
    </>
  );
}

const nobody = ({ search, state }: { search?: string | undefined; state?: string | undefined }) =>
  !search && state === "unknown_time_zone"
    ? { title: "Everybody has a place", text: "Of all who have a number it is known where they live." }
    : { title: "Nobody matches", text: "Try other words, a part of the number, or another status." };

const UnplacedNotice = ({ count }: { count: number }) => (
  <Notice
    kind="warning"
    title={`Where ${formatCount(count)} ${count === 1 ? "customer lives" : "customers live"} is not known`}
  >
    Nobody calls or texts them before it is.{" "}
    <TextLink inText href="/customers?state=unknown_time_zone">
      Enter their places
    </TextLink>
  </Notice>
);

function NoCustomers() {
  return (
    <Card>
      <EmptyState
        icon={Users}
        title="No customers yet"
        action={
          <Button asChild look="primary">
            <Link href="/customers/import">
              <Upload aria-hidden />
              Import customers
            </Link>
          </Button>
        }
      >
        Bring your customers in from a spreadsheet or another program. Everybody who calls your receptionist is added
        automatically.
      </EmptyState>
    </Card>
  );
}
