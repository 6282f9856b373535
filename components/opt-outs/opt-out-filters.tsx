"use client";

import type { OptOutQuery } from "@/lib/core/opt-outs";
import { CONTACT_CHANNELS, OPT_OUT_REASONS, OPT_OUT_STATES } from "@/lib/core/words";
import { CHANNEL_LABEL, REASON_LABEL } from "../customers/labels";
import { FilterSelect } from "../ui/filter-select";
import { SearchBox } from "../ui/search-box";
import { useUrlQuery } from "../use-url-query";

const STATE_LABEL = { active: "In force", lifted: "Lifted" } as const;

export function OptOutFilters({ query }: { query: OptOutQuery }) {
  const { change } = useUrlQuery();
  return (
    <div className="flex flex-wrap gap-2 border-b border-line p-3 sm:px-5">
      <SearchBox
        label="Search by number, email or name"
        value={query.search ?? ""}
        onSearch={(search) => change({ search })}
        className="basis-full sm:max-w-80 sm:flex-1 sm:basis-56"
      />
      <FilterSelect
        label="Channel"
        all="All channels"
        value={query.channel}
        values={CONTACT_CHANNELS}
        labelOf={(channel) => CHANNEL_LABEL[channel]}
        onChange={(channel) => change({ channel })}
      />
      <FilterSelect
        label="Why"
        all="All reasons"
        value={query.reason}
        values={OPT_OUT_REASONS}
        labelOf={(reason) => REASON_LABEL[reason].label}
        onChange={(reason) => change({ reason })}
      />
      <FilterSelect
        label="Status"
        all="All statuses"
        value={query.state}
        values={OPT_OUT_STATES}
        labelOf={(state) => STATE_LABEL[state]}
        onChange={(state) => change({ state })}
      />
    </div>
  );
}
