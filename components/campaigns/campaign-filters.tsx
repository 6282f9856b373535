"use client";

import type { CampaignQuery } from "@/lib/core/campaign";
import { CAMPAIGN_STATUSES, CAMPAIGN_TYPES } from "@/lib/core/words";
import { FilterSelect } from "../ui/filter-select";
import { Input } from "../ui/input";
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
        <DayInput label="Created from" value={query.created_from} onChange={(day) => change({ created_from: day })} />
        <span aria-hidden className="text-ink-muted">
          –
        </span>
        <DayInput label="Created until" value={query.created_to} onChange={(day) => change({ created_to: day })} />
      </fieldset>
    </div>
  );
}

/** A day in the account's time zone. While one is typed the field is empty to us, so only a whole day or none is told. */
function DayInput({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (day: string) => void;
}) {
  return (
    <Input
      key={value ?? "none"}
      type="date"
      aria-label={label}
      defaultValue={value ?? ""}
      min="2000-01-01"
      max="2100-12-31"
      className="min-w-0 flex-1 px-2 sm:w-36 sm:flex-none"
      onBlur={(event) => {
        const { value: day, validity } = event.target;
        if (!validity.badInput && day !== (value ?? "")) onChange(day);
      }}
      onChange={(event) => {
        const { value: day, validity } = event.target;
        // Typing a year passes through the years 2, 20 and 202.
        if (day !== "" && validity.valid) onChange(day);
      }}
    />
  );
}
