"use client";

import { useEffect, useId, useState } from "react";
import type { CallQuery } from "@/lib/core/calls";
import { DISPOSITIONS, OUTCOMES, SENTIMENTS } from "@/lib/core/words";
import { DISPOSITION_LABEL, SENTIMENT_LABEL } from "../attempts/labels";
import { OUTCOME_LABEL } from "../recipients/labels";
import { FilterSelect } from "../ui/filter-select";
import { Input } from "../ui/input";
import { SearchBox } from "../ui/search-box";

export interface Choice {
  id: string;
  name: string;
}

export interface CallFiltersProps {
  query: CallQuery;
  campaigns: Choice[];
  agents: Choice[];
  change: (changes: Record<string, string | null>) => void;
}

export function CallFilters({ query, campaigns, agents, change }: CallFiltersProps) {
  const named = (choices: Choice[]) => (id: string) =>
    choices.find((choice) => choice.id === id)?.name ?? "Another one";
  return (
    <div className="grid grid-cols-2 gap-2 border-b border-line p-3 sm:flex sm:flex-wrap sm:px-5">
      <SearchBox
        label="Search what was said, a name or a number"
        value={query.search ?? ""}
        onSearch={(search) => change({ search })}
        className="col-span-2 sm:max-w-96 sm:flex-1 sm:basis-72"
      />
      <FilterSelect
        label="Outcome"
        all="All outcomes"
        value={query.outcome}
        values={OUTCOMES}
        labelOf={(outcome) => OUTCOME_LABEL[outcome].label}
        onChange={(outcome) => change({ outcome })}
      />
      <FilterSelect
        label="How it ended"
        all="However it ended"
        value={query.disposition}
        values={DISPOSITIONS}
        labelOf={(disposition) => DISPOSITION_LABEL[disposition].label}
        onChange={(disposition) => change({ disposition })}
      />
      <FilterSelect
        label="Sentiment"
        all="All sentiments"
        value={query.sentiment}
        values={SENTIMENTS}
        labelOf={(sentiment) => SENTIMENT_LABEL[sentiment].label}
        onChange={(sentiment) => change({ sentiment })}
      />
      <FilterSelect
        label="Campaign"
        all="All campaigns"
        value={query.campaign_id}
        values={withChosen(campaigns, query.campaign_id)}
        labelOf={named(campaigns)}
        onChange={(campaign_id) => change({ campaign_id })}
      />
      {(agents.length > 1 || query.agent_id) && (
        <FilterSelect
          label="Agent"
          all="All agents"
          value={query.agent_id}
          values={withChosen(agents, query.agent_id)}
          labelOf={named(agents)}
          onChange={(agent_id) => change({ agent_id })}
        />
      )}
      <Day label="From" value={query.from} onChange={(from) => change({ from })} />
      <Day label="Until" value={query.to} onChange={(to) => change({ to })} />
    </div>
  );
}

const withChosen = (choices: Choice[], chosen: string | undefined): string[] => {
  const ids = choices.map(({ id }) => id);
  return chosen && !ids.includes(chosen) ? [...ids, chosen] : ids;
};

/** A day; while a year is being typed nothing is asked for yet. */
function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (day: string) => void;
}) {
  const id = useId();
  const [day, setDay] = useState(value ?? "");
  useEffect(() => setDay(value ?? ""), [value]);
  return (
    <span className="col-span-2 flex items-center gap-2">
      <label htmlFor={id} className="w-10 text-ink-muted sm:w-auto">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        min="2000-01-01"
        max="2099-12-31"
        className="w-auto min-w-0 flex-1"
        value={day}
        onChange={({ target }) => {
          setDay(target.value);
          if (target.value === "" || target.value >= "2000-01-01") onChange(target.value);
        }}
      />
    </span>
  );
}
