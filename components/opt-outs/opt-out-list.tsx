"use client";

import { useQuery } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import type { OptOutPage, OptOutView } from "@/lib/core/opt-out-views";
import type { OptOutQuery } from "@/lib/core/opt-outs";
import { type ApiError, api } from "../api";
import { LiveTrouble } from "../live-trouble";
import { toAddress } from "../to-address";
import { Card } from "../ui/card";
import { Listed } from "../ui/listed";
import { EmptyState } from "../ui/states";
import { untilLoaded } from "../until-loaded";
import { useUrlQuery } from "../use-url-query";
import { optOutColumns } from "./opt-out-columns";
import { OptOutFilters } from "./opt-out-filters";

const LiftDialog = dynamic(() => untilLoaded(() => import("./lift-dialog").then((module) => module.LiftDialog)), {
  ssr: false,
});

const optOutPage = () => import("@/lib/core/opt-out-views").then((views) => views.OptOutPage);

export interface OptOutListProps {
  query: OptOutQuery;
  initial: OptOutPage;
  timeZone: string;
}

/** Everybody who is not to be contacted, and those who were and no longer are. */
export function OptOutList({ query, initial, timeZone }: OptOutListProps) {
  const { change, toPage, busy } = useUrlQuery();
  const [lifting, setLifting] = useState<OptOutView | null>(null);
  const address = useMemo(() => toAddress(query), [query]);
  const { data, error } = useQuery<OptOutPage, ApiError>({
    queryKey: ["opt-outs", "list", address],
    queryFn: ({ signal }) => api(`/api/opt-outs?${address}`, optOutPage, { signal }),
    initialData: initial,
  });
  const columns = useMemo(() => optOutColumns(timeZone, setLifting), [timeZone]);
  const filtered = Boolean(query.search || query.channel || query.reason || query.state);
  const clear = { search: null, channel: null, reason: null, state: null, offset: null };

  if (data.total === 0 && !filtered) return <NoOptOuts />;
  return (
    <>
      <LiveTrouble error={error} />
      <Card>
        <OptOutFilters query={query} />
        <Listed
          caption="Opt-outs"
          noun="opt-outs"
          columns={columns}
          page={data}
          query={query}
          stale={busy}
          sort={{ by: "at", direction: query.direction ?? "desc" }}
          onSort={({ direction }) => change({ direction })}
          onPage={toPage}
          nothing={{
            filtered,
            title: "No opt-out matches",
            text: "Try other words, a part of the number, or another reason.",
            onClear: () => change(clear),
          }}
        />
      </Card>
      {lifting && <LiftDialog optOut={lifting} onClose={() => setLifting(null)} />}
    </>
  );
}

function NoOptOuts() {
  return (
    <Card>
      <EmptyState icon={BellOff} title="Nobody has opted out">
        Whoever asks in a call not to be contacted is added here at once, for every campaign. Add those who told you
        themselves, or import the list of another program.
      </EmptyState>
    </Card>
  );
}
