import { type CampaignAnalytics, isSmall } from "@/lib/core/analytics";
import { formatCount, formatShare } from "../format";
import { Card } from "../ui/card";
import { ratesOf } from "./tables";

/** The shares that matter most, each with what it is a share of. */
export function Rates({ data }: { data: CampaignAnalytics }) {
  return (
    <Card aria-label="Rates">
      <dl className="grid grid-cols-[minmax(0,1fr)] gap-px overflow-hidden rounded-lg bg-line sm:grid-cols-2 xl:grid-cols-4">
        {ratesOf(data).map(({ label, part, whole, of }) => (
          <div key={label} className="bg-surface px-4 py-3 sm:px-5">
            <dt className="text-xs text-ink-muted">{label}</dt>
            <dd className="mt-1 text-xl font-semibold tabular-nums tracking-tight">{formatShare(part, whole)}</dd>
            <dd className="text-[0.8125rem] text-ink-muted tabular-nums">
              {whole > 0 ? `${formatCount(part)} of ${formatCount(whole)} ${of}` : "Nobody has got this far yet."}
              {isSmall(whole) && ". A small number: one person more or less changes the rate."}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
