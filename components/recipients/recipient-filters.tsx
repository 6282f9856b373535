"use client";

import type { RecipientQuery } from "@/lib/core/campaign";
import { OUTCOMES, RECIPIENT_STATUSES } from "@/lib/core/words";
import { Select } from "../ui/input";
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
      <Select
        aria-label="Status"
        className="flex-1 sm:flex-none"
        value={query.status ?? ""}
        onChange={(event) => change({ status: event.target.value })}
      >
        <option value="">All statuses</option>
        {RECIPIENT_STATUSES.map((status) => (
          <option key={status} value={status}>
            {RECIPIENT_STATUS_LABEL[status].label}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Outcome"
        className="flex-1 sm:flex-none"
        value={query.outcome ?? ""}
        onChange={(event) => change({ outcome: event.target.value })}
      >
        <option value="">All outcomes</option>
        {OUTCOMES.map((outcome) => (
          <option key={outcome} value={outcome}>
            {OUTCOME_LABEL[outcome].label}
          </option>
        ))}
      </Select>
    </div>
  );
}
