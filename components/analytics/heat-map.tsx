import { type CampaignAnalytics, shadeOf } from "@/lib/core/analytics";
import { formatShare, formatTimeOfDay } from "../format";
import { cn } from "../ui/cn";
import { DAYS } from "./times";

const SHADE = ["bg-sunken", "bg-accent/10", "bg-accent/25", "bg-accent/40", "bg-accent text-on-accent"] as const;
const FEW = "border border-dashed border-line-strong text-ink-muted";
const LEGEND = ["none", "under 20%", "20–39%", "40–59%", "60% and more"] as const;

/** With fewer calls a share is chance: written, not shaded. */
const ENOUGH = 5;

/** How often people answer, by weekday and hour: a table whose cells say it in numbers and show it by shading. */
export function HeatMap({ hours }: { hours: CampaignAnalytics["hours"] }) {
  const [from, to] = [Math.min(...hours.map(({ hour }) => hour)), Math.max(...hours.map(({ hour }) => hour))];
  const shown = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const found = new Map(hours.map((one) => [one.day * 24 + one.hour, one]));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls has to be reachable by keyboard */}
      <section aria-label="Answer rate by weekday and hour" tabIndex={0} className="relative overflow-x-auto">
        <table className="w-full border-separate border-spacing-0.5 text-center">
          <caption className="sr-only">Share of calls that were answered, by weekday and hour</caption>
          <thead>
            <tr>
              <td />
              {shown.map((hour) => (
                <th key={hour} scope="col" className="px-1 text-xs font-medium whitespace-nowrap text-ink-muted">
                  {formatTimeOfDay(String(hour))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {DAYS.map((day, index) => (
              <tr key={day}>
                <th scope="row" className="pr-2 text-left text-xs font-medium text-ink-muted">
                  <span className="sm:hidden">{day.slice(0, 3)}</span>
                  <span className="hidden sm:inline">{day}</span>
                </th>
                {shown.map((hour) => (
                  <HeatCell key={hour} {...(found.get((index + 1) * 24 + hour) ?? { calls: 0, answered: 0 })} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <ul aria-label="Shading" className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-muted">
        <li className="flex items-center gap-1.5">
          <span aria-hidden className={cn("size-3.5 rounded-sm", FEW)} />
          fewer than {ENOUGH} calls: not shaded
        </li>
        {LEGEND.map((label, shade) => (
          <li key={label} className="flex items-center gap-1.5">
            <span aria-hidden className={cn("size-3.5 rounded-sm border border-line", SHADE[shade])} />
            {label}
          </li>
        ))}
      </ul>
    </>
  );
}

function HeatCell({ calls, answered }: { calls: number; answered: number }) {
  const shade = shadeOf(answered, calls);
  if (shade === null)
    return (
      <td className="h-10 min-w-11 rounded-sm text-ink-muted">
        <span aria-hidden>·</span>
        <span className="sr-only">no calls</span>
      </td>
    );
  return (
    <td className={cn("h-10 min-w-11 rounded-sm px-1 leading-tight tabular-nums", calls < ENOUGH ? FEW : SHADE[shade])}>
      <span className="block text-[0.8125rem] font-medium">{formatShare(answered, calls)}</span>
      <span className="block text-[0.6875rem] whitespace-nowrap">
        {answered}/{calls}
      </span>
    </td>
  );
}
