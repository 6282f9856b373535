import { useMemo } from "react";
import type { CampaignAnalytics } from "@/lib/core/analytics";
import { effectOf, effectText } from "@/lib/core/experiment";
import { RateIntervals } from "./rate-intervals";
import { groupsOf } from "./touch-tables";

/** What the campaign brought about, against those whom nobody contacted. */
export function RealEffect({ effect }: { effect: NonNullable<CampaignAnalytics["effect"]> }) {
  const { contacted, heldOut } = groupsOf(effect);
  const text = useMemo(() => {
    const groups = groupsOf(effect);
    return effectText(groups.contacted, groups.heldOut, effectOf(groups.contacted, groups.heldOut));
  }, [effect]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-5 md:grid-cols-2">
      <p className="text-[0.9375rem] text-pretty">{text}</p>
      <RateIntervals
        label="Who came back"
        arms={[
          { name: "Contacted", ...contacted },
          { name: "Held out", ...heldOut },
        ]}
      />
    </div>
  );
}
