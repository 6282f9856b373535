"use client";

import { useId } from "react";
import type { CallQuery } from "@/lib/core/calls";
import { listedChannel } from "@/lib/core/listed-channel";
import { CHANNELS, OUTCOMES, SENTIMENTS } from "@/lib/core/words";
import { DISPOSITION_LABEL, SENTIMENT_LABEL } from "../attempts/labels";
import { OUTCOME_LABEL } from "../recipients/labels";
import { DayInput } from "../ui/day-input";
import { FilterSelect } from "../ui/filter-select";
import { SearchBox } from "../ui/search-box";
import { ENDS, LISTS } from "./channels";

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
  const channel = listedChannel(query) ?? "all";
  const named = (choices: Choice[]) => (id: string) =>
    choices.find((choice) => choice.id === id)?.name ?? "Another one";
  return (
    <div className="grid grid-cols-2 gap-2 border-b border-line p-3 sm:flex sm:flex-wrap sm:px-5">
      <SearchBox
        label={LISTS[channel].search}
        value={query.search ?? ""}
        onSearch={(search) => change({ search })}
        className="col-span-2 sm:max-w-96 sm:flex-1 sm:basis-72"
      />
      {query.view === "needs_you" && (
        <FilterSelect
          label="Over what"
          all="Calls and messages"
          value={channel === "all" ? undefined : channel}
          values={CHANNELS}
          labelOf={(one) => LISTS[one].title}
          onChange={(one) => change({ channel: one })}
        />
      )}
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
        values={ENDS[channel]}
        labelOf={(disposition) => DISPOSITION_LABEL[disposition].label}
        onChange={(disposition) => change({ disposition })}
      />
      {(channel === "call" || query.sentiment) && (
        <FilterSelect
          label="Sentiment"
          all="All sentiments"
          value={query.sentiment}
          values={SENTIMENTS}
          labelOf={(sentiment) => SENTIMENT_LABEL[sentiment].label}
          onChange={(sentiment) => change({ sentiment })}
        />
      )}
      <FilterSelect
        label="Campaign"
        all="All campaigns"
        value={query.campaign_id}
        values={campaigns.map(({ id }) => id)}
        labelOf={named(campaigns)}
        onChange={(campaign_id) => change({ campaign_id })}
      />
      {((agents.length > 1 && channel === "call") || query.agent_id) && (
        <FilterSelect
          label="Agent"
          all="All agents"
          value={query.agent_id}
          values={agents.map(({ id }) => id)}
          labelOf={named(agents)}
          onChange={(agent_id) => change({ agent_id })}
        />
      )}
      <LabelledDay label="From" value={query.from} onChange={(from) => change({ from })} />
      <LabelledDay label="Until" value={query.to} onChange={(to) => change({ to })} />
    </div>
  );
}

function LabelledDay({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (day: string) => void;
}) {
  const id = useId();
  return (
    <span className="col-span-2 flex items-center gap-2">
      <label htmlFor={id} className="w-10 text-ink-muted sm:w-auto">
        {label}
      </label>
      <DayInput id={id} className="w-auto min-w-0 flex-1" value={value} onDay={onChange} />
    </span>
  );
}
