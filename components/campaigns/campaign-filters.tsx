"use client";

import type { CampaignQuery } from "@/lib/core/campaign";
import { CAMPAIGN_STATUSES, CAMPAIGN_TYPES } from "@/lib/core/words";
import { Select } from "../ui/input";
import { SearchBox } from "../ui/search-box";
import { useUrlQuery } from "../use-url-query";
import { STATUS_LABEL, TYPE_LABEL } from "./labels";

export function CampaignFilters({ query }: { query: CampaignQuery }) {
  const { change } = useUrlQuery();
  return (
    <div className="flex flex-wrap gap-2 border-b border-line p-3 sm:px-5">
      <SearchBox
        label="Search by name"
        value={query.search ?? ""}
        onSearch={(search) => change({ search })}
        className="basis-full sm:max-w-72 sm:flex-1 sm:basis-48"
      />
      <Select
        aria-label="Status"
        className="flex-1 sm:flex-none"
        value={query.status ?? ""}
        onChange={(event) => change({ status: event.target.value })}
      >
        <option value="">All statuses</option>
        {CAMPAIGN_STATUSES.map((status) => (
          <option key={status} value={status}>
            {STATUS_LABEL[status].label}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Type"
        className="flex-1 sm:flex-none"
        value={query.campaign_type ?? ""}
        onChange={(event) => change({ campaign_type: event.target.value })}
      >
        <option value="">All types</option>
        {CAMPAIGN_TYPES.map((type) => (
          <option key={type} value={type}>
            {TYPE_LABEL[type]}
          </option>
        ))}
      </Select>
    </div>
  );
}
