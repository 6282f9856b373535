"use client";

import type { CustomerQuery } from "@/lib/core/customers";
import { regionName } from "@/lib/core/leads/regions";
import { CUSTOMER_STATES } from "@/lib/core/words";
import { FilterSelect } from "../ui/filter-select";
import { SearchBox } from "../ui/search-box";
import { useAudienceOptions } from "../use-audience-options";
import { useUrlQuery } from "../use-url-query";
import { STATE_FILTER_LABEL } from "./labels";

export function CustomerFilters({ query }: { query: CustomerQuery }) {
  const { change } = useUrlQuery();
  const { data: options } = useAudienceOptions();
  const tags = (options?.tags ?? []).map(({ value }) => value);
  const regions = (options?.regions ?? []).map(({ value }) => value);
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
        value={query.state}
        values={CUSTOMER_STATES}
        labelOf={(state) => STATE_FILTER_LABEL[state]}
        onChange={(state) => change({ state })}
      />
      {(tags.length > 0 || query.tag) && (
        <FilterSelect
          label="Tag"
          all="All tags"
          value={query.tag}
          values={tags}
          labelOf={(tag) => tag}
          onChange={(tag) => change({ tag })}
        />
      )}
      {(regions.length > 0 || query.region) && (
        <FilterSelect
          label="Region"
          all="All regions"
          value={query.region}
          values={regions}
          labelOf={regionName}
          onChange={(region) => change({ region })}
        />
      )}
    </div>
  );
}
