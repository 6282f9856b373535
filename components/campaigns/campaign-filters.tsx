"use client";

import type { CampaignQuery } from "@/lib/core/campaign";
import { CAMPAIGN_STATUSES, CAMPAIGN_TYPES } from "@/lib/core/words";
import { DayInput } from "../ui/day-input";
import { FilterSelect } from "../ui/filter-select";
import { SearchBox } from "../ui/search-box";
import { useUrlQuery } from "../use-url-query";
import { STATUS_LABEL, TYPE_LABEL } from "./labels";

const DAY = "min-w-0 flex-1 px-2 sm:w-36 sm:flex-none";

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
      <FilterSelect
        label="Status"
        all="All statuses"
        value={query.status}
        values={CAMPAIGN_STATUSES}
        labelOf={(status) => STATUS_LABEL[status].label}
        onChange={(status) => change({ status })}
      />
      <FilterSelect
        label="Type"
        all="All types"
        value={query.campaign_type}
        values={CAMPAIGN_TYPES}
        labelOf={(type) => TYPE_LABEL[type]}
        onChange={(campaign_type) => change({ campaign_type })}
      />
      <fieldset className="flex min-w-0 basis-full items-center gap-2 sm:basis-auto">
        <legend className="sr-only">Created</legend>
        <span aria-hidden className="hidden text-ink-muted sm:inline">
          Created
        </span>
        <DayInput
          aria-label="Created from"
          className={DAY}
          value={query.created_from}
          onDay={(day) => change({ created_from: day })}
        />
        <span aria-hidden className="text-ink-muted">
          –
        </span>
        <DayInput
          aria-label="Created until"
          className={DAY}
          value={query.created_to}
          onDay={(day) => change({ created_to: day })}
        />
      </fieldset>
    </div>
  );
}
