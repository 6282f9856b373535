"use client";

import type { RecipientQuery } from "@/lib/core/campaign";
import { OUTCOMES, RECIPIENT_STATUSES } from "@/lib/core/words";
import { FilterSelect } from "../ui/filter-select";
import { SearchBox } from "../ui/search-box";
import { OUTCOME_LABEL, RECIPIENT_STATUS_LABEL } from "./labels";

export function RecipientFilters({
  query,
  change,
}: {
  query: RecipientQuery;
  change: (changes: Record<string, string | null>) => void;
}) {
  return (
    <div className="flex flex-wrap gap-2 border-b border-line p-3 sm:px-5">
      <SearchBox
        label="Search by name, number or email"
        value={query.search ?? ""}
        onSearch={(search) => change({ search })}
        className="basis-full sm:max-w-80 sm:flex-1 sm:basis-56"
      />
      <FilterSelect
        label="Status"
        all="All statuses"
        value={query.status}
        values={RECIPIENT_STATUSES}
        labelOf={(status) => RECIPIENT_STATUS_LABEL[status].label}
        onChange={(status) => change({ status })}
      />
      <FilterSelect
        label="Outcome"
        all="All outcomes"
        value={query.outcome}
        values={OUTCOMES}
        labelOf={(outcome) => OUTCOME_LABEL[outcome].label}
        onChange={(outcome) => change({ outcome })}
      />
    </div>
  );
}
