import Link from "next/link";
import type { CampaignAnalytics } from "@/lib/core/analytics";
import { formatCount, formatShare } from "../format";
import { Bar } from "./bar-list";
import { stagesOf, touchName } from "./touch-tables";

/** How far the customers of each touch got, one funnel beside the other. */
export function TouchFunnels({ campaignId, touches }: { campaignId: string; touches: CampaignAnalytics["touches"] }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-6 md:grid-cols-2 xl:grid-cols-3">
      {touches.map((touch) => (
        <section key={touchName(touch)} aria-label={touchName(touch)} className="min-w-0">
          <h3 className="mb-2 font-medium">{touchName(touch)}</h3>
          {touch.people === 0 ? (
            <p className="text-ink-muted">Nobody has got this far yet.</p>
          ) : (
            <ul className="grid gap-3">
              {stagesOf(touch, touches.length === 1).map(({ label, count, of, recipients }) => (
                <li key={label}>
                  <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                    {recipients === undefined ? (
                      <span>{label}</span>
                    ) : (
                      <Link
                        href={`/campaigns/${campaignId}?${recipients}`}
                        prefetch={false}
                        className="underline decoration-line-strong underline-offset-4 hover:text-accent"
                      >
                        {label}
                      </Link>
                    )}
                    <span className="tabular-nums">
                      <span className="font-medium">{formatCount(count)}</span>
                      {of && (
                        <span className="ml-2 text-ink-muted">
                          {of.count > 0
                            ? `${formatShare(count, of.count)} of ${formatCount(of.count)} ${of.word}`
                            : `of none ${of.word}`}
                        </span>
                      )}
                    </span>
                  </p>
                  <Bar part={count} whole={touch.people} />
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}
